public import Base

/// One line of the ledger: never changed, never taken away. A later line may take back what an earlier one added.
public struct LedgerEntry: Hashable, Sendable {
    /// 0-based position in the ledger.
    public let sequence: Int64
    /// What the entry is about: a place or camera; `policy`, `steward` or `ledger` where it is about how Wayside is run.
    public let subject: Subject
    /// Frame time of what is entered, or the time of an act, in whole milliseconds.
    public let time: Timestamp
    /// Hash of the policy under which the entry was made; empty for acts before there was one.
    public let policy: String
    public let content: Content

    /// What each kind of entry says.
    public enum Content: Hashable, Sendable {
        case event(EventEntry)
        case adjustment(AdjustmentEntry)
        case exposure(ExposureEntry)
        case policyActivation(PolicyActivation)
        case merit(MeritEntry)
        case reversal(ReversalEntry)
        case purpose(PurposeEntry)
        case steward(StewardEntry)
        case authority(AuthorityEntry)
        case observation(ObservationEntry)
        case confirmation(ConfirmationEntry)
        case appeal(AppealEntry)
        case reply(ReplyEntry)
        case decision(DecisionEntry)
        case escalation(EscalationEntry)
        case access(AccessEntry)
        case erasure(ErasureEntry)
    }

    /// Makes an entry; parts of a millisecond are cut off.
    public init(sequence: Int64, subject: Subject, time: Timestamp, policy: String, content: Content) {
        (self.sequence, self.subject, self.policy, self.content) = (sequence, subject, policy, content)
        self.time = time.inMilliseconds
    }

    /// The same entry of an event, committed to what the event was.
    /// - Parameter content: SHA-256 of the event's JSON line, 64 hex digits.
    public func committing(to content: String) -> LedgerEntry {
        guard case .event(let event) = self.content else { return self }
        return LedgerEntry(
            sequence: sequence, subject: subject, time: time, policy: policy,
            content: .event(event.committing(to: content)))
    }

    /// The kind of the entry.
    public var kind: EntryKind {
        switch content {
        case .event: .event
        case .adjustment: .adjustment
        case .exposure: .exposure
        case .policyActivation: .policyActivation
        case .merit: .merit
        case .reversal: .reversal
        case .purpose: .purpose
        case .steward: .steward
        case .authority: .authority
        case .observation: .observation
        case .confirmation: .confirmation
        case .appeal: .appeal
        case .reply: .reply
        case .decision: .decision
        case .escalation: .escalation
        case .access: .access
        case .erasure: .erasure
        }
    }

    /// Id of the event, merit or account of exposure that the entry is about; nil for kinds that rest on none.
    public var evidence: String? {
        switch content {
        case .event(let entry): entry.evidence
        case .adjustment(let entry): entry.evidence
        case .exposure(let entry): entry.evidence
        case .merit(let entry): entry.evidence
        case .reversal(let entry): entry.evidence
        default: nil
        }
    }

    /// Whether the entry is about something that an earlier one has entered.
    public var concernsEarlier: Bool { kind == .adjustment || kind == .reversal }

    /// What the entry adds to the subject's standing, in milli-points at its time; 0 for kinds that add nothing.
    public var weight_mp: Int64 {
        switch content {
        case .event(let entry): entry.weight_mp
        case .adjustment(let entry): entry.weight_mp
        case .merit(let entry): entry.weight_mp
        case .reversal(let entry): entry.weight_mp
        default: 0
        }
    }

    /// Half-life of what the entry adds, in milliseconds; nil for kinds that add nothing.
    public var halfLife_ms: Int64? {
        switch content {
        case .event(let entry): entry.halfLife_ms
        case .adjustment(let entry): entry.halfLife_ms
        case .merit(let entry): entry.halfLife_ms
        case .reversal(let entry): entry.halfLife_ms
        default: nil
        }
    }
}
