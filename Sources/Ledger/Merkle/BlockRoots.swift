internal import Foundation
internal import GRDB

/// Keeps the root of the Merkle tree over each full block of entries, so that a root or a proof reads a block or two instead
/// of the ledger. They follow from the entries, and are entered in the transaction that fills the block.
struct BlockRoots {
    /// Entries of a block.
    static let entries: Int64 = 256

    private let db: Database

    init(_ db: Database) { self.db = db }

    /// Enters the roots of all blocks that have become full; those that an older program left out, too.
    /// - Parameter count: entries of the ledger.
    func complete(to count: Int64) throws {
        let known = try db.cachedStatement(sql: "SELECT ifnull(max(number), -1) + 1 FROM block_root")
        var number = try Int64.fetchOne(known) ?? 0
        guard (number + 1) * Self.entries <= count else { return }
        let insert = try db.cachedStatement(sql: "INSERT INTO block_root (number, hash) VALUES (?, ?)")
        while (number + 1) * Self.entries <= count {
            let leaves = try Self.leaves(number * Self.entries..<(number + 1) * Self.entries, db)
            try insert.execute(arguments: [number, Data(MerkleFrontier(leaves[...]).root.bytes)])
            number += 1
        }
    }

    /// The tree over some entries alone.
    static func frontier(over entries: Range<Int64>, _ db: Database) throws -> MerkleFrontier {
        MerkleFrontier(try leaves(entries, db)[...])
    }

    /// The hashes of entries, which must all be there.
    private static func leaves(_ entries: Range<Int64>, _ db: Database) throws -> [MerkleHash] {
        let lines = try RawRows(
            db.cachedStatement(
                sql: "SELECT canonical FROM entry WHERE sequence >= ? AND sequence < ? ORDER BY sequence"),
            arguments: [entries.lowerBound, entries.upperBound])
        var batch = MessageBatch()
        while try lines.next() { lines.withText(0) { batch.append(leaf: $0) } }
        guard batch.count == entries.count else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "an entry is missing")
        }
        return batch.hashes()
    }
}
