internal import Foundation
internal import GRDB
internal import Score

/// Questions to a ledger. From the writer's own ledger, or of a file that another process may be writing.
public struct LedgerReader: Sendable {
    public let path: String
    private let queue: DatabaseQueue

    /// Opens a ledger file for reading only.
    public init(path: String) throws(LedgerError) {
        do { queue = try LedgerFile.openForReading(path) } catch { throw LedgerError(error, path: path) }
        self.path = path
    }

    init(_ queue: DatabaseQueue, path: String) { (self.queue, self.path) = (queue, path) }

    /// Runs one consistent read.
    func read<Value>(_ body: (Database) throws -> Value) throws(LedgerError) -> Value {
        do { return try queue.read(body) } catch { throw LedgerError(error, path: path) }
    }

    /// How many entries there are.
    public func entryCount() throws(LedgerError) -> Int64 { try read { try LedgerReader.nextSequence($0) } }

    /// Hash of the policy that was activated last; nil in an empty ledger.
    public func activePolicy() throws(LedgerError) -> String? { try read { try LedgerReader.activePolicy($0) } }

    /// The bytes of a policy's file by its hash.
    public func policyBytes(_ hash: String) throws(LedgerError) -> [UInt8]? {
        try read { db in
            try Foundation.Data.fetchOne(db, sql: "SELECT bytes FROM policy WHERE hash = ?", arguments: [hash]).map {
                [UInt8]($0)
            }
        }
    }
}

extension LedgerReader {
    static func nextSequence(_ db: Database) throws -> Int64 {
        try Int64.fetchOne(db, sql: "SELECT ifnull(max(sequence), -1) + 1 FROM entry") ?? 0
    }

    static func activePolicy(_ db: Database) throws -> String? {
        let canonical = try String.fetchOne(
            db,
            sql: "SELECT canonical FROM entry WHERE kind = 'policy-activation' ORDER BY sequence DESC LIMIT 1")
        return canonical.flatMap { LedgerEntry(canonical: $0)?.policy }
    }

    /// The number of a subject, made when it is new.
    static func intern(_ subject: Subject, _ db: Database, _ known: inout [Subject: Int64]) throws -> Int64 {
        if let id = known[subject] { return id }
        let select = "SELECT id FROM subject WHERE source = ? AND name = ?"
        var id = try Int64.fetchOne(db, sql: select, arguments: [subject.source, subject.id])
        if id == nil {
            try db.execute(
                sql: "INSERT INTO subject (source, name) VALUES (?, ?)", arguments: [subject.source, subject.id])
            id = db.lastInsertedRowID
        }
        known[subject] = id
        return id ?? 0
    }
}
