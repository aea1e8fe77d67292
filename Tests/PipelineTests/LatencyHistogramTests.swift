import Pipeline
import Testing
import WaysideTestSupport

@Suite struct `Delays in a histogram` {
    @Test func `nothing measured has no percentile`() {
        let empty = LatencyHistogram()
        #expect(empty.percentile_ms(0.5) == nil && empty.longest_ms == nil && empty.count == 0)
    }

    @Test func `a percentile is at most nine percent above the true one and never below it`() throws {
        var random = SeededRandom(seed: 11)
        for spread in [2.0, 8, 20] {
            var histogram = LatencyHistogram()
            var delays_ns: [UInt64] = []
            for _ in 0..<5000 {
                // From 20 us on, up to 2^20 times as long.
                let delay_ns = UInt64(20_000 * pow2(Double.random(in: 0..<spread, using: &random)))
                delays_ns.append(delay_ns)
                histogram.add(delay_ns)
            }
            delays_ns.sort()
            for fraction in [0.01, 0.5, 0.9, 0.99, 1] {
                let exact_ms = Double(delays_ns[max(0, Int((fraction * 5000).rounded(.up)) - 1)]) / 1e6
                let told_ms = try #require(histogram.percentile_ms(fraction))
                #expect(told_ms >= exact_ms && told_ms <= exact_ms * 1.0906)
            }
            #expect(histogram.longest_ns == delays_ns.last && histogram.count == 5000)
        }
    }

    @Test func `what is shorter than ten microseconds or longer than a hundred seconds is counted too`() {
        var histogram = LatencyHistogram()
        for delay_ns: UInt64 in [0, 1, 9_999, 10_000] { histogram.add(delay_ns) }
        #expect(histogram.percentile_ms(1) == 0.01)
        histogram.add(5_000_000_000_000)
        #expect(histogram.count == 5 && histogram.percentile_ms(1) == 5_000_000 && histogram.longest_ms == 5_000_000)
        #expect(histogram.percentile_ms(0.8) == 0.01)
    }

    @Test func `merging gives what one histogram of all would have, and since gives what came later`() {
        var random = SeededRandom(seed: 4)
        var first = LatencyHistogram(), second = LatencyHistogram(), both = LatencyHistogram()
        for index in 0..<400 {
            let delay_ns = UInt64.random(in: 0..<80_000_000, using: &random)
            if index < 100 { first.add(delay_ns) } else { second.add(delay_ns) }
            both.add(delay_ns)
        }
        let earlier = first
        first.merge(second)
        #expect(first == both)
        let recent = both.since(earlier)
        #expect(recent.count == 300 && recent.percentile_ms(0.5) == second.percentile_ms(0.5))
        #expect(both.since(both).count == 0 && both.since(both).percentile_ms(0.5) == nil)
    }
}

private func pow2(_ exponent: Double) -> Double {
    var result = 1.0, rest = exponent
    while rest >= 1 { (result, rest) = (result * 2, rest - 1) }
    return result * (1 + rest)
}
