import Base
internal import Dispatch
internal import GRDB
public import Score

extension LedgerReader {
    /// Gives all that a replay needs, in the order of the ledger, from one consistent read. It is read on a thread of its own,
    /// while what has been read is replayed. Cost: about four microseconds of two cores an entry, besides the replay.
    /// - Parameter progress: told now and then how many entries have been read.
    public func replay(into replay: inout PolicyReplay, progress: (Int64) -> Void = { _ in }) throws(LedgerError) {
        let batches = Handoff<ReplayBatch>(ahead: 4), reader = self
        DispatchQueue.global().async {
            do { try reader.read { try ReplayFeed.give(try LedgerReader.reversed($0), of: $0, to: batches) } } catch {
                return batches.give(.failure((error as? LedgerError) ?? LedgerError(error, path: reader.path)))
            }
            batches.give(.success([]))
        }
        while true {
            let batch = try batches.take().get()
            guard let last = batch.last else { return }
            for item in batch { replay.take(item.entry, event: item.event, isReversed: item.isReversed) }
            progress(last.sequence)
        }
    }

    /// Ids of the events that were taken back.
    private static func reversed(_ db: Database) throws -> Set<String> {
        let rows = try String.fetchAll(
            db, sql: "SELECT canonical FROM entry WHERE concerns IS NOT NULL AND kind = 'reversal'")
        return try Set(rows.compactMap { try LedgerReader.entry($0).evidence })
    }
}

/// Some entries in order; none at the end.
private typealias ReplayBatch = Result<[ReplayItem], LedgerError>

/// An entry on its way to a replay.
private struct ReplayItem: Sendable {
    let sequence: Int64
    let entry: PastEntry
    let event: ObservedEvent?
    let isReversed: Bool
}

/// Makes values of rows.
private struct ReplayFeed {
    private static let canonical: Int32 = 0
    private static let json: Int32 = 1
    private static let sequence: Int32 = 2
    /// Entries of a batch: enough that threads seldom wake each other, little enough to stay in the cache.
    private static let batch = 1024

    /// Ids of the events that were taken back.
    let reversed: Set<String>
    private var entries = PastReader()
    private var events = RecordedEventReader()

    private init(_ reversed: Set<String>) { self.reversed = reversed }

    static func give(_ reversed: Set<String>, of db: Database, to batches: Handoff<ReplayBatch>) throws {
        let statement = try db.makeStatement(
            sql: """
                SELECT canonical, json, entry.sequence FROM entry LEFT JOIN evidence USING (sequence)
                WHERE kind IN ('event', 'adjustment', 'exposure', 'merit', 'reversal') ORDER BY entry.sequence
                """)
        let rows = try RawRows(statement, arguments: [])
        var feed = ReplayFeed(reversed), items: [ReplayItem] = []
        while try rows.next() {
            items.append(try feed.item(rows))
            if items.count < batch { continue }
            batches.give(.success(items))
            items = []
            items.reserveCapacity(batch)
        }
        if !items.isEmpty { batches.give(.success(items)) }
    }

    private mutating func item(_ rows: RawRows) throws -> ReplayItem {
        guard let entry = rows.withText(Self.canonical, { entries.read($0) }) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "an entry is not in canonical form")
        }
        var event: ObservedEvent?, isReversed = false
        if case .event(let past) = entry {
            event = try observed(rows, began: past.began)
            isReversed = !reversed.isEmpty && reversed.contains(past.evidence)
        }
        return ReplayItem(
            sequence: rows.integer(Self.sequence), entry: entry, event: event, isReversed: isReversed)
    }

    /// What was observed; nil when its text has been erased.
    private mutating func observed(_ rows: RawRows, began: String?) throws -> ObservedEvent? {
        if rows.isNull(Self.json) { return nil }
        guard var event = rows.withText(Self.json, { events.read($0) })?.event else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "an event is not in canonical form")
        }
        if event.phase == .ended { event.beganID = began }
        return event
    }
}
