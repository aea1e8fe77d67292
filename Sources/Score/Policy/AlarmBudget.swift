import Base

/// The most alarms that stewards are sent within one window, over all places. What exceeds it is entered with the
/// consequence `digest` and told together with others, never dropped. Windows are laid end to end from the Unix epoch.
///
/// EEMUA 191 holds one alarm in ten minutes to be what one person can answer over a working day.
public struct AlarmBudget: Hashable, Sendable {
    /// At least 1.
    public var most: Int
    /// Length of the window in milliseconds; at least 1.
    public var window_ms: Int64

    /// Makes a budget.
    public init(most: Int, window_ms: Int64) { (self.most, self.window_ms) = (most, window_ms) }

    /// Start of the window in which the instant lies, in milliseconds since the Unix epoch.
    public func windowStart_ms(of time_ms: Int64) -> Int64 { floorDivide(time_ms, window_ms).quotient * window_ms }
}
