internal import Foundation
internal import GRDB

/// How far each receiver has come in the ledger: one small SQLite file beside it, written by the daemon alone. The ledger
/// itself is what is sent, so nothing is stored twice and nothing can fill up while a receiver is away.
///
/// A receiver's place moves only after it has acknowledged, in a transaction that is on the disk when `advance` returns. A
/// program that is ended in between sends the last messages again; they have the same ids.
public final class Outbox: Sendable {
    /// Name of the file in the state directory.
    public static let fileName = "outbox.sqlite"

    public let path: String
    private let queue: DatabaseQueue
    private let lock: WriterLock

    /// Opens or makes the file, and keeps other writers out until this value is gone.
    public init(path: String) throws(LedgerError) {
        self.path = path
        try LedgerFile.prepare(path)
        lock = try WriterLock(ledger: path)
        do { queue = try Outbox.open(path) } catch { throw LedgerError(error, path: path) }
    }

    private static func open(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(5)
        configuration.label = "wayside.outbox"
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.writeWithoutTransaction { db in
            // As for the ledger: GRDB has set NORMAL, with which a commit may be lost with the power.
            try db.execute(sql: "PRAGMA synchronous = FULL")
            guard try LedgerFile.setting(db, "synchronous") == "2" else {
                throw LedgerError.notDurable(path: path, setting: "synchronous = 2")
            }
            let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            guard version <= 1 else { throw LedgerError.newerSchema(path: path, found: version, known: 1) }
            if version == 0 {
                try db.inTransaction {
                    try db.execute(
                        sql: """
                            CREATE TABLE receiver (
                              name TEXT PRIMARY KEY NOT NULL, next INTEGER NOT NULL, mark TEXT NOT NULL,
                              state TEXT NOT NULL, acknowledged INTEGER NOT NULL, refused INTEGER NOT NULL
                            ) WITHOUT ROWID, STRICT;
                            PRAGMA user_version = 1;
                            """)
                    return .commit
                }
            }
        }
        return queue
    }

    /// Where a receiver is; nil when it was never told anything.
    public func place(of receiver: String) throws(LedgerError) -> OutboxPlace? {
        do {
            return try queue.read { db in
                let row = try Row.fetchOne(
                    db, sql: "SELECT next, mark, state, acknowledged, refused FROM receiver WHERE name = ?",
                    arguments: [receiver])
                return row.map {
                    OutboxPlace(next: $0[0], mark: $0[1], state: $0[2], acknowledged: $0[3], refused: $0[4])
                }
            }
        } catch { throw LedgerError(error, path: path) }
    }

    /// Moves a receiver on; on the disk when this returns. Cost: one fdatasync.
    public func advance(_ receiver: String, to place: OutboxPlace) throws(LedgerError) {
        do {
            try queue.write { db in
                try db.execute(
                    sql: "INSERT OR REPLACE INTO receiver VALUES (?, ?, ?, ?, ?, ?)",
                    arguments: [
                        receiver, place.next, place.mark, place.state, place.acknowledged, place.refused,
                    ])
            }
        } catch { throw LedgerError(error, path: path) }
    }

    /// What the connection says about one of SQLite's settings.
    package func setting(_ pragma: String) throws -> String? { try queue.read { try LedgerFile.setting($0, pragma) } }
}

/// Where a receiver is in the ledger.
public struct OutboxPlace: Hashable, Sendable {
    /// Number of the entry that it is told of next.
    public var next: Int64
    /// What the entry before that was (`LedgerReader.mark`), so that another ledger at the same path is noticed.
    public var mark: String
    /// What whoever forms messages must remember between two entries.
    public var state: String
    /// Messages that were acknowledged, and that the receiver refused, since it was first told anything.
    public var acknowledged: Int64
    public var refused: Int64

    /// Makes a place.
    public init(next: Int64, mark: String, state: String = "", acknowledged: Int64 = 0, refused: Int64 = 0) {
        (self.next, self.mark, self.state) = (next, mark, state)
        (self.acknowledged, self.refused) = (acknowledged, refused)
    }
}
