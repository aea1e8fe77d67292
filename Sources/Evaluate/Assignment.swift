/// Pairs two lists one to one: as many pairs as possible, and among those the least total cost.
///
/// Taking the nearest first can leave a pair unmade that was possible, and so count a found event as missed. This is
/// exact: left indices enter one after another, each along a cheapest augmenting path (R. Jonker, A. Volgenant, "A
/// shortest augmenting path algorithm for dense and sparse linear assignment problems", Computing 38, 1987). Ties fall
/// to lower indices, so equal input gives equal pairs.
struct Assignment {
    /// A pair that may be made, and what it costs: 0...10^13.
    struct Edge { let left: Int, right: Int, cost: Int64 }

    /// Cost of leaving a left index alone; more than all pairs together, so that one more pair always pays.
    private static let alone: Int64 = 1 << 61

    private let edges: [[Edge]]
    private let rights: Int
    private var partnerOfLeft: [Int?]
    private var partnerOfRight: [Int?]
    /// What each right index has become worth to others; 0 while it is free, then only falling.
    private var price: [Int64]
    private var reach: Reach

    /// The pairs, in order of the left index. Cost: a search per left index, which stays among its neighbours as long as
    /// partners are near.
    static func pairs(left: Int, right: Int, edges: [Edge]) -> [(left: Int, right: Int)] {
        var assignment = Assignment(left: left, right: right, edges: edges)
        for index in 0..<left { assignment.enter(index) }
        return assignment.partnerOfLeft.enumerated().compactMap { index, partner in
            partner.flatMap { $0 < right ? (index, $0) : nil }
        }
    }

    private init(left: Int, right: Int, edges: [Edge]) {
        // Every left index has a right one of its own for being alone, after the real ones.
        var byLeft = (0..<left).map { [Edge(left: $0, right: right + $0, cost: Assignment.alone)] }
        for edge in edges { byLeft[edge.left].append(edge) }
        self.edges = byLeft
        rights = right + left
        partnerOfLeft = Array(repeating: nil, count: left)
        partnerOfRight = Array(repeating: nil, count: rights)
        price = Array(repeating: 0, count: rights)
        reach = Reach(rights)
    }

    private mutating func enter(_ newcomer: Int) {
        reach.clear()
        var left = newcomer, base: Int64 = 0
        while true {
            for edge in edges[left] { reach.offer(edge.right, edge.cost - price[edge.right] - base, from: left) }
            // There is always a way: the newcomer's own place for being alone.
            guard let (right, cost) = reach.nearest() else { preconditionFailure("a left index can always stay alone") }
            guard let owner = partnerOfRight[right] else {
                settle(right, cost)
                return
            }
            guard let taken = edges[owner].first(where: { $0.right == right }) else {
                preconditionFailure("partners are joined by an edge")
            }
            (left, base) = (owner, taken.cost - price[right] - cost)
        }
    }

    private mutating func settle(_ end: Int, _ cost: Int64) {
        for right in reach.passed where right != end { price[right] += reach.cost(right) - cost }
        var right: Int? = end
        while let here = right {
            let left = reach.from(here)
            right = partnerOfLeft[left]
            partnerOfLeft[left] = here
            partnerOfRight[here] = left
        }
    }
}

/// The right indices that a search has reached, nearest first (Dijkstra's algorithm with a binary heap).
private struct Reach {
    private struct Entry { let cost: Int64, right: Int }

    private var costs: [Int64]
    private var origins: [Int]
    private var done: [Bool]
    private var touched: [Int] = []
    private var heap: [Entry] = []
    /// Indices that were handed out as nearest, in that order.
    private(set) var passed: [Int] = []

    init(_ count: Int) {
        costs = Array(repeating: .max, count: count)
        origins = Array(repeating: -1, count: count)
        done = Array(repeating: false, count: count)
    }

    mutating func clear() {
        for right in touched { (costs[right], origins[right], done[right]) = (.max, -1, false) }
        touched.removeAll(keepingCapacity: true)
        passed.removeAll(keepingCapacity: true)
        heap.removeAll(keepingCapacity: true)
    }

    func cost(_ right: Int) -> Int64 { costs[right] }
    func from(_ right: Int) -> Int { origins[right] }

    mutating func offer(_ right: Int, _ cost: Int64, from left: Int) {
        guard !done[right], cost < costs[right] else { return }
        if costs[right] == .max { touched.append(right) }
        (costs[right], origins[right]) = (cost, left)
        heap.append(Entry(cost: cost, right: right))
        var child = heap.count - 1
        while child > 0, before(child, (child - 1) / 2) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func nearest() -> (right: Int, cost: Int64)? {
        while let top = heap.first {
            removeFirst()
            if done[top.right] { continue }  // an older, dearer offer
            done[top.right] = true
            passed.append(top.right)
            return (top.right, top.cost)
        }
        return nil
    }

    private func before(_ a: Int, _ b: Int) -> Bool { (heap[a].cost, heap[a].right) < (heap[b].cost, heap[b].right) }

    private mutating func removeFirst() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var parent = 0
        while 2 * parent + 1 < heap.count {
            var child = 2 * parent + 1
            if child + 1 < heap.count, before(child + 1, child) { child += 1 }
            if !before(child, parent) { return }
            heap.swapAt(parent, child)
            parent = child
        }
    }
}
