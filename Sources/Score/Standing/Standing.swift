public import Base

/// What one entry gives to a standing.
public struct StandingInput: Hashable, Sendable {
    /// Id of the event that the weight belongs to.
    public let evidence: String
    /// Position of the entry.
    public let sequence: Int64
    /// Milliseconds since the Unix epoch.
    public let time_ms: Int64
    public let weight_mp: Int64
    public let halfLife_ms: Int64

    /// Makes an input.
    public init(evidence: String, sequence: Int64, time_ms: Int64, weight_mp: Int64, halfLife_ms: Int64) {
        (self.evidence, self.sequence, self.time_ms) = (evidence, sequence, time_ms)
        (self.weight_mp, self.halfLife_ms) = (weight_mp, halfLife_ms)
    }

    /// What an entry gives; nil when it adds nothing.
    public init?(_ entry: LedgerEntry) {
        guard let evidence = entry.evidence, let halfLife_ms = entry.halfLife_ms, entry.weight_mp != 0 else {
            return nil
        }
        self.init(
            evidence: evidence, sequence: entry.sequence, time_ms: entry.time.milliseconds, weight_mp: entry.weight_mp,
            halfLife_ms: halfLife_ms)
    }
}

/// What one event adds to a standing at a given time. The event, with all entries about it, is the unit of rounding:
/// contributions add up to the standing exactly, and an event whose entries cancel out adds exactly nothing.
public struct Contribution: Hashable, Sendable {
    public let evidence: String
    /// Positions of the entries about the event, rising; the first is the event's own.
    public let sequences: [Int64]
    public let time: Timestamp
    /// Sum of the entries' weights, in milli-points at `time`.
    public let weight_mp: Int64
    public let halfLife_ms: Int64
    /// What is left of the weight, in milli-points.
    public let remaining_mp: Int64

    /// Contributions at an instant, in order of time and id. Inputs after the instant give nothing; events of which
    /// nothing is left are kept in the list, those whose entries cancel out as well.
    public static func all(of inputs: [StandingInput], at time: Timestamp) -> [Contribution] {
        let sorted = inputs.filter { $0.time_ms <= time.milliseconds }
            .sorted { ($0.time_ms, $0.evidence, $0.sequence) < ($1.time_ms, $1.evidence, $1.sequence) }
        var list: [Contribution] = []
        var index = 0
        while index < sorted.count {
            let end = sorted[index...].firstIndex { $0.evidence != sorted[index].evidence } ?? sorted.count
            list.append(Contribution(sorted[index..<end], at: time))
            index = end
        }
        return list
    }

    private init(_ entries: ArraySlice<StandingInput>, at time: Timestamp) {
        let first = entries[entries.startIndex]
        (evidence, halfLife_ms) = (first.evidence, first.halfLife_ms)
        sequences = entries.map(\.sequence)
        self.time = Timestamp(microseconds: first.time_ms * 1000)
        weight_mp = entries.reduce(0) { $0 + $1.weight_mp }
        remaining_mp = Decay.remaining_mp(
            of: weight_mp, age_ms: time.milliseconds - first.time_ms, halfLife_ms: halfLife_ms)
    }
}

/// Where a place stands at a given time.
public struct Standing: Hashable, Sendable {
    public let subject: Subject
    public let time: Timestamp
    public let start_mp: Int64
    /// Start plus every contribution, in milli-points; not clamped.
    public let sum_mp: Int64
    /// The sum clamped to the policy's range: the number shown.
    public let shown_mp: Int64
    public let exposure: ExposureShare
    /// Whether the place was observed enough for its standing to be called a rating.
    public let isRated: Bool
    /// What follows from the standing; nil when nothing does, or when the place is unrated.
    public let consequence: Consequence?

    /// The standing under the policy from all contributions of the subject and its exposure.
    public init(
        of subject: Subject, at time: Timestamp, contributions: [Contribution], exposure: ExposureShare, policy: Policy
    ) {
        (self.subject, self.time, self.exposure) = (subject, time, exposure)
        start_mp = policy.standing.start_mp
        sum_mp = contributions.reduce(policy.standing.start_mp) { $0 + $1.remaining_mp }
        shown_mp = min(max(sum_mp, policy.standing.lowest_mp), policy.standing.highest_mp)
        isRated = exposure.reaches(policy.exposure.ratedFrom_permille)
        consequence = isRated ? policy.consequences.ofStanding(sum_mp) : nil
    }
}
