import Ledger
import Testing

/// The Merkle tree beside the definition in RFC 6962, written down as it stands there.
@Suite struct `The Merkle tree` {
    /// Leaves and roots of the trees over the first of them, as the reference log of Certificate Transparency tests itself.
    static let leaves: [[UInt8]] = [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43], Array(0x50...0x57),
        Array(0x60...0x6F),
    ]
    static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    @Test func `has the roots of the reference log`() throws {
        var tree = MerkleFrontier()
        #expect(hex(tree.root) == Self.roots[0])
        for (leaf, root) in zip(Self.leaves, Self.roots.dropFirst()) {
            tree.append(.leaf(leaf.span))
            #expect(hex(tree.root) == root)
        }
    }

    @Test func `grows to what the definition gives`() {
        let hashes = numbered(300)
        var tree = MerkleFrontier()
        for count in 0...hashes.count {
            #expect(tree.root == defined(hashes[..<count]) && tree.count == Int64(count))
            if count < hashes.count { tree.append(hashes[count]) }
        }
    }

    @Test func `every leaf of every tree has a proof, that shows nothing else`() throws {
        let hashes = numbered(70)
        for count in 1...hashes.count {
            let root = defined(hashes[..<count])
            for index in 0..<count {
                let path = MerkleProof.inclusion(of: Int64(index), in: Int64(count)) { part(hashes, $0) }
                #expect(path.count <= 7)
                #expect(MerkleProof.root(from: hashes[index], at: Int64(index), in: Int64(count), path) == root)
                // Neither of another leaf, nor at another place, nor with a hash more, fewer or another.
                #expect(MerkleProof.root(from: .ofNothing, at: Int64(index), in: Int64(count), path) != root)
                let other = (index + 1) % count
                if other != index {
                    #expect(MerkleProof.root(from: hashes[index], at: Int64(other), in: Int64(count), path) != root)
                }
                #expect(
                    MerkleProof.root(from: hashes[index], at: Int64(index), in: Int64(count), path + [root]) != root)
                for cut in path.indices {
                    var changed = path
                    changed[cut] = .ofNothing
                    #expect(MerkleProof.root(from: hashes[index], at: Int64(index), in: Int64(count), changed) != root)
                    changed.remove(at: cut)
                    #expect(MerkleProof.root(from: hashes[index], at: Int64(index), in: Int64(count), changed) != root)
                }
            }
        }
    }

    @Test func `a tree is shown to go on from every earlier one, and from no other`() {
        let hashes = numbered(70)
        for count in 0...hashes.count {
            let later = (count: Int64(count), root: defined(hashes[..<count]))
            for size in 0...count {
                let earlier = (count: Int64(size), root: defined(hashes[..<size]))
                let path = MerkleProof.consistency(from: earlier.count, to: later.count) { part(hashes, $0) }
                #expect(MerkleProof.isConsistent(earlier, with: later, path))
                #expect(!MerkleProof.isConsistent((earlier.count, hashes[0]), with: later, path) || size == 1)
                #expect(!MerkleProof.isConsistent(earlier, with: (later.count, numbered(80)[79]), path) || size == 0)
                #expect(!MerkleProof.isConsistent(earlier, with: later, path + [later.root]))
                if !path.isEmpty { #expect(!MerkleProof.isConsistent(earlier, with: later, Array(path.dropLast()))) }
            }
        }
    }

    @Test func `takes no hash of another length`() {
        #expect(MerkleHash(MerkleHash.ofNothing.bytes) == .ofNothing)
        #expect(MerkleHash(MerkleHash.ofNothing.bytes.dropLast()) == nil)
        #expect(MerkleHash(MerkleHash.ofNothing.bytes + [0]) == nil)
    }
}

private func numbered(_ count: Int) -> [MerkleHash] { (0..<count).map { .leaf(Array("leaf \($0)".utf8).span) } }

private func part(_ hashes: [MerkleHash], _ range: Range<Int64>) -> MerkleHash {
    defined(hashes[Int(range.lowerBound)..<Int(range.upperBound)])
}

/// MTH of RFC 6962, section 2.1, word for word.
private func defined(_ leaves: ArraySlice<MerkleHash>) -> MerkleHash {
    if leaves.isEmpty { return .ofNothing }
    if leaves.count == 1 { return leaves[leaves.startIndex] }
    var half = 1
    while half * 2 < leaves.count { half *= 2 }
    let middle = leaves.startIndex + half
    return .node(defined(leaves[..<middle]), defined(leaves[middle...]))
}

private func hex(_ hash: MerkleHash) -> String {
    hash.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
