public import Base

/// One line of the ledger: never changed, never taken away. A later line may take back what an earlier one added.
public struct LedgerEntry: Hashable, Sendable {
    /// 0-based position in the ledger.
    public let sequence: Int64
    /// What the entry is about; for a policy activation, the site-wide subject `policy`.
    public let subject: Subject
    /// Frame time of what is entered, in whole milliseconds.
    public let time: Timestamp
    /// Hash of the policy under which the entry was made.
    public let policy: String
    public let content: Content

    /// What kinds of entry there are, each with what it says. Room is kept for those of `EntryKind` without a case here.
    public enum Content: Hashable, Sendable {
        case event(EventEntry)
        case adjustment(AdjustmentEntry)
        case exposure(ExposureEntry)
        case policyActivation(PolicyActivation)
    }

    /// Makes an entry; parts of a millisecond are cut off.
    public init(sequence: Int64, subject: Subject, time: Timestamp, policy: String, content: Content) {
        (self.sequence, self.subject, self.policy, self.content) = (sequence, subject, policy, content)
        self.time = Timestamp(microseconds: time.milliseconds * 1000)
    }

    /// The kind of the entry.
    public var kind: EntryKind {
        switch content {
        case .event: .event
        case .adjustment: .adjustment
        case .exposure: .exposure
        case .policyActivation: .policyActivation
        }
    }

    /// Id of the event or exposure that the entry rests on; nil for a policy activation.
    public var evidence: String? {
        switch content {
        case .event(let entry): entry.evidence
        case .adjustment(let entry): entry.evidence
        case .exposure(let entry): entry.evidence
        case .policyActivation: nil
        }
    }

    /// What the entry adds to the subject's standing, in milli-points at its time; 0 for kinds that add nothing.
    public var weight_mp: Int64 {
        switch content {
        case .event(let entry): entry.weight_mp
        case .adjustment(let entry): entry.weight_mp
        case .exposure, .policyActivation: 0
        }
    }

    /// Half-life of what the entry adds, in milliseconds; nil for kinds that add nothing.
    public var halfLife_ms: Int64? {
        switch content {
        case .event(let entry): entry.halfLife_ms
        case .adjustment(let entry): entry.halfLife_ms
        case .exposure, .policyActivation: nil
        }
    }
}

/// The closed list of what a ledger can hold. The last four are named here so that their words are taken; entries of
/// those kinds are made by the stewards' part.
public enum EntryKind: String, CaseIterable, Sendable {
    /// A scored event.
    case event
    /// Changes the weight of an event already entered: another one came late, or was taken back, under the same cap.
    case adjustment
    /// How long a place was observed.
    case exposure
    /// From when a policy applies.
    case policyActivation = "policy-activation"
    /// What a steward has seen and entered by hand.
    case observation
    /// Credit for observed good hours.
    case merit
    case appeal
    case decision
}

/// A scored event.
public struct EventEntry: Hashable, Sendable {
    /// Id of the event.
    public let evidence: String
    public let behaviour: Behaviour
    public let phase: ObservedEvent.Phase
    /// Id of the policy's term that applied; nil when none did.
    public let term: String?
    public let severity: Severity
    /// What decided the weight.
    public let outcome: Outcome
    /// What the policy gives a certain event at an ordinary place, in milli-points.
    public let points_mp: Int64
    /// What the event adds to the standing, in milli-points.
    public let weight_mp: Int64
    public let halfLife_ms: Int64
    public let consequence: Consequence

    /// Makes an event's entry.
    public init(
        evidence: String, behaviour: Behaviour, phase: ObservedEvent.Phase, term: String?, severity: Severity,
        outcome: Outcome, points_mp: Int64, weight_mp: Int64, halfLife_ms: Int64, consequence: Consequence
    ) {
        (self.evidence, self.behaviour, self.phase, self.term) = (evidence, behaviour, phase, term)
        (self.severity, self.outcome, self.points_mp) = (severity, outcome, points_mp)
        (self.weight_mp, self.halfLife_ms, self.consequence) = (weight_mp, halfLife_ms, consequence)
    }

    /// Whether the event counts, or would count but for the cap, and so uses up the cap and is a repetition.
    public var eligible: Bool { outcome == .counted || outcome == .capped }
}

/// Why an event weighs what it weighs.
public enum Outcome: String, CaseIterable, Sendable {
    /// It counts in full.
    case counted
    /// The cap of its term left only a part of it, or nothing.
    case capped
    /// It ends a stay whose beginning has been entered; one stay counts once.
    case endOfStay = "end-of-stay"
    /// The detector was less sure than the policy asks.
    case belowConfidence = "below-confidence"
    /// The policy has no term for the behaviour at this place and hour.
    case noTerm = "no-term"
}

/// A change to the weight of an event that is already in the ledger.
public struct AdjustmentEntry: Hashable, Sendable {
    /// Id of the event whose weight changes.
    public let evidence: String
    /// Id of the event that made the change necessary.
    public let cause: String
    /// Added to the event's weight, in milli-points at the event's time.
    public let weight_mp: Int64
    /// The event's half-life in milliseconds.
    public let halfLife_ms: Int64

    /// Makes an adjustment.
    public init(evidence: String, cause: String, weight_mp: Int64, halfLife_ms: Int64) {
        (self.evidence, self.cause, self.weight_mp, self.halfLife_ms) = (evidence, cause, weight_mp, halfLife_ms)
    }
}

/// How long a place was observed up to the entry's time.
public struct ExposureEntry: Hashable, Sendable {
    /// Id of the account.
    public let evidence: String
    /// Where the account begins, in whole milliseconds.
    public let start: Timestamp
    public let observed_ms: Int64
    /// In order of reason.
    public let blind_ms: [Exposure.Blind]

    /// Makes an account's entry; parts of a millisecond of `start` are cut off.
    public init(evidence: String, start: Timestamp, observed_ms: Int64, blind_ms: [Exposure.Blind]) {
        (self.evidence, self.observed_ms, self.blind_ms) = (evidence, observed_ms, blind_ms)
        self.start = Timestamp(microseconds: start.milliseconds * 1000)
    }
}

/// From the entry's time on, the policy named in the entry applies.
public struct PolicyActivation: Hashable, Sendable {
    public let id: String
    public let version: Int
    public let reason: String

    /// Makes an activation.
    public init(id: String, version: Int, reason: String) {
        (self.id, self.version, self.reason) = (id, version, reason)
    }
}
