public import Base

/// The rules by which events become severities and standings. A value: read from a file, checked, known by the hash of
/// its bytes, and named by that hash in every entry it made.
public struct Policy: Hashable, Sendable {
    /// Short name, `[a-z0-9][a-z0-9-]*`.
    public var id: String
    /// Counted up by the author with every change, from 1.
    public var version: Int
    public var title: String
    /// Why the policy is as it is; required, and shown with every explanation.
    public var reason: String
    /// SHA-256 of the policy file's bytes as 64 lower-case hex digits; set by the reader.
    public var hash: String
    public var standing: StandingRule
    public var exposure: ExposureRule
    /// The first whose selector matches a subject applies.
    public var places: [PlaceRule]
    /// The first that matches an event applies.
    public var terms: [BehaviourTerm]
    public var consequences: ConsequenceRule
    /// Every one that fits a place is earned by itself.
    public var merits: [MeritTerm]
    /// How many alarms are sent at the most; nil when there is no limit.
    public var alarms: AlarmBudget?
    public var appeals: AppealRule

    /// Makes a policy without terms: every event is then of level info and weighs nothing.
    public init(id: String, version: Int, title: String, reason: String, hash: String) {
        (self.id, self.version, self.title, self.reason, self.hash) = (id, version, title, reason, hash)
        (standing, exposure, consequences) = (StandingRule(), ExposureRule(), ConsequenceRule())
        (places, terms, merits) = ([], [], [])
        (alarms, appeals) = (nil, AppealRule())
    }

    /// The rule for this subject, or the neutral one.
    public func place(_ subject: Subject) -> PlaceRule {
        places.first { $0.selector.matches(subject) } ?? PlaceRule(selector: PlaceSelector(subject.id))
    }
}

/// Where a standing begins and how it is shown.
public struct StandingRule: Hashable, Sendable {
    /// Standing of a place about which nothing has been entered, in milli-points.
    public var start_mp: Int64 = 80_000
    /// Range to which a standing is clamped when it is shown, and only then, in milli-points.
    public var lowest_mp: Int64 = 0
    public var highest_mp: Int64 = 100_000

    /// Makes the default: start 80, shown within 0...100.
    public init() {}
}

/// How much a place must have been observed before its standing is called a rating.
public struct ExposureRule: Hashable, Sendable {
    /// How far back exposure counts, in milliseconds.
    public var window_ms: Int64 = 86_400_000
    /// Least share of the accounted time in which the place was observed, in thousandths; below it the place is unrated.
    public var ratedFrom_permille: Int64 = 500

    /// Makes the default: one half of the last 24 hours' accounted time.
    public init() {}
}

/// What a policy says about a place, whatever happens there.
public struct PlaceRule: Hashable, Sendable {
    public var selector: PlaceSelector
    /// How much the place matters, in percent of an ordinary one, 0...300. Scales severity and weight.
    public var criticality_percent: Int64 = 100
    /// Daily hours (UTC) in which events there matter more; empty means none.
    public var sensitiveHours: [DailyHours] = []

    /// Makes a rule for an ordinary place.
    public init(selector: PlaceSelector) { self.selector = selector }
}

/// When which consequence from the closed list follows; nil means never.
public struct ConsequenceRule: Hashable, Sendable {
    /// Least level of an event that alarms the stewards.
    public var alarmFrom: Level?
    /// A rated place whose standing is below this is marked for attention, in milli-points.
    public var attentionBelow_mp: Int64?
    /// A rated place whose standing is at least this is commended, in milli-points.
    public var commendFrom_mp: Int64?

    /// Makes a rule under which everything is only noted.
    public init() {}

    /// What follows from an event of this level.
    public func ofEvent(level: Level) -> Consequence {
        if let alarmFrom, level >= alarmFrom { .alarm } else { .note }
    }

    /// What follows from a rated standing in milli-points; nil when nothing does.
    public func ofStanding(_ standing_mp: Int64) -> Consequence? {
        if let attentionBelow_mp, standing_mp < attentionBelow_mp { return .attention }
        if let commendFrom_mp, standing_mp >= commendFrom_mp { return .commend }
        return nil
    }
}
