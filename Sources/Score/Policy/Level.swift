/// How much an event matters: four levels, since people decide better with four than with three and no better with five.
public enum Level: String, CaseIterable, Comparable, Sendable {
    case info, low, medium, high

    public static func < (a: Level, b: Level) -> Bool { a.rank < b.rank }

    /// 0 for `info` up to 3 for `high`.
    public var rank: Int {
        switch self {
        case .info: 0
        case .low: 1
        case .medium: 2
        case .high: 3
        }
    }

    /// The severity number with which an event of this base level starts (docs/scoring.md, table 1). Each lies in the
    /// middle of its own band, so that one term alone seldom changes the level and several together do.
    public var base: Int {
        switch self {
        case .info: 10
        case .low: 35
        case .medium: 60
        case .high: 85
        }
    }

    /// The level of a severity number: 0...24 info, 25...49 low, 50...74 medium, 75...100 high.
    public init(number: Int) {
        self = number < 25 ? .info : number < 50 ? .low : number < 75 ? .medium : .high
    }

    /// The letter that stands for the level in a severity vector.
    package var letter: Character {
        switch self {
        case .info: "I"
        case .low: "L"
        case .medium: "M"
        case .high: "H"
        }
    }
}

/// What may follow from an event or a standing. The list is closed: nothing here acts on people, and nothing else exists.
public enum Consequence: String, CaseIterable, Sendable {
    /// The event is written down.
    case note
    /// The stewards are told at once.
    case alarm
    /// An alarm beyond the policy's budget: the stewards are told together with others, and none is dropped.
    case digest
    /// The place is marked as needing attention.
    case attention
    /// The place is commended.
    case commend
}
