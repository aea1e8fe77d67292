import Pipeline

/// Rates of the last moments, from one reading of a run to the next.
struct LiveMeter {
    /// How far back "lately" reaches, in nanoseconds.
    private static let window_ns: UInt64 = 3_000_000_000
    private var readings: [LiveProgress] = []

    /// Takes in the next reading and gives the pace since the oldest one that is not too old.
    mutating func pace(_ progress: LiveProgress, granted: Double?) -> LivePace {
        readings.append(progress)
        while readings.count > 2, progress.elapsed_ns - readings[1].elapsed_ns >= Self.window_ns {
            readings.removeFirst()
        }
        var pace = LivePace()
        pace.granted = granted
        let first = readings[0]
        guard progress.elapsed_ns > first.elapsed_ns, progress.frames.received > 0 else { return pace }
        let span_s = Double(progress.elapsed_ns - first.elapsed_ns) / 1e9
        pace.rate = Double(progress.frames.received - first.frames.received) / span_s
        let lately = progress.delays.detected.since(first.delays.detected)
        (pace.median_ms, pace.longest_ms) = (lately.percentile_ms(0.5), lately.longest_ms)
        pace.busy = Double(progress.delays.busy_ns - first.delays.busy_ns) / 1e9 / span_s
        return pace
    }
}
