package import Base
import Foundation

/// Holds frames back so that they come at their recorded pace. It waits and does nothing else: no result depends on it.
package struct Pacer {
    /// Recorded seconds per second of waiting; nil does not wait at all.
    private let speed: Double?
    private let clock: PaceClock
    private var origin: (frame: Timestamp, clock_s: Double)?
    private var due_s: Double?

    /// When the last frame was due, in nanoseconds of the pacer's clock; nil at full speed and before the first frame.
    package var due_ns: UInt64? { due_s.map { UInt64(max(0, $0) * 1e9) } }

    /// Longest single sleep, so that a stop is noticed soon.
    private static let slice_s = 0.05

    /// Makes a pacer; a speed of 0 or nil is full speed, 2 is twice the recorded pace.
    package init(speed: Double?, clock: PaceClock = .monotonic) {
        self.speed = speed.flatMap { $0 > 0 ? $0 : nil }
        self.clock = clock
    }

    /// A later frame takes the place of the one that was waited for; it is due already.
    package mutating func pass(to time: Timestamp) {
        guard let speed, let origin else { return }
        due_s = origin.clock_s + time.seconds(since: origin.frame) / speed
    }

    /// Whether a frame taken at `time` is due by now; nothing is at full speed and before the first frame.
    package func isDue(_ time: Timestamp) -> Bool {
        guard let speed, let origin else { return false }
        return origin.clock_s + time.seconds(since: origin.frame) / speed <= clock.now_s()
    }

    /// Waits until the frame taken at `time` is due, counted from the first frame; late frames are not waited for.
    package mutating func wait(until time: Timestamp, stop: StopRequest, heartbeat: Heartbeat = Heartbeat()) {
        guard let speed else { return }
        guard let origin else {
            let now_s = clock.now_s()
            (origin, due_s) = ((time, now_s), now_s)
            return
        }
        let due_s = origin.clock_s + time.seconds(since: origin.frame) / speed
        self.due_s = due_s
        while !stop.isRequested {
            heartbeat.beat()
            let left_s = due_s - clock.now_s()
            if left_s <= 0 { return }
            clock.sleep_s(min(left_s, Self.slice_s))
        }
    }
}

/// The clock of a pacer, injected so that waiting can be tested without waiting.
package struct PaceClock: Sendable {
    let now_s: @Sendable () -> Double
    let sleep_s: @Sendable (Double) -> Void

    /// Makes a clock; both functions speak of seconds.
    package init(now_s: @escaping @Sendable () -> Double, sleep_s: @escaping @Sendable (Double) -> Void) {
        (self.now_s, self.sleep_s) = (now_s, sleep_s)
    }

    /// The machine's clock that is never set back.
    package static let monotonic = PaceClock(
        now_s: { Double(monotonicClock_ns()) / 1e9 }, sleep_s: { Thread.sleep(forTimeInterval: $0) })
}
