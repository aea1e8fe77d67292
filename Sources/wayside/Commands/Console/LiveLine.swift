/// One line of the live view: words, each in an ink, cut to the terminal's width before they are painted.
package struct LiveLine: Hashable, Sendable {
    private var pieces: [Piece] = []

    private struct Piece: Hashable, Sendable {
        let text: String
        let ink: Style.Ink?
    }

    /// Begins with a label in a column of its own.
    init(_ label: String) {
        add(label + String(repeating: " ", count: max(1, 10 - label.count)), .soft)
    }

    /// Adds words; control characters in them are written out, so that no file steers the terminal.
    mutating func add(_ text: String, _ ink: Style.Ink? = nil) {
        pieces.append(Piece(text: ControlCharacters.writtenOut(text), ink: ink))
    }

    /// The words alone.
    package var plain: String { pieces.map(\.text).joined() }

    /// The line in at most `width` columns.
    func painted(_ style: Style, width: Int) -> String {
        var left = width, line = ""
        for piece in pieces where left > 0 {
            let text = String(piece.text.prefix(left))
            left -= text.count
            line += piece.ink.map { style.paint(text, $0) } ?? text
        }
        return line
    }
}
