package import Base
import Synchronization

/// Counters that the stages advance and that a progress line reads meanwhile.
package final class PipelineCounters: Sendable {
    private let state = Mutex(State())
    private let clock: StageClock

    private struct State: Sendable {
        var frames = FrameCounts()
        var delays = StageDelays()
        var events = 0
        var lastPicture_ns: UInt64?
    }

    /// Starts at zero.
    /// - Parameter clock: tells how late things are; no result depends on it.
    package init(clock: StageClock = .system) { self.clock = clock }

    /// One frame went through detection, on the thread that calls.
    /// - Parameter due_ns: when it was due, in nanoseconds of the monotonic clock; nil when that is unknown.
    func processed(at time: Timestamp, due_ns: UInt64? = nil) {
        let now_ns = clock.monotonic_ns(), thread_ns = clock.thread_ns()
        state.withLock { state in
            state.frames.processed(at: time)
            state.lastPicture_ns = now_ns
            state.delays.busy_ns = thread_ns
            if let due_ns { state.delays.detected.add(now_ns > due_ns ? now_ns - due_ns : 0) }
        }
    }

    /// Observations were committed whose frames were due at these times.
    func committed(due_ns: [UInt64]) {
        if due_ns.isEmpty { return }
        let now_ns = clock.monotonic_ns()
        state.withLock { state in
            for due_ns in due_ns { state.delays.committed.add(now_ns > due_ns ? now_ns - due_ns : 0) }
        }
    }

    /// One picture could not be used.
    func skipped(_ reason: SkipReason) { state.withLock { $0.frames.skipped[reason, default: 0] += 1 } }

    /// The signal was lost; counted once, when it is noticed.
    func lost(_ reason: LossReason) { state.withLock { $0.frames.losses[reason, default: 0] += 1 } }

    /// A look was asked for, and this became of it.
    func looked(_ outcome: LookCounts.Outcome) { state.withLock { $0.frames.looks.add(outcome) } }

    /// What the source knows to be dropped so far.
    func dropped(_ counts: DropCounts) { state.withLock { $0.frames.dropped = counts } }

    /// The wall clock was set.
    func clockStepped() { state.withLock { $0.frames.clockSteps += 1 } }

    /// So many events were committed.
    func committed(events: Int) { state.withLock { $0.events += events } }

    package var frames: FrameCounts { state.withLock { $0.frames } }
    package var delays: StageDelays { state.withLock { $0.delays } }
    /// When detection was last through with a picture, in nanoseconds of the monotonic clock.
    var lastPicture_ns: UInt64? { state.withLock { $0.lastPicture_ns } }
    package var events: Int { state.withLock { $0.events } }
}

/// What became of the pictures of a source: each one is processed, or skipped for a reason.
package struct FrameCounts: Hashable, Sendable {
    package private(set) var processed = 0
    package internal(set) var skipped: [SkipReason: Int] = [:]
    /// How often the signal was lost, by reason.
    package internal(set) var losses: [LossReason: Int] = [:]
    /// Pictures that were taken and never came.
    package internal(set) var dropped = DropCounts()
    /// Parts of pictures that an object finder was asked about.
    package internal(set) var looks = LookCounts()
    /// How often the wall clock was set meanwhile.
    package internal(set) var clockSteps = 0
    /// Times of the first and the last processed frame.
    package private(set) var first: Timestamp?
    package private(set) var last: Timestamp?

    /// Nothing came yet.
    package init() {}

    mutating func processed(at time: Timestamp) {
        processed += 1
        if first == nil { first = time }
        last = time
    }

    /// These counts and those of a later run of the same camera: sums, the first frame of the one and the last of the other.
    package func followed(by later: FrameCounts) -> FrameCounts {
        var sum = self
        sum.processed += later.processed
        sum.skipped.merge(later.skipped, uniquingKeysWith: +)
        sum.losses.merge(later.losses, uniquingKeysWith: +)
        sum.dropped = dropped + later.dropped
        sum.clockSteps += later.clockSteps
        sum.looks.add(later.looks)
        sum.first = first ?? later.first
        sum.last = later.last ?? last
        return sum
    }

    /// Pictures that came in.
    package var received: Int { processed + skipped.values.reduce(0, +) }

    /// Lost signals by reason, in the order of the reasons; reasons that did not occur are left out.
    package var lossesByReason: [(reason: LossReason, count: Int)] {
        LossReason.allCases.compactMap { reason in losses[reason].map { (reason, $0) } }
    }

    /// Skipped pictures by reason, in the order of the reasons; reasons that did not occur are left out.
    package var skippedByReason: [(reason: SkipReason, count: Int)] {
        SkipReason.allCases.compactMap { reason in skipped[reason].map { (reason, $0) } }
    }
}
