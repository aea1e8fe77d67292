/// The closed list of what a ledger can hold.
public enum EntryKind: String, CaseIterable, Sendable {
    /// A scored event.
    case event
    /// Changes the weight of an event or a merit already entered: another event came late, or was taken back.
    case adjustment
    /// How long a place was observed.
    case exposure
    /// From when a policy applies.
    case policyActivation = "policy-activation"
    /// Credit for observed good time.
    case merit
    /// Takes back what an event added, after an appeal was upheld.
    case reversal
    /// What a camera is for, and what its data may be used for.
    case purpose
    /// An account of a steward: made, changed, left.
    case steward
    /// In what standing a steward's authority is.
    case authority
    /// What a steward has seen and entered by hand.
    case observation
    /// What a second steward says about an observation.
    case confirmation
    /// Somebody concerned objects to an event, or to a span of a place.
    case appeal
    /// What somebody concerned wants to be shown beside an appeal.
    case reply
    /// How an appeal was decided.
    case decision
    /// An appeal was not decided in time.
    case escalation
    /// Somebody looked at, exported or asked for data, or was refused.
    case access
    /// What had been kept apart was erased.
    case erasure

    /// Whether the entry is something that somebody did at its time, and not something that was observed or follows. Acts
    /// are in order of time among themselves.
    public var isAct: Bool {
        switch self {
        case .event, .adjustment, .exposure, .policyActivation, .merit, .reversal, .purpose: false
        case .steward, .authority, .observation, .confirmation, .appeal, .reply, .decision, .escalation, .access,
            .erasure:
            true
        }
    }
}
