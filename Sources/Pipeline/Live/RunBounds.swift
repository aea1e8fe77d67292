/// How long a run of a live source lasts, and who may stop it.
package struct RunBounds: Sendable {
    /// Longest time by the clock that is never set back, in nanoseconds; nil is without end. A camera that gives no
    /// pictures has no time of its own, so this is not counted in frames.
    package var longest_ns: UInt64?
    /// A stop from outside, e.g. by Ctrl-C.
    package var interruption: StopRequest
    package var clock: StageClock

    /// Makes bounds.
    package init(
        longest_ns: UInt64? = nil, interruption: StopRequest = StopRequest(), clock: StageClock = .system
    ) {
        (self.longest_ns, self.interruption, self.clock) = (longest_ns, interruption, clock)
    }
}

/// Looks at a run from the thread that started it, and asks it to stop when a bound is met.
struct RunWatch {
    private let bounds: RunBounds
    private let stop: StopRequest
    private let began_ns: UInt64

    init(_ bounds: RunBounds, stop: StopRequest) {
        (self.bounds, self.stop) = (bounds, stop)
        began_ns = bounds.clock.monotonic_ns()
    }

    /// How far the run is.
    func progress(_ counters: PipelineCounters) -> LiveProgress {
        LiveProgress(
            frames: counters.frames, delays: counters.delays, events: counters.events,
            elapsed_ns: bounds.clock.monotonic_ns() - began_ns)
    }

    /// Tells the caller how far the run is, then looks at the bounds.
    func look(_ counters: PipelineCounters, _ tick: (LiveProgress) -> Bool) {
        let progress = progress(counters)
        let goesOn = tick(progress), isLate = bounds.longest_ns.map { progress.elapsed_ns >= $0 } ?? false
        if !goesOn || isLate || bounds.interruption.isRequested { stop.request() }
    }
}
