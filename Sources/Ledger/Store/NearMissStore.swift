internal import Base
internal import GRDB

/// Near misses in a table of their own: kept as durably as entries, but neither scored nor hashed, and only for a while.
struct NearMissStore {
    /// How long near misses of a camera are kept, by frame time, before the newest one that came.
    static let keep_ms: Int64 = 14 * 86_400_000
    /// At most so many of all cameras are kept, the latest to come; about 60 MB.
    static let most: Int64 = 300_000
    /// How often old ones are removed, in near misses.
    static let round: Int64 = 512

    private let db: Database

    init(_ db: Database) { self.db = db }

    /// Keeps one; a second delivery changes nothing.
    func insert(_ value: NearMiss) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO near_miss
                (source, place, rule, behaviour, reason, start_ms, end_ms, count, measure, reached, needed, unit, detail)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """)
        statement.setUncheckedArguments([
            value.source, value.place, value.rule?.id ?? "", value.rule?.behaviour.rawValue, value.reason.rawValue,
            value.start.milliseconds, value.end.milliseconds, value.count, value.shortfall?.name,
            value.shortfall?.reached, value.shortfall?.needed, value.shortfall?.unit, value.detail,
        ])
        try statement.execute()
        if db.changesCount == 1, db.lastInsertedRowID % NearMissStore.round == 0 { try removeOld(value) }
    }

    /// Removes what is older than `keep_ms` of the same camera, and what is beyond `most`.
    private func removeOld(_ latest: NearMiss) throws {
        let last = db.lastInsertedRowID - NearMissStore.most
        let oldest_ms = latest.end.milliseconds - NearMissStore.keep_ms
        try db.execute(
            sql: "DELETE FROM near_miss WHERE source = ? AND end_ms < ?", arguments: [latest.source, oldest_ms])
        try forget(latest.source, before: oldest_ms)
        let beyond = try Row.fetchAll(
            db, sql: "SELECT source, max(end_ms) FROM near_miss WHERE id <= ? GROUP BY source", arguments: [last])
        for row in beyond { try forget(row[0], before: row[1]) }
        try db.execute(sql: "DELETE FROM near_miss WHERE id <= ?", arguments: [last])
    }

    /// Says that near misses of a camera before a time are not all there any more.
    private func forget(_ source: String, before start_ms: Int64) throws {
        try db.execute(
            sql: "DELETE FROM near_miss_span WHERE source = ? AND end_ms <= ?", arguments: [source, start_ms])
        try db.execute(
            sql: "UPDATE near_miss_span SET start_ms = ? WHERE source = ? AND start_ms < ?",
            arguments: [start_ms, source, start_ms])
    }

    /// All near misses of the time of an account have come before it.
    func complete(_ account: Exposure) throws {
        let statement = try db.cachedStatement(
            sql: "UPDATE near_miss_span SET end_ms = max(end_ms, ?) WHERE source = ? AND start_ms <= ? AND end_ms >= ?")
        let (start_ms, end_ms) = (account.start.milliseconds, account.end.milliseconds)
        statement.setUncheckedArguments([end_ms, account.source, start_ms, start_ms])
        try statement.execute()
        guard db.changesCount == 0 else { return }
        try db.execute(
            sql: "INSERT INTO near_miss_span (source, start_ms, end_ms) VALUES (?, ?, ?)",
            arguments: [account.source, start_ms, end_ms])
    }

    /// Whether the near misses of a camera are all there from one time to another.
    static func isComplete(_ source: String, from start_ms: Int64, until end_ms: Int64, _ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: "SELECT EXISTS (SELECT 1 FROM near_miss_span WHERE source = ? AND start_ms <= ? AND end_ms >= ?)",
            arguments: [source, start_ms, end_ms]) ?? false
    }
}
