public import Base
internal import GRDB
public import Score

extension LedgerReader {
    /// What the ledger can tell the public at a time. Cost: reads every entry once.
    /// - Parameter last: acts after it are left out; people act by the clock, and recordings may be older.
    public func publicFacts(at time: Timestamp, actsUntil last: Timestamp) throws(LedgerError) -> PublicFacts {
        try read { db in
            let (observed_ms, blind_ms) = try exposure(until: time, db)
            return PublicFacts(
                time: time, behaviours: try behaviours(until: time, db), observed_ms: observed_ms, blind_ms: blind_ms,
                events: try texts(until: time, db), notes: try contents("text/%", db),
                pictures: try contents("image/%", db), acts: try LedgerReader.acts(db).filter { $0.time <= last })
        }
    }

    private func behaviours(until time: Timestamp, _ db: Database) throws -> [PublicFacts.OfBehaviour] {
        let notAnEnd = #"instr(event.canonical, '"phase":"ended"') = 0"#
        let events = try counts(
            "SELECT behaviour, count(*) FROM entry AS event WHERE kind = 'event' AND time_ms <= ? AND \(notAnEnd)",
            time, db)
        let reversed = try counts(
            """
            SELECT event.behaviour, count(*) FROM entry AS reversal JOIN entry AS event ON event.sequence = reversal.concerns
            WHERE reversal.kind = 'reversal' AND event.time_ms <= ? AND \(notAnEnd)
            """, time, db)
        return Behaviour.allCases.compactMap { behaviour in
            guard let count = events[behaviour.rawValue] else { return nil }
            return PublicFacts.OfBehaviour(
                behaviour: behaviour, events: count, reversed: reversed[behaviour.rawValue] ?? 0)
        }
    }

    private func counts(_ sql: String, _ time: Timestamp, _ db: Database) throws -> [String: Int] {
        let rows = try Row.fetchAll(db, sql: sql + " GROUP BY 1", arguments: [time.milliseconds])
        return Dictionary(uniqueKeysWithValues: rows.map { ($0[0] as String, $0[1] as Int) })
    }

    private func exposure(until time: Timestamp, _ db: Database) throws -> (observed_ms: Int64, blind_ms: Int64) {
        let rows = try String.fetchCursor(
            db, sql: "SELECT canonical FROM entry WHERE kind = 'exposure' AND time_ms <= ?",
            arguments: [time.milliseconds])
        var sum: (observed_ms: Int64, blind_ms: Int64) = (0, 0)
        while let canonical = try rows.next() {
            guard case .exposure(let account) = try LedgerReader.entry(canonical).content else { continue }
            sum.observed_ms += account.observed_ms
            sum.blind_ms += account.blind_ms.reduce(0) { $0 + $1.milliseconds }
        }
        return sum
    }

    private func texts(until time: Timestamp, _ db: Database) throws -> (kept: Int, erased: Int) {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT count(json), count(*) - count(json) FROM entry JOIN evidence USING (sequence)
                WHERE kind = 'event' AND time_ms <= ?
                """,
            arguments: [time.milliseconds])
        return (row?[0] ?? 0, row?[1] ?? 0)
    }

    private func contents(_ media: String, _ db: Database) throws -> Int {
        guard try db.tableExists("private_content") else { return 0 }
        return try Int.fetchOne(
            db, sql: "SELECT count(*) FROM private_content WHERE media LIKE ?", arguments: [media]) ?? 0
    }
}
