public import Base

/// Why an act was not let happen. Each is one line: what, and what to do instead.
public enum Refusal: Error, Hashable, Sendable {
    case unknownToken
    case unknownAccount(String)
    case hasLeft(String)
    /// None of the account's roles allows it.
    case noRight(String, Act)
    /// The roles would allow it, the standing of authority does not.
    case withheld(String, AuthorityEntry.State, Act)
    /// Nobody judges what they have made.
    case ownEntry(String, Act)
    /// Nobody changes their own rights.
    case ownAccount(String)
    case badName(String)
    case takenName(String)
    case badRoles([Role])
    /// The ledger would have nobody left who can make accounts.
    case lastAdministrator(String)
    case noEntry(Int64)
    case noObservation(Int64)
    case judgedAlready(Int64, ConfirmationEntry.Outcome)
    /// The author's authority is not in good standing, so that a reviewer must judge.
    case needsReviewer(author: String)
    case inGoodStanding(String)
    /// The act is dated before the one before it.
    case beforeLastAct(Timestamp, last: Timestamp)
    /// What was seen is later than the entry that says so.
    case seenLater(Timestamp, act: Timestamp)
    case useNotAllowed(DataUse, source: String, allowed: [DataUse])
}

extension Refusal: CustomStringConvertible {
    /// One line: what, why, the mend.
    public var description: String {
        switch self {
        case .unknownToken: "this token belongs to nobody; ask an administrator for a new one"
        case .unknownAccount(let name): "there is no account \(name); `wayside steward list` shows them"
        case .hasLeft(let name): "\(name) has left; the name is not given again, make a new account"
        case .noRight(let name, let act):
            "\(name) may not \(act.words): that needs the role \(Refusal.roles(for: act)); ask somebody who has it"
        case .withheld(let name, let state, let act):
            "\(name) may not \(act.words) while \(state.words); another administrator can reinstate"
        case .ownEntry(let name, let act):
            "\(name) may not \(act.words) here: nobody judges what they have entered themselves; ask another steward"
        case .ownAccount(let name):
            "\(name) may not change rights of their own; ask another administrator"
        case .badName(let name):
            "\"\(name)\" is no account name; use 2 to 31 small letters, digits and hyphens, a letter first, and not "
                + AccountName.automatic
        case .takenName(let name): "there is an account \(name) already, or there was; choose another name"
        case .badRoles(let roles):
            roles.isEmpty
                ? "an account without a role could do nothing; name one of \(Refusal.list(Role.allCases))"
                : "\(Refusal.list(roles)) do not go together: who gives out rights makes and judges no entries; use two persons"
        case .lastAdministrator(let name):
            "\(name) is the only administrator in good standing; make another one first"
        case .noEntry(let sequence): "there is no entry \(sequence); `wayside ledger verify` tells how many there are"
        case .noObservation(let sequence):
            "entry \(sequence) is no observation; `wayside observe list` shows those that wait"
        case .judgedAlready(let sequence, let outcome):
            "observation \(sequence) was \(outcome.rawValue) already; an appeal can be filed against its event"
        case .needsReviewer(let author):
            "\(author) is not in good standing, so that a reviewer must judge this; ask one"
        case .inGoodStanding(let name): "\(name) is in good standing; there is nothing to restore"
        case .beforeLastAct(let time, let last):
            "an act at \(time.rfc3339) would come before the last one, of \(last.rfc3339); acts are entered in order of time, "
                + "so set the clock right or give --at from then on"
        case .seenLater(let seen, let act):
            "what was seen at \(seen.rfc3339) cannot be entered at \(act.rfc3339); give the time at which it was seen"
        case .useNotAllowed(let use, let source, let allowed):
            "\(use.rawValue) is not what the data of \(source) may be used for (\(Refusal.list(allowed))); "
                + "the refusal is in the ledger"
        }
    }

    private static func roles(for act: Act) -> String {
        list(Role.allCases.filter { Rights.acts(of: $0).contains(act) }, " or ")
    }

    private static func list<Word: RawRepresentable<String>>(_ words: [Word], _ joint: String = ", ") -> String {
        words.map(\.rawValue).joined(separator: joint)
    }
}

extension AuthorityEntry.State {
    /// As it stands after "while".
    public var words: String {
        switch self {
        case .goodStanding: "in good standing"
        case .underReview: "under review"
        case .suspended: "suspended"
        }
    }
}
