internal import Base

/// Times and numbers of a live source: wall times that never fall, numbers without gaps, and the driver's numbering
/// followed for what it dropped.
struct LiveTimeline {
    private var mapping: WallMapping
    private let clock: CameraClock
    private var last: Timestamp?
    /// Number of the next picture or loss.
    private var next = 0
    private var driverNext: UInt32?
    /// All buffers were filled at once since the buffers in hand were last used up: the driver had none left then.
    private var wasFull = false
    private var lastReady = 1
    private(set) var drops = DropCounts()

    /// A gap larger than this is no gap: the driver began to count anew.
    private static let mostMissing: UInt32 = 100_000
    /// A driver's time further from now than this is not the time of a picture.
    private static let mostDistance_ns: Int64 = 10_000_000_000

    init(_ clock: CameraClock) {
        self.clock = clock
        mapping = WallMapping(clock)
    }

    var now_ns: UInt64 { clock.monotonic_ns() }
    var now_ms: Int64 { Int64(clock.monotonic_ns() / 1_000_000) }

    /// By how many microseconds the wall clock was set since this was last asked; nil when it was not. Times begin anew
    /// then.
    mutating func clockStep_us() -> Int64? {
        guard let step_us = mapping.step_us(clock) else { return nil }
        last = nil
        return step_us
    }

    /// A new stream begins; its driver counts from 0.
    mutating func streamBegan() { (driverNext, wasFull, lastReady) = (0, false, 1) }

    /// Follows the driver's numbering.
    /// - Parameter capacity: buffers of the stream.
    /// - Returns: how many pictures it numbered since the last buffer, this one included.
    mutating func follow(_ buffer: CapturedBuffer, capacity: Int) -> Int {
        var missing = driverNext.map { buffer.sequence &- $0 } ?? 0
        if missing > LiveTimeline.mostMissing {
            // uvcvideo gives buffers of a failed transfer back without number or time; they tell nothing about the others.
            if buffer.isFaulty { return 1 }
            missing = 0
        }
        if wasFull { drops.overload += Int(missing) } else { drops.driver += Int(missing) }
        // With one buffer or none left the driver had nowhere to put the next picture; the gap shows only behind the
        // buffers that were filled before it.
        wasFull = buffer.ready >= capacity - 1 || (wasFull && lastReady > 1)
        lastReady = buffer.ready
        driverNext = buffer.sequence &+ 1
        return 1 + Int(missing)
    }

    /// A buffer was given back unread, because newer ones waited behind it.
    mutating func gaveBack() { drops.overload += 1 }

    /// Stamps a picture: its number, and its wall time.
    /// - Returns: its monotonic time, and whether the driver's own had to be set aside.
    mutating func stamp(_ frame: inout Frame, _ buffer: CapturedBuffer) -> (time_ns: UInt64, isOdd: Bool) {
        let now = now_ns
        let isOdd = abs(Int64(bitPattern: now &- buffer.time_ns)) > LiveTimeline.mostDistance_ns
        let time_ns = isOdd ? now : buffer.time_ns
        put(time_ns, into: &frame)
        return (time_ns, isOdd)
    }

    /// Stamps a moment without a picture.
    mutating func stampNow(_ frame: inout Frame) { put(now_ns, into: &frame) }

    private mutating func put(_ time_ns: UInt64, into frame: inout Frame) {
        var time = mapping.time(of: time_ns)
        if let last, time <= last { time = Timestamp(microseconds: last.microseconds + 1) }
        last = time
        frame.time = time
        frame.sequence = next
        next += 1
    }
}
