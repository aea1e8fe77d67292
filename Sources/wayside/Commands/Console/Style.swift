/// Colours of words on a terminal; plain text when off.
struct Style: Sendable {
    let isOn: Bool

    /// SGR codes by meaning (ECMA-48 section 8.3.117).
    enum Ink: String {
        case strong = "1"
        case soft = "2"
        case good = "32"
        case attention = "33"
        case bad = "31"
        case accent = "36"
    }

    /// The text in an ink.
    func paint(_ text: String, _ ink: Ink) -> String { isOn ? "\u{1B}[\(ink.rawValue)m\(text)\u{1B}[0m" : text }

    /// The ink of a severity level, 0 info ... 3 high.
    static func ink(ofRank rank: Int) -> Ink { [.soft, .good, .attention, .bad][min(max(rank, 0), 3)] }
}
