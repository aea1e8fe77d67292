internal import Base
internal import GRDB
internal import Score

extension AppealDesk {
    /// Keeps a note or picture for the entry that is entered next.
    /// - Returns: the commitment, for that entry to hold.
    func keep(_ item: PrivateItem, _ salts: Salts) throws -> String {
        try PrivateContent(db).insert(item, for: next, salts)
    }

    /// Scores an event that people have seen and enters it, with what that makes necessary.
    /// - Returns: the entries made; empty when the ledger has the event already.
    /// - Parameter policies: those that were activated; that of the event's time applies.
    mutating func score(_ event: ObservedEvent, under policies: [Policy]) throws -> [LedgerEntry] {
        let db = db
        var scorer = try LedgerReader.scorer(knowing: policies, nextSequence: next, db)
        let json = event.json(detector: HandObservation.detector, policy: scorer.policy(at: event.time).hash)
        guard try EntryWriter(db).insertEvidence(.event(event), sequence: next, json: json) else { return [] }
        var entries = try scorer.score(.event(event), past: StoredPast(db))
        entries[0] = entries[0].committing(to: SQLiteLedger.contentHash(json))
        for entry in entries { try append(entry) }
        return entries
    }
}

extension SQLiteLedger {
    /// Does one act of a steward: in one transaction, on the disk when this returns, and all or nothing.
    /// - Parameters:
    ///   - time: of the act; not before that of the last one.
    ///   - body: enters it; may throw a `Refusal`, with which nothing is entered.
    func entering<Value>(
        at time: Timestamp, _ body: (inout AppealDesk) throws -> Value
    ) throws(LedgerError) -> Value {
        try write { db in
            var act = try AppealDesk(db, at: Timestamp(microseconds: time.milliseconds * 1000))
            let value = try body(&act)
            try act.finish()
            return value
        }
    }
}

extension Subject {
    /// What entries about an account are about.
    static func steward(_ name: String) -> Subject { Subject(source: "steward", id: name) }
    /// What entries about the ledger as a whole are about.
    static let ledger = Subject(source: "ledger", id: "ledger")
}
