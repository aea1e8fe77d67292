internal import Base
internal import GRDB
internal import Score

/// What a scorer asks of the ledger, within the transaction in which it scores.
struct StoredPast: LedgerPast {
    private let db: Database

    init(_ db: Database) { self.db = db }

    func eligible(_ query: HistoryQuery) throws -> [EligibleEvent] {
        try events(of: query.subject, from_ms: query.from_ms, naming: ("term", query.term))
            .filter { query.matches($0) }.compactMap { EligibleEvent($0) }
    }

    func merit(_ query: MeritQuery) throws -> MeritRecord {
        var record = MeritRecord()
        record.given_mp = try given_mp(query.merit)
        try take(accountsFor: query, into: &record)
        record.stays = try stays(query).filter { $0.reaches_ms >= query.start_ms }
        return record
    }

    func time_ms(ofEligible evidence: String, policy: String) throws -> Int64? {
        let canonical = try String.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT canonical FROM evidence AS own JOIN entry USING (sequence)
                    WHERE own.id = ? AND kind = 'event' AND NOT EXISTS
                      (SELECT 1 FROM entry AS later WHERE later.concerns = own.sequence AND later.kind = 'reversal')
                    """),
            arguments: [evidence])
        guard let canonical else { return nil }
        let entry = try LedgerReader.entry(canonical)
        return entry.policy == policy && EligibleEvent(entry) != nil ? entry.time.milliseconds : nil
    }

    func end_ms(ofStay began: String, at subject: Subject, policy: String, from_ms: Int64) throws -> Int64? {
        try events(of: subject, from_ms: from_ms, naming: ("began", began)).first { entry in
            if case .event(let event) = entry.content { event.began == began && entry.policy == policy } else { false }
        }?.time.milliseconds
    }

    func alarms(from_ms: Int64, until_ms: Int64) throws -> Int {
        try Int.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT count(*) FROM entry WHERE \(Schema.isAlarm) AND time_ms >= ? AND time_ms < ?
                    """),
            arguments: [from_ms, until_ms]) ?? 0
    }
}

extension StoredPast {
    /// Events at a place from a time on that have not been reversed, in order of time.
    /// - Parameter member: only those whose line has it; told by its letters, which is many times cheaper than to read all.
    private func events(
        of subject: Subject, from_ms: Int64, naming member: (name: String, value: String)? = nil
    ) throws -> [LedgerEntry] {
        var wanted = JSONText()
        if let member { wanted.member(member.name, member.value) }
        let rows = try String.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT canonical FROM entry
                    WHERE subject = (SELECT id FROM subject WHERE source = ?1 AND name = ?2) AND time_ms >= ?3
                      AND kind = 'event' AND (?4 = '' OR instr(canonical, ?4) > 0) AND NOT EXISTS (SELECT 1 FROM entry AS later
                        WHERE later.concerns = entry.sequence AND later.kind = 'reversal')
                    ORDER BY time_ms
                    """),
            arguments: [subject.source, subject.id, from_ms, wanted.text])
        var entries: [LedgerEntry] = []
        while let row = try rows.next() { entries.append(try LedgerReader.entry(row)) }
        return entries
    }

    /// Sum of what has been entered about a merit.
    private func given_mp(_ merit: String) throws -> Int64? {
        try Int64.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT sum(weight_mp) FROM (SELECT sequence AS own FROM evidence WHERE id = ?)
                    JOIN entry ON entry.sequence = own OR entry.concerns = own
                    """),
            arguments: [merit])
    }

    private func take(accountsFor query: MeritQuery, into record: inout MeritRecord) throws {
        let sql = """
            SELECT canonical FROM entry
            WHERE subject = (SELECT id FROM subject WHERE source = ? AND name = ?) AND kind = 'exposure'
            """
        let inWindow = try String.fetchAll(
            db.cachedStatement(sql: sql + " AND time_ms > ? AND time_ms <= ?"),
            arguments: [query.subject.source, query.subject.id, query.start_ms, query.end_ms])
        let latest = try String.fetchCursor(
            db.cachedStatement(sql: sql + " ORDER BY time_ms DESC"),
            arguments: [query.subject.source, query.subject.id])
        for canonical in inWindow { _ = try take(canonical, query, into: &record) }
        // The latest account of all is seldom of another policy.
        while let canonical = try latest.next() {
            if try take(canonical, query, onlyTime: true, into: &record) { break }
        }
    }

    /// Takes an account if it was made under the policy that is asked for.
    private func take(
        _ canonical: String, _ query: MeritQuery, onlyTime: Bool = false, into record: inout MeritRecord
    ) throws -> Bool {
        let entry = try LedgerReader.entry(canonical)
        guard case .exposure(let exposure) = entry.content, entry.policy == query.policy else { return false }
        if onlyTime {
            record.latestAccount_ms = max(record.latestAccount_ms ?? .min, entry.time.milliseconds)
        } else {
            record.take(exposure, until_ms: entry.time.milliseconds, query)
        }
        return true
    }

    /// Stays that may reach the window: those that began not longer before it than a stay without an end lasts, and those
    /// that ended after its start, whenever they began.
    private func stays(_ query: MeritQuery) throws -> [Stay] {
        let found = try events(of: query.subject, from_ms: query.start_ms - Stay.unended_ms)
        var ends: [String: Int64] = [:], stays: [String: Stay] = [:]
        for entry in found where entry.policy == query.policy {
            guard case .event(let event) = entry.content, query.without.contains(event.behaviour) else { continue }
            let time_ms = entry.time.milliseconds
            if let began = event.began { ends[began] = time_ms }
            guard event.eligible else { continue }
            let ended_ms = event.phase == .instant ? time_ms : nil
            stays[event.evidence] = Stay(evidence: event.evidence, began_ms: time_ms, ended_ms: ended_ms)
        }
        for (began, ended_ms) in ends {
            if stays[began] == nil, let began_ms = try time_ms(ofEligible: began, policy: query.policy) {
                stays[began] = Stay(evidence: began, began_ms: began_ms, ended_ms: ended_ms)
            }
            stays[began]?.ended_ms = ended_ms
        }
        return Array(stays.values)
    }
}
