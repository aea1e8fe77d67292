/// Pairs two lists one to one: as many pairs as possible, and among those the least total cost.
///
/// Taking the nearest first can leave a pair unmade that was possible, and so count a found event as missed. This grows
/// the matching along cheapest augmenting paths (successive shortest paths, e.g. Ahuja, Magnanti, Orlin, "Network Flows",
/// section 9.7), which is exact. Ties fall to lower indices, so equal input gives equal pairs.
struct Assignment {
    /// A pair that may be made, and what it costs.
    struct Edge { let left: Int, right: Int, cost: Int64 }

    private var partnerOfLeft: [Int?]
    private var partnerOfRight: [Int?]
    private let edgesOfLeft: [[Edge]]

    /// The pairs, in order of the left index. Cost per group of connected edges: pairs times edges, usually; groups are
    /// small because only neighbours in time can be paired.
    static func pairs(left: Int, right: Int, edges: [Edge]) -> [(left: Int, right: Int)] {
        var assignment = Assignment(left: left, right: right, edges: edges)
        for group in assignment.groups() { while assignment.augment(from: group) {} }
        return assignment.partnerOfLeft.enumerated().compactMap { index, partner in partner.map { (index, $0) } }
    }

    private init(left: Int, right: Int, edges: [Edge]) {
        partnerOfLeft = Array(repeating: nil, count: left)
        partnerOfRight = Array(repeating: nil, count: right)
        var byLeft: [[Edge]] = Array(repeating: [], count: left)
        for edge in edges { byLeft[edge.left].append(edge) }
        edgesOfLeft = byLeft.map { $0.sorted { ($0.cost, $0.right) < ($1.cost, $1.right) } }
    }

    /// Left indices that hang together through shared right ones; each group can be solved alone.
    private func groups() -> [[Int]] {
        var leftsOfRight: [[Int]] = Array(repeating: [], count: partnerOfRight.count)
        for edges in edgesOfLeft { for edge in edges { leftsOfRight[edge.right].append(edge.left) } }
        var seen = Array(repeating: false, count: edgesOfLeft.count)
        var groups: [[Int]] = []
        for first in edgesOfLeft.indices where !seen[first] {
            var group = [first], next = 0
            seen[first] = true
            while next < group.count {
                for edge in edgesOfLeft[group[next]] {
                    for other in leftsOfRight[edge.right] where !seen[other] {
                        seen[other] = true
                        group.append(other)
                    }
                    leftsOfRight[edge.right] = []
                }
                next += 1
            }
            groups.append(group.sorted())
        }
        return groups
    }

    /// Makes one more pair in the group along the cheapest path; false when no more can be made.
    private mutating func augment(from group: [Int]) -> Bool {
        var costOfLeft: [Int: Int64] = [:]
        var reachedRight: [Int: (cost: Int64, from: Int)] = [:]
        var queue: [Int] = group.filter { partnerOfLeft[$0] == nil && !edgesOfLeft[$0].isEmpty }
        for left in queue { costOfLeft[left] = 0 }
        var next = 0
        while next < queue.count {  // Bellman-Ford with a queue: costs of taken pairs count back, so some steps are negative
            let left = queue[next], base = costOfLeft[left] ?? 0
            next += 1
            for edge in edgesOfLeft[left] where partnerOfLeft[left] != edge.right {
                let cost = base + edge.cost
                if let known = reachedRight[edge.right], known.cost <= cost { continue }
                reachedRight[edge.right] = (cost, left)
                guard let owner = partnerOfRight[edge.right], let taken = costOfEdge(owner, edge.right) else { continue }
                let onward = cost - taken
                if let known = costOfLeft[owner], known <= onward { continue }
                costOfLeft[owner] = onward
                queue.append(owner)
            }
        }
        let ends = reachedRight.filter { partnerOfRight[$0.key] == nil }
        guard let end = ends.min(by: { ($0.value.cost, $0.key) < ($1.value.cost, $1.key) })?.key else { return false }
        take(end, reachedRight)
        return true
    }

    private func costOfEdge(_ left: Int, _ right: Int) -> Int64? { edgesOfLeft[left].first { $0.right == right }?.cost }

    private mutating func take(_ end: Int, _ reached: [Int: (cost: Int64, from: Int)]) {
        var right: Int? = end
        while let here = right, let from = reached[here]?.from {
            right = partnerOfLeft[from]
            partnerOfLeft[from] = here
            partnerOfRight[here] = from
        }
    }
}
