package import Base

/// When a frame was taken and which one it was: what every rule measures with, in time and in frames.
package struct FrameMoment: Hashable, Comparable, Sendable {
    package let time: Timestamp
    /// Number of the frame in its source.
    package let sequence: Int

    package init(time: Timestamp, sequence: Int) { (self.time, self.sequence) = (time, sequence) }

    package static func < (a: FrameMoment, b: FrameMoment) -> Bool { a.time < b.time }

    /// Whether at least `duration_ms` lie between `earlier` and this moment. Half a millisecond is forgiven, because frame
    /// times such as 1/30 s are rounded to microseconds and sums of them would else fall just short.
    func isAtLeast(_ duration_ms: Int64, after earlier: FrameMoment) -> Bool {
        time.microseconds - earlier.time.microseconds >= duration_ms * 1000 - 500
    }

    /// Seconds from `earlier` to this moment.
    func seconds(since earlier: FrameMoment) -> Double { time.seconds(since: earlier.time) }

    /// The frame at which a path of even speed has covered `share` (0...1) of the way from `earlier` to this moment,
    /// rounded up to a whole frame, so that it is never before the path got there.
    func interpolated(from earlier: FrameMoment, share: Double) -> FrameMoment {
        let frames = sequence - earlier.sequence
        guard frames > 1 else { return self }
        let passed = min(max(1, Int((share * Double(frames)).rounded(.up))), frames)
        if passed == frames { return self }
        let span = time.microseconds - earlier.time.microseconds
        let part = Int64((Double(span) * Double(passed) / Double(frames)).rounded())
        return FrameMoment(
            time: Timestamp(microseconds: earlier.time.microseconds + part), sequence: earlier.sequence + passed)
    }
}
