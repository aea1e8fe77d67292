public import Base
public import Score

/// When alarms are sent, beyond what the policy decides: its line and its budget have already made an event an `alarm` or
/// part of a `digest`.
public struct AlarmRouting: Hashable, Sendable {
    /// Length of a digest's window unless the configuration says otherwise: a quarter of an hour.
    public static let usualWindow_ms: Int64 = 15 * 60_000

    /// Daily hours (UTC) in which alarms wait for the digest.
    public var quietHours: [DailyHours]
    /// Alarms from this level on are sent in quiet hours too; nil: none are.
    public var urgentFrom: Level?
    /// Windows are laid end to end from the Unix epoch; in each there is at most one digest. At least a minute.
    public var window_ms: Int64

    /// Makes settings; the default has no quiet hours.
    public init(quietHours: [DailyHours] = [], urgentFrom: Level? = nil, window_ms: Int64 = usualWindow_ms) {
        (self.quietHours, self.urgentFrom, self.window_ms) = (quietHours, urgentFrom, window_ms)
    }

    /// Whether alarms of this level wait at this time.
    public func isQuiet(at time: Timestamp, for level: Level) -> Bool {
        if let urgentFrom, level >= urgentFrom { return false }
        return isQuiet(at: time)
    }

    private func isQuiet(at time: Timestamp) -> Bool {
        let minute = time.minuteOfDay
        return quietHours.contains { $0.contains(minute: minute) }
    }

    /// When the digest is told that collects from `time_ms` on: at the end of its window, or of the quiet hours in which that
    /// lies. Cost: looks at most at each minute of two days.
    func due_ms(from time_ms: Int64) -> (start_ms: Int64, due_ms: Int64) {
        let start_ms = floorDivide(time_ms, window_ms).quotient * window_ms
        var due_ms = start_ms + window_ms
        guard isQuiet(at: Timestamp(microseconds: due_ms * 1000)) else { return (start_ms, due_ms) }
        due_ms = floorDivide(due_ms, 60_000).quotient * 60_000
        // Hours that cover the whole day would never end; the digest is then told once a day.
        for _ in 0..<1440 {
            due_ms += 60_000
            if !isQuiet(at: Timestamp(microseconds: due_ms * 1000)) { break }
        }
        return (start_ms, due_ms)
    }
}
