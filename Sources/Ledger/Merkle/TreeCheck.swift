internal import Foundation
internal import GRDB

/// Holds the checkpoints that a ledger keeps against the Merkle tree over the blocks of entries that were read.
struct TreeCheck {
    /// Entries of the ledger.
    private let count: Int64
    /// Nil from where entries are missing.
    private var whole: MerkleFrontier? = MerkleFrontier()
    /// Entries so far.
    private var reached: Int64 = 0
    /// The first to come at the end, from where they are taken.
    private var checkpoints: [(count: Int64, note: String)]
    private let key: NoteKey?

    /// - Parameters:
    ///   - count: entries of the ledger.
    ///   - key: whose signatures the checkpoints must have; nil for nobody's in particular.
    init(_ db: Database, count: Int64, key: NoteKey?) throws {
        (self.count, self.key, checkpoints) = (count, key, [])
        guard try db.tableExists("checkpoint") else { return }
        checkpoints = try Row.fetchAll(db, sql: "SELECT entries, note FROM checkpoint ORDER BY entries DESC").map {
            ($0["entries"] as Int64, $0["note"] as String)
        }
    }

    /// Takes the next block that has entries.
    /// - Returns: what is wrong with the checkpoints up to its end.
    mutating func take(_ block: RangeFindings.Block) -> [RangeFindings.Finding] {
        let first = block.number * BlockRoots.entries
        if first != reached { whole = nil }
        var findings = findings(upTo: first) { [whole] _ in whole?.root }
        findings += self.findings(upTo: min(first + BlockRoots.entries - 1, count)) { [whole] count in
            guard var tree = whole, let part = block.parts[count] ?? block.rest, first + part.count == count else {
                return nil
            }
            tree.append(part)
            return tree.root
        }
        if let root = block.root { whole?.append(root: root, of: BlockRoots.entries) } else { whole = nil }
        reached = first + BlockRoots.entries
        return findings
    }

    /// What is wrong with the checkpoints of all entries, and of more than there are.
    mutating func finish() -> [RangeFindings.Finding] {
        findings(upTo: count) { [whole, reached, count] _ in reached == count ? whole?.root : nil }
            + checkpoints.reversed().map {
                let text = "a checkpoint of \($0.count) entries was signed, and the ledger has \(count)"
                return RangeFindings.Finding(sequence: $0.count, text: text)
            }
    }

    /// - Parameter root: over so many entries; nil where some are missing.
    private mutating func findings(
        upTo most: Int64, root: (Int64) -> MerkleHash?
    ) -> [RangeFindings.Finding] {
        var findings: [RangeFindings.Finding] = []
        while let next = checkpoints.last, next.count <= most {
            checkpoints.removeLast()
            if let fault = fault(of: next.note, count: next.count, root: root(next.count)) {
                findings.append(
                    .init(sequence: next.count - 1, text: "the checkpoint of \(next.count) entries \(fault)"))
            }
        }
        return findings
    }

    private func fault(of text: String, count: Int64, root: MerkleHash?) -> String? {
        guard let note = SignedNote(text), let checkpoint = Checkpoint(text: note.text), checkpoint.count == count
        else {
            return "is not in the form of one"
        }
        if let key, !note.isSigned(by: key) { return "is not signed by \(key.name)" }
        return checkpoint.root == root ? nil : "is of other entries than these"
    }
}
