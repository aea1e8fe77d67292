internal import Foundation
internal import GRDB

/// Holds what a ledger keeps about its Merkle tree against the tree over the entries that are read.
struct TreeCheck {
    private var whole = MerkleFrontier()
    private var block = MerkleFrontier()
    private var blocks: [Int64: Data] = [:]
    private var checkpoints: [(count: Int64, note: String)] = []
    private let key: NoteKey?

    /// - Parameter key: whose signatures the checkpoints must have; nil for nobody's in particular.
    init(_ db: Database, key: NoteKey?) throws {
        self.key = key
        guard try db.tableExists("block_root") else { return }
        blocks = Dictionary(
            uniqueKeysWithValues: try Row.fetchAll(db, sql: "SELECT number, hash FROM block_root").map {
                ($0["number"] as Int64, $0["hash"] as Data)
            })
        // The first to come at the end, from where they are taken.
        checkpoints = try Row.fetchAll(db, sql: "SELECT entries, note FROM checkpoint ORDER BY entries DESC").map {
            ($0["entries"] as Int64, $0["note"] as String)
        }
    }

    /// Takes the next entry's canonical line.
    /// - Returns: what is wrong with what is kept about the entries so far.
    mutating func take(_ canonical: String) -> [String] {
        var findings = checkpointsReached()
        let leaf = MerkleHash.leaf(canonical.utf8.span)
        whole.append(leaf)
        block.append(leaf)
        if block.count == BlockRoots.entries {
            let number = whole.count / BlockRoots.entries - 1
            if let hash = blocks[number], Array(hash) != block.root.bytes {
                let first = number * BlockRoots.entries
                findings.append("entries \(first) to \(whole.count - 1) are not those whose root was kept")
            }
            block = MerkleFrontier()
        }
        return findings
    }

    /// What is wrong with the checkpoints of as many entries as were read, and of more.
    mutating func finish() -> [String] {
        let beyond = blocks.keys.filter { ($0 + 1) * BlockRoots.entries > whole.count }.sorted()
        return checkpointsReached()
            + checkpoints.reversed().map {
                "a checkpoint of \($0.count) entries was signed, and the ledger has \(whole.count)"
            }
            + beyond.map {
                "the root of entries from \($0 * BlockRoots.entries) on is kept, and these are not all there"
            }
    }

    private mutating func checkpointsReached() -> [String] {
        var findings: [String] = []
        while let next = checkpoints.last, next.count <= whole.count {
            checkpoints.removeLast()
            if let fault = fault(of: next.note, count: next.count) {
                findings.append("the checkpoint of \(next.count) entries \(fault)")
            }
        }
        return findings
    }

    private func fault(of text: String, count: Int64) -> String? {
        guard let note = SignedNote(text), let checkpoint = Checkpoint(text: note.text), checkpoint.count == count
        else {
            return "is not in the form of one"
        }
        if let key, !note.isSigned(by: key) { return "is not signed by \(key.name)" }
        return checkpoint.root == whole.root ? nil : "is of other entries than these"
    }
}
