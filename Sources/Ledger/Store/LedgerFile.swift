internal import Foundation
internal import GRDB
internal import Glibc

/// Opening the ledger's file with the settings on which its promises rest.
enum LedgerFile {
    /// Opens for writing: directory 0700 and file 0600 when they are made here, WAL, every commit on the disk before it
    /// returns.
    static func openForWriting(_ path: String, mostPages: Int?) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(5)
        configuration.label = "wayside.ledger"
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.writeWithoutTransaction { db in
            // GRDB sets synchronous=NORMAL whenever it sets WAL, and with NORMAL a commit may be lost with the power.
            // So FULL comes after opening, and is read back: 2 is FULL.
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try db.execute(sql: "PRAGMA recursive_triggers = ON")  // REPLACE must meet the refusal to delete
            try db.execute(sql: "PRAGMA foreign_keys = OFF")  // the writer interns; checking each insert buys nothing
            try require(db, "synchronous", "2", path)
            try require(db, "journal_mode", "wal", path)
            try Schema.migrate(db, path: path)
            // Once for a ledger that an older program wrote: from then on no root and no proof reads more than it must.
            try db.inTransaction(.immediate) {
                try BlockRoots(db).complete(to: LedgerReader.nextSequence(db))
                return .commit
            }
            if let mostPages { try db.execute(sql: "PRAGMA max_page_count = \(mostPages)") }
        }
        return queue
    }

    /// Opens for reading only; the writer may be at work.
    static func openForReading(_ path: String) throws -> DatabaseQueue {
        guard FileManager.default.fileExists(atPath: path) else {
            throw LedgerError.cannotOpen(path: path, reason: "there is no such file")
        }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        configuration.label = "wayside.ledger.reader"
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        let version = try queue.read { db in try Schema.found(db, path: path) }
        guard version <= Schema.steps.count else {
            throw LedgerError.newerSchema(path: path, found: version, known: Schema.steps.count)
        }
        guard version > 0 else { throw LedgerError.notALedger(path: path) }
        return queue
    }

    /// Makes directory and file with the rights of their owner alone; what exists keeps its rights.
    static func prepare(_ path: String) throws(LedgerError) {
        let directory = (path as NSString).deletingLastPathComponent
        if !directory.isEmpty, !FileManager.default.fileExists(atPath: directory) {
            do {
                try FileManager.default.createDirectory(
                    atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            } catch {
                throw .cannotOpen(path: path, reason: "cannot make the directory \(directory)")
            }
        }
        // SQLite gives its -wal and -shm files the rights of the main file, so it is made here first.
        let descriptor = unsafe Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw errno == EACCES || errno == EROFS
                ? .readOnly(path: path) : .cannotOpen(path: path, reason: systemReason())
        }
        close(descriptor)
    }

    /// The value of a setting as text.
    static func setting(_ db: Database, _ pragma: String) throws -> String? {
        let found = try DatabaseValue.fetchOne(db, sql: "PRAGMA \(pragma)")
        return found.flatMap { String.fromDatabaseValue($0) ?? Int.fromDatabaseValue($0).map(String.init) }
    }

    private static func require(_ db: Database, _ name: String, _ value: String, _ path: String) throws {
        guard try setting(db, name) == value else {
            throw LedgerError.notDurable(path: path, setting: "\(name) = \(value)")
        }
    }
}
