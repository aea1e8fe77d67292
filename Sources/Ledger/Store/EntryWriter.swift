internal import Base
internal import GRDB
internal import GRDBSQLite
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
        evidence.bind(sequence, at: 1)
        evidence.bind(id, at: 2)
        evidence.bind(json, at: 3)
        try evidence.run()
        return db.changesCount == 1
    }

    /// Makes an entry that rests on nothing observed one that others can be about.
    func insertEvidence(of value: LedgerEntry) throws {
        guard case .merit(let merit) = value.content else { return }
        evidence.bind(value.sequence, at: 1)
        evidence.bind(merit.evidence, at: 2)
        evidence.bind(nil as String?, at: 3)
        try evidence.run()
    }

    /// Writes one entry; `concerns` is the sequence of the earlier event it is about.
    func insert(_ value: LedgerEntry, subject: Int64, concerns: Int64?) throws {
        var behaviour: String?, level: Int64?
        if case .event(let event) = value.content {
            (behaviour, level) = (event.behaviour.rawValue, Int64(event.severity.level.rank))
        }
        entry.bind(value.sequence, at: 1)
        entry.bind(value.kind.rawValue, at: 2)
        entry.bind(subject, at: 3)
        entry.bind(value.time.milliseconds, at: 4)
        entry.bind(behaviour, at: 5)
        entry.bind(level, at: 6)
        entry.bind(value.weight_mp, at: 7)
        entry.bind(value.halfLife_ms, at: 8)
        entry.bind(concerns, at: 9)
        entry.bind(value.canonical, at: 10)
        try entry.run()
    }

    /// The sequence of the earlier event or merit that an adjustment or a reversal is about.
    func concern(of value: LedgerEntry) throws -> Int64? {
        guard value.concernsEarlier, let evidence = value.evidence else { return nil }
        return try Int64.fetchOne(lookUp, arguments: [evidence])
    }
}

/// Bound by SQLite itself: ten values of a million entries are not made objects first.
extension Statement {
    fileprivate func bind(_ value: Int64?, at index: Int32) {
        if let value {
            unsafe sqlite3_bind_int64(sqliteStatement, index, value)
        } else {
            unsafe sqlite3_bind_null(sqliteStatement, index)
        }
    }

    fileprivate func bind(_ value: String?, at index: Int32) {
        guard var value else {
            unsafe sqlite3_bind_null(sqliteStatement, index)
            return
        }
        value.withUTF8 { text in
            // SQLite copies the bytes before this returns.
            _ = unsafe sqlite3_bind_text(
                sqliteStatement, index, UnsafeRawPointer(text.baseAddress)?.assumingMemoryBound(to: CChar.self),
                Int32(text.count), unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self))
        }
    }

    /// Steps once, and makes the statement ready for the next values.
    fileprivate func run() throws {
        let code = unsafe sqlite3_step(sqliteStatement)
        let words =
            code == SQLITE_DONE ? nil : unsafe String(cString: sqlite3_errmsg(sqlite3_db_handle(sqliteStatement)))
        unsafe sqlite3_reset(sqliteStatement)
        if let words { throw DatabaseError(resultCode: ResultCode(rawValue: code), message: words) }
    }
}
