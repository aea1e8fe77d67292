public import Base

/// What would be different under another policy.
public struct PolicyDiff: Sendable {
    /// How the history was taken.
    public struct Counts: Hashable, Sendable {
        /// Events scored under the candidate.
        public internal(set) var replayed = 0
        /// Events from before the candidate applies.
        public internal(set) var earlier = 0
        /// Events whose text has been erased; they keep their entries on both sides.
        public internal(set) var erased = 0
        /// Events that were taken back after an appeal; they count on neither side.
        public internal(set) var reversed = 0
    }

    /// Where a place stands under one of the policies.
    public struct State: Hashable, Sendable {
        /// In milli-points, not clamped.
        public let sum_mp: Int64
        /// In milli-points, within the policy's range.
        public let shown_mp: Int64
        public let isRated: Bool
        public let consequence: Consequence?
    }

    /// A place under both policies at the end.
    public struct Place: Hashable, Sendable {
        public let subject: Subject
        public let before: State
        public let after: State
        /// Events of the place that are scored differently.
        public let changedEvents: Int
        /// Merits earned, before and after.
        public let merits: Pair
        /// Standing in milli-points at each of `PolicyDiff.times`; empty when the place does not change. The last one is
        /// exact; in those before it single events are not rounded.
        public let curveBefore: [Int64]
        public let curveAfter: [Int64]

        /// Whether anything that is shown of the place differs.
        public var isChanged: Bool { before != after || !curveBefore.isEmpty }
    }

    /// A count before and after.
    public struct Pair: Hashable, Sendable {
        public internal(set) var before = 0
        public internal(set) var after = 0
    }

    /// What is said of an event under one of the policies.
    public struct Scored: Hashable, Sendable {
        public let number: Int
        public let level: Level
        public let outcome: Outcome
        /// Sum of its entries, in milli-points.
        public let weight_mp: Int64
        public let consequence: Consequence
    }

    /// An event that is scored differently.
    public struct Event: Hashable, Sendable {
        public let evidence: String
        public let subject: Subject
        public let time: Timestamp
        public let behaviour: Behaviour
        public let before: Scored
        public let after: Scored
    }

    /// From when the candidate applies; nil: always.
    public let from: Timestamp?
    /// The instant at which standings are compared.
    public let until: Timestamp
    public let counts: Counts
    /// In order of path.
    public let places: [Place]
    /// Instants of the curves, rising; the last is `until`.
    public let times: [Timestamp]
    /// How many events have a level (first index: rank before) and which they would have (second: rank after).
    public let levels: [[Int]]
    /// The same of outcomes, in the order of `Outcome.allCases`.
    public let outcomes: [[Int]]
    public let alarms: Pair
    public let digested: Pair
    /// Events that are scored differently.
    public let changedEvents: Int
    /// Those that change most, by weight, then by severity; at most 20.
    public let most: [Event]

    /// Whether nothing that is entered or shown would be different.
    public var isSame: Bool { changedEvents == 0 && !places.contains(where: \.isChanged) }
}
