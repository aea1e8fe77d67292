/// What somebody who operates Wayside may do with a ledger. The list is closed, and nothing on it acts on anybody in front of a
/// camera.
public enum Act: String, CaseIterable, Sendable {
    /// Ask for standings, events and their reasons: what is published.
    case query
    /// See the notes and pictures that are kept apart from an entry.
    case look
    /// Enter by hand what was seen.
    case observe
    /// Confirm or reject what another one has entered.
    case confirm
    /// Decide an appeal.
    case decide
    /// Take the entries out of the ledger.
    case export
    /// Check the ledger against a checkpoint.
    case verify
    /// Activate a policy.
    case activate
    /// Make accounts, give them roles and tokens, close them.
    case accounts
    /// Restore the authority of another steward.
    case reinstate
    /// Erase what may be erased.
    case erase

    /// The act as it stands after "may not".
    var words: String {
        switch self {
        case .query: "ask the ledger"
        case .look: "look at notes and pictures"
        case .observe: "enter observations"
        case .confirm: "confirm or reject observations"
        case .decide: "decide appeals"
        case .export: "export the ledger"
        case .verify: "verify the ledger"
        case .activate: "activate a policy"
        case .accounts: "change accounts"
        case .reinstate: "reinstate a steward"
        case .erase: "erase what is kept"
        }
    }
}

/// Who may do what: one table of roles, and one of what is left of it while authority is under review or suspended.
/// docs/stewards.md shows both.
public enum Rights {
    /// What a role allows.
    public static func acts(of role: Role) -> Set<Act> {
        switch role {
        case .viewer: [.query]
        case .steward: [.query, .look, .observe, .confirm]
        case .reviewer: [.query, .look, .confirm, .decide]
        case .auditor: [.query, .look, .export, .verify]
        case .administrator: [.query, .activate, .accounts, .reinstate, .erase]
        }
    }

    /// What a standing of authority leaves of it. Whose own judgement is being looked at judges nobody else's.
    public static func acts(in state: AuthorityEntry.State) -> Set<Act> {
        switch state {
        case .goodStanding: Set(Act.allCases)
        case .underReview: Set(Act.allCases).subtracting([.confirm, .decide])
        case .suspended: [.query]
        }
    }

    /// Whether the roles, in this standing of authority, allow the act.
    public static func allow(_ act: Act, _ roles: some Sequence<Role>, in state: AuthorityEntry.State) -> Bool {
        acts(in: state).contains(act) && roles.contains { acts(of: $0).contains(act) }
    }

    /// Whether one account may have these roles together. Whoever gives out rights and reinstates neither makes nor judges
    /// entries; so an administrator is never one of those whose authority is at stake.
    public static func mayBeTogether(_ roles: some Collection<Role>) -> Bool {
        !roles.isEmpty && (!roles.contains(.administrator) || !(roles.contains(.steward) || roles.contains(.reviewer)))
    }
}
