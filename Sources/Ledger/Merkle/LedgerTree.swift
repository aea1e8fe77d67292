internal import Foundation
internal import GRDB

/// The Merkle tree over the entries of a ledger, as one read of the file sees it.
///
/// Cost: 32 bytes for each 256 entries; a root of a million entries takes some 4000 hashes of nodes and at most 255 of leaves.
struct LedgerTree {
    /// Entries.
    let count: Int64
    /// Roots of full blocks, as far as they are known.
    private let blocks: [MerkleHash]
    private let db: Database

    init(_ db: Database) throws {
        self.db = db
        count = try LedgerReader.nextSequence(db)
        // A file that no newer program has written to has none.
        guard try db.tableExists("block_root") else {
            blocks = []
            return
        }
        let hashes = try Foundation.Data.fetchAll(db, sql: "SELECT hash FROM block_root ORDER BY number")
        blocks = try hashes.map { data in
            guard let hash = MerkleHash(data) else {
                throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a root of entries has another length")
            }
            return hash
        }
    }

    /// The root over some entries.
    /// - Parameter entries: a part of the tree as RFC 6962 cuts it.
    func root(of entries: Range<Int64>) throws -> MerkleHash {
        let size = BlockRoots.entries, length = Int64(entries.count)
        if length == 0 { return .ofNothing }
        if length > size {
            let middle = entries.lowerBound + MerkleProof.half(of: length)
            return .node(
                try root(of: entries.lowerBound..<middle), try root(of: middle..<entries.upperBound))
        }
        let block = Int(entries.lowerBound / size)
        if length == size, block < blocks.count { return blocks[block] }
        return try BlockRoots.frontier(over: entries, db).root
    }
}

/// That an entry is in a ledger, for whoever has a checkpoint of it.
public struct InclusionProof: Hashable, Sendable {
    /// Number of the entry.
    public let sequence: Int64
    /// The entry's canonical line: the leaf.
    public let canonical: String
    /// Entries of the ledger that is proved about, and the root over them.
    public let count: Int64
    public let root: MerkleHash
    /// What leads from the leaf to the root.
    public let path: [MerkleHash]

    /// Whether the path leads from the line to the root.
    public var isRight: Bool {
        MerkleProof.root(from: .leaf(canonical.utf8.span), at: sequence, in: count, path) == root
    }
}

/// That a ledger goes on from what it was, for whoever has a checkpoint of both.
public struct ConsistencyProof: Hashable, Sendable {
    /// Entries that it had, and has.
    public let earlier: Int64
    public let count: Int64
    /// The root over all that it has.
    public let root: MerkleHash
    /// What leads from the earlier root to both.
    public let path: [MerkleHash]
}

extension LedgerReader {
    /// What the ledger is now.
    /// - Parameter origin: names the ledger.
    public func checkpoint(origin: String) throws(LedgerError) -> Checkpoint {
        try read { db in
            let tree = try LedgerTree(db)
            return Checkpoint(origin: origin, count: tree.count, root: try tree.root(of: 0..<tree.count))
        }
    }

    /// The root over the first entries; nil when there are not so many.
    public func root(ofFirst count: Int64) throws(LedgerError) -> MerkleHash? {
        try read { db in
            let tree = try LedgerTree(db)
            return (0...tree.count).contains(count) ? try tree.root(of: 0..<count) : nil
        }
    }

    /// Proves that an entry is in the ledger; nil when there is no such entry.
    /// - Parameter count: entries of the ledger to prove it about, more than `sequence`; nil for all there are.
    public func inclusionProof(of sequence: Int64, in count: Int64? = nil) throws(LedgerError) -> InclusionProof? {
        try read { db in
            let tree = try LedgerTree(db), count = count ?? tree.count
            guard (0..<count).contains(sequence), count <= tree.count,
                let canonical = try String.fetchOne(
                    db, sql: "SELECT canonical FROM entry WHERE sequence = ?", arguments: [sequence])
            else { return nil }
            return InclusionProof(
                sequence: sequence, canonical: canonical, count: count, root: try tree.root(of: 0..<count),
                path: try MerkleProof.inclusion(of: sequence, in: count) { try tree.root(of: $0) })
        }
    }

    /// Proves that the ledger goes on from what it was; nil when it never had so many entries.
    /// - Parameter earlier: entries that it had.
    public func consistencyProof(from earlier: Int64) throws(LedgerError) -> ConsistencyProof? {
        try read { db in
            let tree = try LedgerTree(db)
            guard (0...tree.count).contains(earlier) else { return nil }
            return ConsistencyProof(
                earlier: earlier, count: tree.count, root: try tree.root(of: 0..<tree.count),
                path: try MerkleProof.consistency(from: earlier, to: tree.count) { try tree.root(of: $0) })
        }
    }
}
