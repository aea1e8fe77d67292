import Glibc

/// How late frames are, and what they cost.
package struct StageDelays: Hashable, Sendable {
    /// From the moment a frame was due to the end of its detection.
    package internal(set) var detected = LatencyHistogram()
    /// From the moment a frame was due to the commit of what it decided.
    package internal(set) var committed = LatencyHistogram()
    /// Processor time that the capture thread has used, in nanoseconds.
    package internal(set) var busy_ns: UInt64 = 0

    /// Nothing was measured yet.
    package init() {}
}

/// The clocks by which stages are measured, injected so that tests need not wait.
package struct StageClock: Sendable {
    let monotonic_ns: @Sendable () -> UInt64
    /// Processor time of the calling thread in nanoseconds.
    let thread_ns: @Sendable () -> UInt64

    /// Makes clocks.
    package init(monotonic_ns: @escaping @Sendable () -> UInt64, thread_ns: @escaping @Sendable () -> UInt64) {
        (self.monotonic_ns, self.thread_ns) = (monotonic_ns, thread_ns)
    }

    /// The machine's own.
    package static let system = StageClock(monotonic_ns: monotonicClock_ns) {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
