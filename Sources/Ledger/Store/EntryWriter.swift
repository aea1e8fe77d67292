internal import Base
internal import GRDB
internal import Score

/// The ledger's insert statements, prepared once per connection.
struct EntryWriter {
    private let evidence: Statement
    private let entry: Statement
    private let lookUp: Statement
    private let db: Database

    init(_ db: Database) throws {
        self.db = db
        evidence = try db.cachedStatement(
            sql: "INSERT INTO evidence (sequence, id, json) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING")
        entry = try db.cachedStatement(
            sql: """
                INSERT INTO entry (sequence, kind, subject, time_ms, behaviour, level, weight_mp, half_life_ms, concerns, canonical)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        lookUp = try db.cachedStatement(sql: "SELECT sequence FROM evidence WHERE id = ?")
    }

    /// Returns false when the ledger has the observation already.
    func insertEvidence(_ observation: Observation, sequence: Int64, json: String?) throws -> Bool {
        let id =
            switch observation {
            case .event(let event): event.id
            case .exposure(let exposure): exposure.id
            case .nearMiss: preconditionFailure("a near miss makes no entry")
            }
        evidence.setUncheckedArguments([sequence, id, json])
        try evidence.execute()
        return db.changesCount == 1
    }

    /// Makes an entry that rests on nothing observed one that others can be about.
    func insertEvidence(of value: LedgerEntry) throws {
        guard case .merit(let merit) = value.content else { return }
        evidence.setUncheckedArguments([value.sequence, merit.evidence, nil as String?])
        try evidence.execute()
    }

    /// Writes one entry; `concerns` is the sequence of the earlier event it is about.
    func insert(_ value: LedgerEntry, subject: Int64, concerns: Int64?) throws {
        var behaviour: String?, level: Int?
        if case .event(let event) = value.content {
            (behaviour, level) = (event.behaviour.rawValue, event.severity.level.rank)
        }
        entry.setUncheckedArguments([
            value.sequence, value.kind.rawValue, subject, value.time.milliseconds, behaviour, level, value.weight_mp,
            value.halfLife_ms, concerns, value.canonical,
        ])
        try entry.execute()
    }

    /// The sequence of the earlier event or merit that an adjustment or a reversal is about.
    func concern(of value: LedgerEntry) throws -> Int64? {
        guard value.concernsEarlier, let evidence = value.evidence else { return nil }
        return try Int64.fetchOne(lookUp, arguments: [evidence])
    }
}
