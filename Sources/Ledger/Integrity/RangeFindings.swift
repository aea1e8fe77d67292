/// What the check of a range of entries found, and what it leaves to be held against other ranges.
struct RangeFindings: Sendable {
    /// One thing that is wrong.
    struct Finding: Sendable {
        /// Of the entry after which it can be told.
        let sequence: Int64
        let text: String
    }

    /// One entry of somebody's act.
    struct Act: Sendable {
        let sequence: Int64
        let time_ms: Int64
    }

    /// A block of entries and the tree over it.
    struct Block: Sendable {
        let number: Int64
        /// Of a full block; nil when an entry is missing, and for the last when it is not full.
        let root: MerkleHash?
        /// The tree over the last block when it is not full.
        let rest: MerkleFrontier?
        /// The tree over the block's first entries, where a checkpoint ends within it.
        let parts: [Int64: MerkleFrontier]
    }

    /// In order of entries.
    var findings: [Finding] = []
    /// The first and the last entry that are there.
    var first: Int64?
    var last: Int64?
    var blocks: [Block] = []
    var firstAct: Act?
    var lastAct: Act?
    /// Events that are gone, by the number of the entry, and no erasure was known that says so.
    var gone: [Act] = []

    /// At most so many things are told in all.
    static let most = 100
}
