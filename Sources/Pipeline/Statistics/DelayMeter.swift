/// How late things were in the last ten seconds: percentiles over a whole run would hide that a camera has become slow, and
/// would never forget how it began.
package struct DelayMeter {
    private var samples: [(at_ns: UInt64, delays: LatencyHistogram)] = []

    /// Knows nothing yet.
    package init() {}

    /// Notes delays that only come to be more; to be called about once a second.
    package mutating func note(_ delays: LatencyHistogram, at_ns: UInt64) {
        samples.append((at_ns, delays))
        // The oldest one kept lies at the edge of the window or just outside of it.
        while samples.count > 2, at_ns - samples[1].at_ns >= RateMeter.window_ns { samples.removeFirst() }
    }

    /// The delays between the first and the last note in the window; nil before there are two.
    package var recent: LatencyHistogram? {
        guard samples.count > 1, let first = samples.first, let last = samples.last else { return nil }
        return last.delays.since(first.delays)
    }
}
