import Foundation

/// How long things took, as counts in fixed buckets of an eighth of an octave (9 %) from 10 us to 100 s: small, exact to
/// merge, and the same whatever came first. A percentile is told as its bucket's upper edge, so it is never too good, and
/// at most 9 % too bad; the longest is kept exactly.
package struct LatencyHistogram: Hashable, Sendable {
    /// Shorter delays fall into the first bucket.
    package static let shortest_ns = 10_000.0
    private static let bucketsPerOctave = 8.0
    /// The last bucket holds everything longer than 100 s.
    private static let bucketCount = 1 + Int((log2(100e9 / shortest_ns) * bucketsPerOctave).rounded(.up)) + 1

    private var buckets = [Int](repeating: 0, count: bucketCount)
    package private(set) var count = 0
    /// The longest delay in nanoseconds; 0 when there is none.
    package private(set) var longest_ns: UInt64 = 0
    /// All delays together, in nanoseconds.
    package private(set) var total_ns: UInt64 = 0

    /// Nothing was measured yet.
    package init() {}

    /// Takes in one delay. Cost: some 20 ns.
    package mutating func add(_ delay_ns: UInt64) {
        buckets[LatencyHistogram.bucket(of: Double(delay_ns))] += 1
        count += 1
        total_ns &+= delay_ns
        longest_ns = max(longest_ns, delay_ns)
    }

    /// Takes in all delays of another.
    package mutating func merge(_ other: LatencyHistogram) {
        for index in buckets.indices { buckets[index] += other.buckets[index] }
        count += other.count
        total_ns &+= other.total_ns
        longest_ns = max(longest_ns, other.longest_ns)
    }

    /// What came since an earlier state of this histogram. Its longest is the upper edge of the last bucket in use, unless
    /// that is more than the longest of all.
    package func since(_ earlier: LatencyHistogram) -> LatencyHistogram {
        var recent = LatencyHistogram()
        for index in buckets.indices { recent.buckets[index] = max(0, buckets[index] - earlier.buckets[index]) }
        recent.count = recent.buckets.reduce(0, +)
        recent.total_ns = total_ns &- earlier.total_ns
        guard let last = recent.buckets.lastIndex(where: { $0 > 0 }) else { return recent }
        recent.longest_ns = last == buckets.count - 1 ? longest_ns : min(longest_ns, LatencyHistogram.edge_ns(of: last))
        return recent
    }

    /// The delay in milliseconds that this fraction (0...1) of all did not exceed; nil when there is none.
    package func percentile_ms(_ fraction: Double) -> Double? {
        guard count > 0 else { return nil }
        let rank = max(1, Int((fraction * Double(count)).rounded(.up)))
        var seen = 0
        for (index, number) in buckets.enumerated() {
            seen += number
            guard seen >= rank else { continue }
            let edge_ns = index == buckets.count - 1 ? longest_ns : LatencyHistogram.edge_ns(of: index)
            return Double(min(edge_ns, longest_ns)) / 1e6
        }
        return longest_ms
    }

    /// How many delays fell into buckets whose upper edge is not above this; exact where that is such an edge.
    package func count(upTo_ns limit: UInt64) -> Int {
        // A nanosecond more, since edges are rounded.
        buckets.enumerated().prefix(buckets.count - 1).reduce(0) { sum, bucket in
            LatencyHistogram.edge_ns(of: bucket.offset) <= limit + 1 ? sum + bucket.element : sum
        }
    }

    /// The longest delay in milliseconds; nil when there is none.
    package var longest_ms: Double? { count > 0 ? Double(longest_ns) / 1e6 : nil }

    /// Bucket k above the first holds delays of `shortest * 2^((k-1)/8)` up to and with `shortest * 2^(k/8)`.
    private static func bucket(of delay_ns: Double) -> Int {
        guard delay_ns > shortest_ns else { return 0 }
        return min(bucketCount - 1, Int((log2(delay_ns / shortest_ns) * bucketsPerOctave).rounded(.up)))
    }

    private static func edge_ns(of bucket: Int) -> UInt64 {
        UInt64((shortest_ns * exp2(Double(bucket) / bucketsPerOctave)).rounded())
    }
}
