package import Queue

/// How far a run of a live source is.
package struct LiveProgress: Hashable, Sendable {
    package let frames: FrameCounts
    package let delays: StageDelays
    /// Events committed.
    package let events: Int
    /// Since the run began, by the clock that is never set back.
    package let elapsed_ns: UInt64

    /// Makes a reading.
    package init(frames: FrameCounts, delays: StageDelays, events: Int, elapsed_ns: UInt64) {
        (self.frames, self.delays, self.events, self.elapsed_ns) = (frames, delays, events, elapsed_ns)
    }

    package var elapsed_s: Double { Double(elapsed_ns) / 1e9 }
}

/// What a run of a live source did, in numbers that add up: pictures received = processed + skipped by reason.
package struct LiveSummary: Hashable, Sendable {
    /// The last reading, after everything was committed.
    package let progress: LiveProgress
    package let scored: ScoreCounts
    package let queue: QueueStatistics
    /// Whether it was stopped from outside before its time was up.
    package let wasInterrupted: Bool
}
