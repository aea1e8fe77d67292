internal import Base
internal import Crypto
internal import Foundation
internal import GRDB
internal import Score

/// What the check of every entry needs to know of the rest of a ledger; from one read of the file, before the entries.
struct LedgerFacts: Sendable {
    /// One more than the number of the last entry.
    let count: Int64
    /// Where ranges of entries begin that have any, in order.
    let starts: [Int64]
    /// Of subjects by their number: source and name.
    let subjects: [Int64: (source: [UInt8], name: [UInt8])]
    /// Hashes of the policies that are kept.
    let policies: [[UInt8]]
    /// SHA-256 of a policy's rules by the hash of the policy, in hex.
    let rules: [String: String]
    /// Roots of blocks of entries that are kept.
    let blocks: [Int64: MerkleHash?]
    /// Numbers of entries of which checkpoints were signed, in order.
    let checkpoints: [Int64]
    /// What is wrong with all this.
    private(set) var findings: [String] = []

    /// Entries of a range: enough for a thread to be busy, and few enough for all threads to be so until the end.
    static let range: Int64 = 64 * BlockRoots.entries

    init(_ db: Database) throws {
        count = try LedgerReader.nextSequence(db)
        starts = try Self.starts(db)
        var subjects: [Int64: (source: [UInt8], name: [UInt8])] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT id, source, name FROM subject") {
            subjects[row[0]] = (Array((row[1] as String).utf8), Array((row[2] as String).utf8))
        }
        self.subjects = subjects
        let hasRules = try db.columns(in: "policy").contains { $0.name == "rules" }
        let policies = try Row.fetchAll(db, sql: "SELECT hash, bytes, \(hasRules ? "rules" : "NULL") FROM policy")
        self.policies = policies.map { Array(($0[0] as String).utf8) }
        rules = Dictionary(
            uniqueKeysWithValues: policies.compactMap { row in
                (row[2] as String?).map { (row[0], Self.hash(Foundation.Data($0.utf8))) }
            })
        for row in policies {
            let name: String = row[0]
            // Only a test names a policy by something else than its hash.
            if name.utf8.count == 2 * MerkleHash.count, Self.hash(row[1]) != name {
                findings.append("the policy \(name.prefix(12)) is not the one that was activated")
            }
        }
        guard try db.tableExists("block_root") else {
            (blocks, checkpoints) = ([:], [])
            return
        }
        blocks = Dictionary(
            uniqueKeysWithValues: try Row.fetchAll(db, sql: "SELECT number, hash FROM block_root").map {
                ($0[0], MerkleHash($0[1] as Foundation.Data))
            })
        checkpoints = try Int64.fetchAll(db, sql: "SELECT entries FROM checkpoint ORDER BY entries")
    }

    /// A file in which somebody gave an entry a number far away has still only as many ranges as it has entries.
    private static func starts(_ db: Database) throws -> [Int64] {
        let next = try db.makeStatement(sql: "SELECT min(sequence) FROM entry WHERE sequence >= ?")
        var starts: [Int64] = [], from = Int64.min
        while let sequence = try Int64.fetchOne(next, arguments: [from]) {
            let start = floorDivide(sequence, range).quotient * range
            starts.append(start)
            guard start <= Int64.max - range else { break }
            from = start + range
        }
        return starts
    }

    /// The entries that are checked together, from one of `starts` on.
    func range(from start: Int64) -> Range<Int64> {
        let (end, isBeyond) = start.addingReportingOverflow(Self.range)
        return start..<max(start, min(isBeyond ? .max : end, count))
    }

    private static func hash(_ bytes: Foundation.Data) -> String { hexadecimal(SHA256.hash(data: bytes)) }

    /// Before which time events have been erased, as far as entries that can be read say; nil when none were.
    static func erased(_ db: Database) throws -> Int64? {
        guard try db.tableExists("private_content") else { return nil }
        let lines = try String.fetchAll(
            db,
            sql: """
                SELECT canonical FROM entry
                WHERE kind NOT IN ('event', 'adjustment', 'exposure', 'merit', 'reversal') AND kind = 'erasure'
                """)
        return lines.compactMap { line in
            guard case .erasure(let erasure) = LedgerEntry(canonical: line)?.content else { return nil }
            return erasure.eventsBefore?.milliseconds
        }.max()
    }
}
