/// A Merkle tree that grows leaf by leaf and keeps only the roots of its whole parts, at most one of each size.
///
/// Cost: one or two hashes a leaf, and 32 bytes for each binary digit of their number.
public struct MerkleFrontier: Hashable, Sendable {
    /// Leaves so far.
    public private(set) var count: Int64 = 0
    /// Roots of the parts that `count` falls into as a sum of powers of two, the largest first.
    private var parts: [MerkleHash] = []

    /// A tree without leaves.
    public init() {}

    /// Appends a leaf by its hash.
    public mutating func append(_ leaf: MerkleHash) {
        var hash = leaf
        // Each trailing one of the number of leaves is a part as large as what has come to an end.
        for _ in 0..<(~count).trailingZeroBitCount { hash = .node(parts.removeLast(), hash) }
        parts.append(hash)
        count += 1
    }

    /// Appends a whole tree by its root.
    /// - Parameter leaves: of that tree: a power of two that divides the number of leaves so far.
    mutating func append(root: MerkleHash, of leaves: Int64) {
        precondition(leaves > 0 && leaves & (leaves - 1) == 0 && count % leaves == 0, "a part as RFC 6962 cuts it")
        var hash = root
        for _ in 0..<(~(count / leaves)).trailingZeroBitCount { hash = .node(parts.removeLast(), hash) }
        parts.append(hash)
        count += leaves
    }

    /// Appends a tree of fewer leaves than the smallest part so far.
    mutating func append(_ rest: MerkleFrontier) {
        precondition(count == 0 || rest.count < 1 << Int64(count.trailingZeroBitCount), "a part as RFC 6962 cuts it")
        parts += rest.parts
        count += rest.count
    }

    /// The root of the tree (RFC 6962, 2.1).
    public var root: MerkleHash {
        guard var root = parts.last else { return .ofNothing }
        for part in parts.dropLast().reversed() { root = .node(part, root) }
        return root
    }
}
