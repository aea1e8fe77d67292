/// Holds what stewards have entered against the rules for it, whatever program entered it: who may do what, the order of time,
/// and that authority changed when it had to and never else.
public struct StewardFindings: Sendable {
    private var book = StewardBook()
    private var purposes = PurposeBook()
    private var due: [StewardBook.AuthorityChange] = []

    /// Begins with an empty ledger.
    public init() {}

    /// Takes the next entry that is no scored one.
    /// - Returns: what is wrong with it, one line each.
    public mutating func take(_ entry: LedgerEntry) -> [String] {
        var faults: [String] = []
        do throws(Refusal) {
            if entry.kind.isAct { try book.permitAct(at: entry.time) }
            try permit(entry)
        } catch { faults.append(error.description) }
        if let fault = follow(entry) { faults.append(fault) }
        purposes.enter(entry)
        due += book.enter(entry)
        return faults.map { "entry \(entry.sequence): \($0)" }
    }

    /// What is missing at the end.
    public func finish() -> [String] { due.map { "the end: \(Self.missing($0))" } }

    /// Whether the entry is what follows by itself from the one before, and is there only then.
    private mutating func follow(_ entry: LedgerEntry) -> String? {
        if case .authority(let authority) = entry.content, authority.cause != .reinstated {
            guard let next = due.first, next.steward == entry.subject.id, next.entry == authority else {
                return
                    "the authority of \(entry.subject.id) is said to be \(authority.state.words), which follows from nothing"
            }
            due.removeFirst()
            return nil
        }
        guard let next = due.first else { return nil }
        due = []
        return "before it \(Self.missing(next))"
    }

    private static func missing(_ change: StewardBook.AuthorityChange) -> String {
        "no entry says that \(change.steward) is \(change.entry.state.words), as follows from entry \(change.entry.entry ?? 0)"
    }

    private func permit(_ entry: LedgerEntry) throws(Refusal) {
        switch entry.content {
        case .steward(let change): try permit(change, of: entry.subject.id)
        case .authority(let change) where change.cause == .reinstated:
            try book.permitReinstatement(of: entry.subject.id, by: change.author)
        case .observation(let content):
            try book.permitObservation(seen: content.observed, at: entry.time, by: content.author)
        case .confirmation(let content):
            _ = try book.permitConfirmation(of: content.observation, by: content.author)
        case .access(let access) where access.outcome == .granted:
            try book.permit(access.act.right, by: access.author)
            if entry.subject.source != "ledger" { try purposes.permit(access.use, of: [entry.subject.source]) }
        default: break
        }
    }

    private func permit(_ change: StewardEntry, of name: String) throws(Refusal) {
        switch change.change {
        case .added: try book.permitAddition(of: name, roles: change.roles, by: change.author)
        case .roles: try book.permitChange(of: name, roles: change.roles, by: change.author)
        case .token: try book.permitToken(of: name, by: change.author)
        case .left: try book.permitChange(of: name, roles: nil, by: change.author)
        }
    }
}
