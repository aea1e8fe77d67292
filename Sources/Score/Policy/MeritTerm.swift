public import Base

/// Good hours that a place can earn standing for: the closed list. Each says that the physical thing a place is for went
/// well while it was observed; none says how many people were there, or who.
public enum MeritKind: String, CaseIterable, Sendable {
    /// Nothing stood in the way.
    case keptClear = "kept-clear"
    /// Nobody and nothing went against the direction.
    case oneWayKept = "one-way-kept"
    /// Nothing was faster than the limit.
    case speedKept = "speed-kept"

    /// What must not have been observed, when the policy does not say otherwise.
    ///
    /// `loitering`, `occupancy` and `overcrowding` are left out of `kept-clear`: a place does not become better by being
    /// empty of people, and must not earn for keeping them away.
    public var opposites: [Behaviour] {
        switch self {
        case .keptClear: [.exitBlocked, .objectLeft]
        case .oneWayKept: [.wrongWay]
        case .speedKept: [.speeding]
        }
    }
}

/// What a policy gives a place for one window of observed time without certain behaviours.
///
/// Windows are laid end to end from the Unix epoch, as those of caps are. The rule of when one is earned is in
/// docs/scoring.md, "Merits".
public struct MeritTerm: Hashable, Sendable {
    /// Unique among all terms of the policy; the kind's word unless the file gives one.
    public var id: String
    public var merit: MeritKind
    /// Behaviours of which no event that counts may lie in the window; never empty.
    public var without: [Behaviour]
    /// Places that can earn it. Empty means any; a policy file must name them, since a ledger cannot tell whether a rule
    /// watches for the behaviours there.
    public var places: [PlaceSelector] = []
    /// What one window is worth, in milli-points; more than 0.
    public var points_mp: Int64
    /// Length of the window in milliseconds; at least 1.
    public var window_ms: Int64 = 3_600_000
    /// Least share of the whole window in which the place was observed, in thousandths, 1...1000.
    public var observed_permille: Int64 = 900
    /// After this many milliseconds half of what a window added is left; at least 1.
    public var halfLife_ms: Int64 = 259_200_000

    /// Makes a term with the kind's own opposites, for windows of an hour observed for nine tenths.
    public init(id: String, merit: MeritKind, points_mp: Int64) {
        (self.id, self.merit, self.points_mp, without) = (id, merit, points_mp, merit.opposites)
    }

    /// Whether the subject can earn it.
    public func applies(to subject: Subject) -> Bool {
        places.isEmpty || places.contains { $0.matches(subject) }
    }

    /// Start of the window in which the instant lies, in milliseconds since the Unix epoch.
    public func windowStart_ms(of time_ms: Int64) -> Int64 { floorDivide(time_ms, window_ms).quotient * window_ms }
}
