/// How many pictures per second come, over the last ten seconds: an average over a whole run would hide that a camera has
/// become slow.
package struct RateMeter: Hashable, Sendable {
    /// How far back it looks, in nanoseconds.
    package static let window_ns: UInt64 = 10_000_000_000

    private struct Sample: Hashable, Sendable {
        let at_ns: UInt64
        let count: Int
    }

    private var samples: [Sample] = []

    /// Knows nothing yet.
    package init() {}

    /// Notes a count that never falls; to be called about once a second.
    package mutating func note(_ count: Int, at_ns: UInt64) {
        samples.append(Sample(at_ns: at_ns, count: count))
        // The oldest one kept lies at the edge of the window or just outside of it.
        while samples.count > 2, at_ns - samples[1].at_ns >= Self.window_ns { samples.removeFirst() }
    }

    /// Pictures per second between the first and the last note in the window; nil before there are two.
    package var perSecond: Double? {
        guard let first = samples.first, let last = samples.last, last.at_ns > first.at_ns else { return nil }
        return Double(last.count - first.count) / (Double(last.at_ns - first.at_ns) / 1e9)
    }
}
