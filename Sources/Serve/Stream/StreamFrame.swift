internal import Base
internal import Ledger
internal import Score

/// An entry in the form of the event stream (WHATWG HTML, server-sent events).
struct StreamFrame: Sendable {
    let sequence: Int64
    private let isAboutAccounts: Bool
    private let bytes: [UInt8]

    /// How many entries are read at once.
    static let page = 200

    /// The frame's bytes; nil when it is about accounts and whoever reads may not see them.
    func shown(seesAccounts: Bool) -> [UInt8]? { isAboutAccounts && !seesAccounts ? nil : bytes }

    /// Reads entries from a number on; at most a page.
    static func read(from sequence: Int64, _ office: Office) throws -> [StreamFrame] {
        let entries = try office.reader.entries(from: sequence, limit: page)
        let events = try events(entries, office)
        return entries.map { StreamFrame($0, data: events[$0.sequence] ?? $0.canonical) }
    }

    /// The events of a page as the API tells them.
    private static func events(_ entries: [LedgerEntry], _ office: Office) throws -> [Int64: String] {
        let numbers = entries.filter { $0.kind == .event }.map(\.sequence)
        guard let first = numbers.first, let last = numbers.last else { return [:] }
        var filter = EventFilter()
        (filter.after, filter.before, filter.limit) = (first - 1, last + 1, page)
        let reversed = try office.reader.reversed(among: numbers)
        var texts: [Int64: String] = [:]
        for stored in try office.reader.events(filter) {
            let form = EventForm(stored, isReversed: reversed.contains(stored.entry.sequence))
            texts[stored.entry.sequence] = form?.text
        }
        return texts
    }

    private init(_ entry: LedgerEntry, data: String) {
        (sequence, isAboutAccounts) = (entry.sequence, entry.kind.isAboutAccounts)
        // JSON has no line ends, so one line of data is enough.
        bytes = Array("id: \(entry.sequence)\nevent: \(entry.kind.rawValue)\ndata: \(data)\n\n".utf8)
    }
}
