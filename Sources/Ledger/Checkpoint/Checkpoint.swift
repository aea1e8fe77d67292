internal import Foundation

/// What a ledger was at some moment, in three lines that can be signed (C2SP tlog-checkpoint): whose it is, how many entries it
/// had, and the root of the Merkle tree over them. Whoever keeps one can show later that an entry was changed or taken away.
public struct Checkpoint: Hashable, Sendable {
    /// Names the ledger for ever; the name of the key that signs.
    public let origin: String
    /// Entries.
    public let count: Int64
    public let root: MerkleHash

    /// Makes a checkpoint.
    public init(origin: String, count: Int64, root: MerkleHash) {
        (self.origin, self.count, self.root) = (origin, count, root)
    }

    /// Reads the text of a note; nil when it is no checkpoint. Lines after the third are others' extensions and left alone.
    public init?(text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 4, lines.last == "", !lines[0].isEmpty, let count = Int64(lines[1]), count >= 0,
            String(count) == lines[1], let bytes = Data(base64Encoded: String(lines[2])), let root = MerkleHash(bytes)
        else { return nil }
        self.init(origin: String(lines[0]), count: count, root: root)
    }

    /// What is signed.
    public var text: String { "\(origin)\n\(count)\n\(Data(root.bytes).base64EncodedString())\n" }
}
