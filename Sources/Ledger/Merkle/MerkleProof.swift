/// Proofs over a Merkle tree (RFC 6962, sections 2.1.1 and 2.1.2): made from the roots of parts of the tree, checked from
/// nothing but the proof. A tree of n leaves gives proofs of at most log2 n + 1 hashes.
public enum MerkleProof {
    /// The hashes that lead from a leaf to the root of the first `count` leaves.
    /// - Parameters:
    ///   - index: of the leaf, 0 ..< `count`.
    ///   - root: gives the root of the part of the tree over some leaves; asked for parts that lie within it as the RFC cuts it.
    public static func inclusion<E: Error>(
        of index: Int64, in count: Int64, root: (Range<Int64>) throws(E) -> MerkleHash
    ) throws(E) -> [MerkleHash] {
        precondition((0..<count).contains(index), "a leaf of the tree")
        var part = 0..<count, path: [MerkleHash] = []
        while part.count > 1 {
            let middle = part.lowerBound + half(of: Int64(part.count))
            if index < middle {
                path.append(try root(middle..<part.upperBound))
                part = part.lowerBound..<middle
            } else {
                path.append(try root(part.lowerBound..<middle))
                part = middle..<part.upperBound
            }
        }
        return path.reversed()
    }

    /// The hashes that show the tree of the first `count` leaves to go on from that of the first `earlier`.
    /// - Parameter earlier: 0 ... `count`; for none and for all of them there is nothing to show.
    public static func consistency<E: Error>(
        from earlier: Int64, to count: Int64, root: (Range<Int64>) throws(E) -> MerkleHash
    ) throws(E) -> [MerkleHash] {
        precondition((0...count).contains(earlier), "a tree that came before")
        if earlier == 0 || earlier == count { return [] }
        var part = 0..<count, path: [MerkleHash] = []
        // Whether the part at hand begins where the earlier tree did, whose root the checker knows already.
        var isKnown = true
        while part.upperBound != earlier {
            let middle = part.lowerBound + half(of: Int64(part.count))
            if earlier <= middle {
                path.append(try root(middle..<part.upperBound))
                part = part.lowerBound..<middle
            } else {
                path.append(try root(part.lowerBound..<middle))
                part = middle..<part.upperBound
                isKnown = false
            }
        }
        if !isKnown { path.append(try root(part)) }
        return path.reversed()
    }

    /// The greatest power of two below a number of leaves, at which the RFC cuts a tree.
    /// - Parameter count: 2 or more.
    static func half(of count: Int64) -> Int64 { 1 << Int64(63 - (count - 1).leadingZeroBitCount) }
}

// MARK: - Checking

extension MerkleProof {
    /// The root that a proof of inclusion leads to; nil when it cannot be one (RFC 9162, section 2.1.3.2).
    public static func root(
        from leaf: MerkleHash, at index: Int64, in count: Int64, _ path: [MerkleHash]
    ) -> MerkleHash? {
        guard (0..<count).contains(index) else { return nil }
        var number = index, last = count - 1, hash = leaf
        for sibling in path {
            guard last > 0 else { return nil }
            if number & 1 == 1 || number == last {
                hash = .node(sibling, hash)
                // The right edge has no sibling at some levels.
                while number & 1 == 0, number != 0 { (number, last) = (number >> 1, last >> 1) }
            } else {
                hash = .node(hash, sibling)
            }
            (number, last) = (number >> 1, last >> 1)
        }
        return last == 0 ? hash : nil
    }

    /// Whether a proof shows that one tree goes on from another (RFC 9162, section 2.1.4.2).
    public static func isConsistent(
        _ earlier: (count: Int64, root: MerkleHash), with later: (count: Int64, root: MerkleHash),
        _ path: [MerkleHash]
    ) -> Bool {
        guard (0...later.count).contains(earlier.count) else { return false }
        if earlier.count == later.count { return path.isEmpty && earlier.root == later.root }
        if earlier.count == 0 { return path.isEmpty && earlier.root == .ofNothing }
        // A whole tree is itself the first hash of the proof.
        let isWhole = earlier.count & (earlier.count - 1) == 0
        var rest = (isWhole ? [earlier.root] : []) + path
        guard !rest.isEmpty else { return false }
        let first = rest.removeFirst()
        var number = earlier.count - 1, last = later.count - 1
        while number & 1 == 1 { (number, last) = (number >> 1, last >> 1) }
        var before = first, after = first
        for hash in rest {
            guard last > 0 else { return false }
            if number & 1 == 1 || number == last {
                (before, after) = (.node(hash, before), .node(hash, after))
                while number & 1 == 0, number != 0 { (number, last) = (number >> 1, last >> 1) }
            } else {
                after = .node(after, hash)
            }
            (number, last) = (number >> 1, last >> 1)
        }
        return before == earlier.root && after == later.root && last == 0
    }
}
