public import Base
internal import GRDB
public import Score

/// Which events are wanted; the default is all.
public struct EventFilter: Hashable, Sendable {
    public var subject: Subject?
    /// `site/camera`: all places of a camera, and the camera itself.
    public var source: String?
    public var behaviour: Behaviour?
    /// Least level.
    public var level: Level = .info
    /// Events at or after this time.
    public var from: Timestamp?
    /// Events before this time.
    public var until: Timestamp?
    /// Cursor: only entries after this sequence; the last one of a page asks for the next page.
    public var after: Int64?
    /// The same backwards: only entries before this sequence.
    public var before: Int64?
    /// Whether the latest entry comes first.
    public var isNewestFirst = false
    /// At most this many, 1...10000.
    public var limit = 1000

    /// Makes a filter that lets all events through.
    public init() {}
}

/// An event with the entry that was made from it.
public struct StoredEvent: Hashable, Sendable {
    public let entry: LedgerEntry
    /// The event as published: one line of CloudEvents JSON; nil when it has been erased.
    public let json: String?
}

extension LedgerReader {
    /// Events in the order of the ledger.
    public func events(_ filter: EventFilter = EventFilter()) throws(LedgerError) -> [StoredEvent] {
        try read { db in
            let (condition, arguments) = LedgerReader.condition(filter)
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT canonical, json FROM entry JOIN evidence USING (sequence)
                    WHERE kind = 'event'\(condition) ORDER BY entry.sequence\(filter.isNewestFirst ? " DESC" : "") LIMIT ?
                    """,
                arguments: arguments + [min(max(filter.limit, 1), 10_000)])
            return try rows.map { StoredEvent(entry: try LedgerReader.entry($0[0]), json: $0[1]) }
        }
    }

    /// The conditions are fixed texts; every value is bound.
    private static func condition(_ filter: EventFilter) -> (String, StatementArguments) {
        var text = "", arguments = StatementArguments()
        func add(_ condition: String, _ values: StatementArguments) {
            text += " AND " + condition
            arguments += values
        }
        if let subject = filter.subject {
            add("subject = (SELECT id FROM subject WHERE source = ? AND name = ?)", [subject.source, subject.id])
        }
        if let source = filter.source { add("subject IN (SELECT id FROM subject WHERE source = ?)", [source]) }
        if let behaviour = filter.behaviour { add("behaviour = ?", [behaviour.rawValue]) }
        if filter.level > .info { add("level >= ?", [filter.level.rank]) }
        if let from = filter.from { add("time_ms >= ?", [from.milliseconds]) }
        if let until = filter.until { add("time_ms < ?", [until.milliseconds]) }
        if let after = filter.after { add("entry.sequence > ?", [after]) }
        if let before = filter.before { add("entry.sequence < ?", [before]) }
        return (text, arguments)
    }

    /// The event with this id; nil when the ledger has none.
    public func event(_ id: String) throws(LedgerError) -> StoredEvent? {
        try read { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT canonical, json FROM evidence JOIN entry USING (sequence) WHERE id = ? AND kind = 'event'
                    """,
                arguments: [id])
            return try row.map { StoredEvent(entry: try LedgerReader.entry($0[0]), json: $0[1]) }
        }
    }

    /// Every entry about an event or exposure, its own first; empty when the ledger does not know the id.
    public func entries(about id: String) throws(LedgerError) -> [LedgerEntry] {
        try read { db in
            let rows = try String.fetchAll(
                db,
                sql: """
                    SELECT canonical FROM (SELECT sequence AS own FROM evidence WHERE id = ?)
                    JOIN entry ON entry.sequence = own OR entry.concerns = own ORDER BY entry.sequence
                    """,
                arguments: [id])
            return try rows.map(LedgerReader.entry)
        }
    }

    /// The account of an event's severity and weight; nil when the ledger does not know the id.
    public func explain(event id: String) throws(LedgerError) -> EventExplanation? {
        EventExplanation(try entries(about: id))
    }

    /// Entries from a sequence on, in order, at most `limit`.
    public func entries(from sequence: Int64, limit: Int) throws(LedgerError) -> [LedgerEntry] {
        try read { db in
            let rows = try String.fetchAll(
                db, sql: "SELECT canonical FROM entry WHERE sequence >= ? ORDER BY sequence LIMIT ?",
                arguments: [sequence, limit])
            return try rows.map(LedgerReader.entry)
        }
    }

    static func entry(_ canonical: String) throws -> LedgerEntry {
        guard let entry = LedgerEntry(canonical: canonical) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "an entry is not in canonical form")
        }
        return entry
    }
}
