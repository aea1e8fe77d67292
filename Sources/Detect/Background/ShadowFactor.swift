/// By how much shadows dim this scene.
///
/// One sun makes all cast shadows of a scene about equally dark, while clothes and cars have any brightness. The factors of
/// what became darker therefore pile up at the shadows' own, with nothing darker just below it and the soft edges above;
/// where there is no such step there is no strong shadow.
struct ShadowFactor {
    /// How far below and above the common factor a shadow and its soft edge may lie.
    private static let below = 0.06, above = 0.2
    /// Memory of the histogram, in seconds of frames with something in them.
    private static let memory_s = 30.0
    private static let bins = 50
    /// Factors under the first are rather dark clothes, over the second faint light.
    private static let range = 17..<45
    /// Share of all in the range that the pile must hold, how much of it may lie just below, and pixels that must have
    /// been seen.
    private static let leastShare = 0.24, steepness = 0.35, leastCount = 400.0

    private var histogram = [Double](repeating: 0, count: bins)

    /// Counts one dimmed pixel.
    mutating func note(_ factor: Double?) {
        guard let factor, factor < 1 else { return }
        histogram[Int(factor * Double(Self.bins))] += 1
    }

    /// Forgets slowly.
    mutating func fade(elapsed_s: Double) {
        let keep = max(0, 1 - elapsed_s / Self.memory_s)
        var bins = histogram.mutableSpan
        for i in 0..<bins.count { bins[i] *= keep }
    }

    /// The factors that shadows have in this scene; nil when nothing tells.
    var common: ClosedRange<Double>? {
        var total = 0.0, best = 0.0, at = 0
        for i in Self.range {
            total += histogram[i]
            let pile = histogram[i] + histogram[i + 1] + histogram[i + 2] + histogram[i + 3]
            let under = histogram[i - 3] + histogram[i - 2] + histogram[i - 1]
            if pile > best, under < Self.steepness * pile { (best, at) = (pile, i) }
        }
        guard total > Self.leastCount, best > Self.leastShare * total else { return nil }
        let core = Double(at + 1) / Double(Self.bins)
        return (core - Self.below)...min(core + Self.above, ShadowTest.faintest)
    }
}
