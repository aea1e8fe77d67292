import Base
internal import GRDB
public import Score

extension LedgerReader {
    /// Gives all that a replay needs, in the order of the ledger, from one consistent read.
    /// - Parameter progress: told now and then how many entries have been read.
    public func replay(into replay: inout PolicyReplay, progress: (Int64) -> Void = { _ in }) throws(LedgerError) {
        try read { db in
            let reversed = try LedgerReader.reversed(db)
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT canonical, json, entry.sequence FROM entry LEFT JOIN evidence USING (sequence)
                    WHERE kind IN ('event', 'adjustment', 'exposure', 'merit', 'reversal') ORDER BY entry.sequence
                    """)
            var events = RecordedEventReader()
            while let row = try rows.next() {
                let entry = try LedgerReader.entry(row[0])
                let event = try LedgerReader.observed(entry, json: row[1], &events)
                let isReversed = !reversed.isEmpty && entry.evidence.map(reversed.contains) == true
                replay.take(entry, event: event, isReversed: isReversed)
                if entry.sequence % 16_384 == 0 { progress(entry.sequence) }
            }
        }
    }

    /// Ids of the events that were taken back.
    private static func reversed(_ db: Database) throws -> Set<String> {
        let rows = try String.fetchAll(
            db, sql: "SELECT canonical FROM entry WHERE concerns IS NOT NULL AND kind = 'reversal'")
        return try Set(rows.compactMap { try LedgerReader.entry($0).evidence })
    }

    /// What was observed; nil when its text has been erased, or the entry is of another kind.
    private static func observed(
        _ entry: LedgerEntry, json: String?, _ events: inout RecordedEventReader
    ) throws -> ObservedEvent? {
        guard case .event(let scored) = entry.content, let json else { return nil }
        guard let recorded = events.read(json) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "an event is not in canonical form")
        }
        var event = recorded.event
        event.recordedBeganID = scored.began
        return event
    }
}
