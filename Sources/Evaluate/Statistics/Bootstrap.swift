/// The interval of a figure that is no ratio of counts: clips are drawn again and again with replacement, and the middle
/// 95 % of the figures taken (B. Efron, "Bootstrap methods", Annals of Statistics 7, 1979; percentile form).
///
/// Clips and not events are drawn, because the events of one clip share its camera, light and labeller. The draws come from
/// SplitMix64 with a fixed seed: the same clips give the same interval in every run and on every machine.
package enum Bootstrap {
    /// Samples drawn; the ends move by less than 0.005 with another seed.
    package static let samples = 2000
    private static let seed: UInt64 = 0x5741_5953_4944_4531

    /// The interval of F1 over clips; nil with fewer than two clips in which anything was due or false.
    package static func f1(_ clips: [Tally]) -> Interval? {
        clips.count { $0.due + $0.wrong > 0 } > 1 ? interval(clips) { $0.f1 } : nil
    }

    /// The interval of any figure of a tally. Cost: `samples` additions of all clips.
    static func interval(_ clips: [Tally], of figure: (Tally) -> Double?) -> Interval? {
        var random = SplitMix64(state: seed)
        var figures: [Double] = []
        for _ in 0..<samples {
            var sum = Tally()
            for _ in clips.indices { sum.add(clips[random.index(below: clips.count)]) }
            if let value = figure(sum) { figures.append(value) }
        }
        guard !figures.isEmpty else { return nil }
        figures.sort()
        return Interval(quantile(figures, 0.025), quantile(figures, 0.975))
    }
}

/// The value below which a share of sorted values lies, with straight lines between neighbours (Hyndman and Fan's type 7).
func quantile(_ sorted: [Double], _ share: Double) -> Double {
    let position = share * Double(sorted.count - 1), lower = Int(position)
    let upper = min(lower + 1, sorted.count - 1), part = position - Double(lower)
    return sorted[lower] + (sorted[upper] - sorted[lower]) * part
}

/// Steele, Lea and Flood's generator (OOPSLA 2014): integers only.
struct SplitMix64 {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// 0 ..< `bound`, by the upper half of a product.
    mutating func index(below bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }
}
