public import Base
internal import GRDB
public import Score

extension LedgerReader {
    /// What the ledger knows of a place around a time: events, near misses, and how long the place was observed.
    ///
    /// Cost: grows with what happened there within the span; an event that began long before it is found among the last
    /// hundred before it.
    /// - Parameter within_ms: this long before and after `time`.
    public func whyNot(_ subject: Subject, at time: Timestamp, within_ms: Int64) throws(LedgerError) -> WhyNot {
        let from_ms = time.milliseconds - within_ms, until_ms = time.milliseconds + within_ms
        return try read { db in
            var facts = WhyNot.Facts()
            facts.raised = try LedgerReader.raised(subject, from_ms, until_ms, db)
            let camera = Subject(
                source: subject.source, id: subject.source.split(separator: "/").last.map(String.init) ?? "")
            facts.ofCamera = camera == subject ? [] : try LedgerReader.raised(camera, from_ms, until_ms, db)
            facts.accounts = try LedgerReader.accounts(subject, from_ms, until_ms, db)
            // A ledger that no program of this version has written to has no near misses.
            if try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0 >= 2 {
                facts.nearMisses = try LedgerReader.nearMisses(subject, from_ms, until_ms, db)
                facts.isComplete = try facts.accounts.allSatisfy {
                    let start_ms = max(from_ms, $0.start.milliseconds), end_ms = min(until_ms, $0.end.milliseconds)
                    return try NearMissStore.isComplete(subject.source, from: start_ms, until: end_ms, db)
                }
            }
            facts.accountedUntil = try LedgerReader.accountedUntil(subject, db)
            return WhyNot(subject, at: time, within_ms: within_ms, facts)
        }
    }

    /// Near misses that overlap a span of frame time, in order of their ends.
    static func nearMisses(_ subject: Subject, _ from_ms: Int64, _ until_ms: Int64, _ db: Database) throws -> [NearMiss]
    {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM near_miss WHERE source = ? AND place = ? AND end_ms >= ? AND start_ms <= ?
                ORDER BY end_ms, start_ms, rule, reason LIMIT 10000
                """,
            arguments: [subject.source, subject.id, from_ms, until_ms])
        return try rows.map { row in
            guard let nearMiss = NearMiss(row) else {
                throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a near miss cannot be read")
            }
            return nearMiss
        }
    }

    /// Events of a subject that overlap the span: those decided or going on in it.
    private static func raised(
        _ subject: Subject, _ from_ms: Int64, _ until_ms: Int64, _ db: Database
    ) throws -> [WhyNot.Raised] {
        // An event is decided after it began: up to two minutes later is looked for.
        let columns = """
            SELECT evidence.id, entry.behaviour, entry.time_ms, json_extract(json, '$.data.rule') AS rule,
            json_extract(json, '$.data.phase') AS phase, json_extract(json, '$.data.start') AS start,
            json_extract(json, '$.data.end') AS ended
            FROM entry JOIN evidence USING (sequence)
            WHERE subject = (SELECT id FROM subject WHERE source = ? AND name = ?) AND kind = 'event'
            """
        let earlier = try Row.fetchAll(
            db, sql: columns + " AND time_ms < ? ORDER BY time_ms DESC, sequence DESC LIMIT 100",
            arguments: [subject.source, subject.id, from_ms])
        let later = try Row.fetchAll(
            db, sql: columns + " AND time_ms BETWEEN ? AND ? ORDER BY time_ms, sequence LIMIT 1000",
            arguments: [subject.source, subject.id, from_ms, until_ms + 120_000])
        var all: [WhyNot.Raised] = []
        for row in earlier.reversed() + later {
            guard let raised = WhyNot.Raised(row) else {
                throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "an event cannot be read")
            }
            // `ended` tells more of the stay that `began` told.
            if let known = all.firstIndex(where: { $0.isSameStay(as: raised) }) {
                all[known].end = raised.end
            } else {
                all.append(raised)
            }
        }
        return all.filter { $0.overlaps(from_ms, until_ms) }
    }

    /// Accounts of exposure that overlap the span. One is a minute at most.
    private static func accounts(
        _ subject: Subject, _ from_ms: Int64, _ until_ms: Int64, _ db: Database
    ) throws -> [WhyNot.Account] {
        let rows = try String.fetchAll(
            db,
            sql: """
                SELECT canonical FROM entry WHERE subject = (SELECT id FROM subject WHERE source = ? AND name = ?)
                AND kind = 'exposure' AND time_ms > ? AND time_ms <= ? ORDER BY time_ms
                """,
            arguments: [subject.source, subject.id, from_ms, until_ms + 60_000])
        return try rows.compactMap { row in
            let entry = try LedgerReader.entry(row)
            guard case .exposure(let exposure) = entry.content, exposure.start.milliseconds < until_ms else {
                return nil
            }
            return WhyNot.Account(exposure, end: entry.time)
        }
    }

    private static func accountedUntil(_ subject: Subject, _ db: Database) throws -> Timestamp? {
        let latest_ms = try Int64.fetchOne(
            db,
            sql: """
                SELECT max(time_ms) FROM entry
                WHERE subject = (SELECT id FROM subject WHERE source = ? AND name = ?) AND kind = 'exposure'
                """,
            arguments: [subject.source, subject.id])
        return latest_ms.map { Timestamp(microseconds: $0 * 1000) }
    }
}

extension NearMiss {
    /// nil when a word is not one of ours.
    fileprivate init?(_ row: Row) {
        guard let reason = Reason(rawValue: row["reason"]) else { return nil }
        let id: String = row["rule"], name: String? = row["behaviour"]
        var rule: RuleName?
        if !id.isEmpty {
            guard let behaviour = name.flatMap(Behaviour.init(rawValue:)) else { return nil }
            rule = RuleName(id: id, behaviour: behaviour)
        }
        self.init(
            source: row["source"], place: row["place"], rule: rule, reason: reason,
            start: Timestamp(microseconds: (row["start_ms"] as Int64) * 1000),
            end: Timestamp(microseconds: (row["end_ms"] as Int64) * 1000), count: row["count"],
            shortfall: Shortfall(row), detail: row["detail"])
    }
}

extension Shortfall {
    fileprivate init?(_ row: Row) {
        guard let name = row["measure"] as String?, let reached = row["reached"] as Double?,
            let needed = row["needed"] as Double?, let unit = row["unit"] as String?
        else { return nil }
        self.init(name, reached, of: needed, unit)
    }
}

extension WhyNot.Raised {
    fileprivate init?(_ row: Row) {
        guard let behaviour = Behaviour(rawValue: row["behaviour"]), let rule = row["rule"] as String?,
            let phase = (row["phase"] as String?).flatMap(ObservedEvent.Phase.init(rawValue:)),
            let start = (row["start"] as String?).flatMap(Timestamp.init(rfc3339:))
        else { return nil }
        let decided = Timestamp(microseconds: (row["time_ms"] as Int64) * 1000)
        self.init(
            id: row["id"], behaviour: behaviour, rule: rule, isStay: phase != .instant, start: start, decided: decided,
            end: (row["ended"] as String?).flatMap(Timestamp.init(rfc3339:)))
    }
}
