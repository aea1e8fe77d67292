public import Base

/// What a policy says about one behaviour, in some places and hours.
public struct BehaviourTerm: Hashable, Sendable {
    /// Unique within the policy; the behaviour's name unless the file gives one.
    public var id: String
    public var behaviour: Behaviour
    /// Places to which the term applies; empty means any.
    public var places: [PlaceSelector] = []
    /// Daily hours (UTC) in which the term applies; empty means always. Outside them the next term is tried.
    public var hours: [DailyHours] = []
    /// Level with which severity starts.
    public var level: Level
    /// What one certain event adds to the standing of an ordinary place, in milli-points; negative is a demerit.
    public var points_mp: Int64 = 0
    /// After this many milliseconds half of what an event added is left; at least 1.
    public var halfLife_ms: Int64 = 259_200_000
    /// The most that this term may add within one window.
    public var cap: Cap?
    /// Events below this confidence, in thousandths, are entered without weight.
    public var minimumConfidence_permille: Int64 = 0
    /// Steps of severity for how long the condition has lasted, in milliseconds.
    public var duration: Steps?
    /// Steps of severity for a measure of the event, in thousandths of its unit.
    public var measure: MeasureSteps?
    /// Steps of severity for earlier events of this term at the same place within this many milliseconds; nil means none.
    public var repetitionWindow_ms: Int64?

    /// Makes a term without weight.
    public init(id: String, behaviour: Behaviour, level: Level) {
        (self.id, self.behaviour, self.level) = (id, behaviour, level)
    }

    /// Whether the term applies to an event of its behaviour about this subject at this minute of the UTC day.
    public func applies(to subject: Subject, minute: Int) -> Bool {
        (places.isEmpty || places.contains { $0.matches(subject) })
            && (hours.isEmpty || hours.contains { $0.contains(minute: minute) })
    }
}

/// The most that one term may add to one place within one window. Windows are laid end to end from the Unix epoch
/// (a window of `24h` is the UTC day), so that anyone can tell in which one an event lies.
public struct Cap: Hashable, Sendable {
    /// What is limited: the sum of weights in milli-points (as a magnitude), or how many events weigh anything.
    public enum Limit: Hashable, Sendable {
        case points_mp(Int64)
        case count(Int)
    }

    public let limit: Limit
    /// Length of the window in milliseconds; at least 1.
    public let window_ms: Int64

    /// Makes a cap; the limit is not negative.
    public init(_ limit: Limit, window_ms: Int64) { (self.limit, self.window_ms) = (limit, window_ms) }

    /// Start of the window in which the instant lies, in milliseconds since the Unix epoch.
    public func windowStart_ms(of time_ms: Int64) -> Int64 { floorDivide(time_ms, window_ms).quotient * window_ms }
}

/// Equal steps from a threshold: none below `from`, one at it, one more for each further `each`, five at the most.
public struct Steps: Hashable, Sendable {
    public let from: Int64
    /// At least 1.
    public let each: Int64

    /// Makes steps; both numbers are in the unit of what is measured.
    public init(from: Int64, each: Int64) { (self.from, self.each) = (from, each) }

    /// How many steps a value has reached, 0...5.
    public func reached(by value: Int64) -> Int { value < from ? 0 : Int(min(5, 1 + (value - from) / each)) }

    /// The most steps a severity counts for one term.
    public static let most = 5
}

/// Steps over a named measure of the event.
public struct MeasureSteps: Hashable, Sendable {
    public let name: String
    /// In thousandths of the measure's unit.
    public let steps: Steps

    /// Makes steps over the measure `name`.
    public init(name: String, steps: Steps) { (self.name, self.steps) = (name, steps) }
}
