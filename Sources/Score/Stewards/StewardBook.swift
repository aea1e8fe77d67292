public import Base

/// Who may do what, what waits for a second steward, and who has made which event: a fold over the entries of a ledger, in their
/// order. Kinds that say nothing about that may be left out.
public struct StewardBook: Sendable {
    /// An account as it is.
    public struct Account: Hashable, Sendable {
        public let name: String
        /// When it was made.
        public let added: Timestamp
        /// In the order of the list; those it had when it has been left.
        public internal(set) var roles: [Role]
        public internal(set) var hasLeft = false
        public internal(set) var state = AuthorityEntry.State.goodStanding
        /// Since when the authority stands so.
        public internal(set) var stateSince: Timestamp
    }

    /// A change of a steward's authority that follows from an entry.
    public struct AuthorityChange: Hashable, Sendable {
        public let steward: String
        public let entry: AuthorityEntry
    }

    /// Time of the last act; the next one is not before it.
    public private(set) var lastAct: Timestamp?
    private var byName: [String: Account] = [:]
    private var authorities: [String: Authority] = [:]
    private var hand: [Int64: HandObservation] = [:]
    private var handOfEvent: [String: Int64] = [:]
    private var appeals: [Int64: (place: Subject, about: AppealEntry.About)] = [:]

    /// The book of an empty ledger.
    public init() {}

    /// Every account there ever was, in order of name.
    public var accounts: [Account] { byName.values.sorted { $0.name < $1.name } }

    /// The account with this name.
    public func account(_ name: String) -> Account? { byName[name] }

    /// What was entered by hand, in order.
    public var observations: [HandObservation] { hand.values.sorted { $0.sequence < $1.sequence } }

    /// What was entered by hand with this number.
    public func observation(_ sequence: Int64) -> HandObservation? { hand[sequence] }

    /// What was entered by hand and became this event; nil for an event that a detector saw.
    public func observation(ofEvent id: String) -> HandObservation? { handOfEvent[id].flatMap { hand[$0] } }

    /// Who may not decide about an event, since they have made it; empty for an event that a detector saw.
    public func makers(ofEvent id: String) -> [String] { observation(ofEvent: id)?.makers ?? [] }
}

// MARK: - The fold

extension StewardBook {
    /// Takes the next entry.
    /// - Returns: what follows for the authority of stewards, to be entered next by whoever has entered this one.
    @discardableResult
    public mutating func enter(_ entry: LedgerEntry) -> [AuthorityChange] {
        if entry.kind.isAct { pass(entry.time) }
        switch entry.content {
        case .steward(let change): enter(change, entry)
        case .authority(let authority): enter(authority, entry)
        case .observation(let content): return enter(content, entry)
        case .confirmation(let verdict): return enter(verdict, entry)
        case .appeal(let appeal): appeals[appeal.number] = (entry.subject, appeal.about)
        case .decision(let decision): return enter(decision, entry)
        default: break
        }
        return []
    }

    /// Takes the time of an act that says nothing about stewards.
    public mutating func pass(_ time: Timestamp) { lastAct = max(lastAct ?? time, time) }

    private mutating func enter(_ change: StewardEntry, _ entry: LedgerEntry) {
        let name = entry.subject.id
        switch change.change {
        case .added:
            byName[name] = Account(name: name, added: entry.time, roles: change.roles, stateSince: entry.time)
            authorities[name] = Authority()
        case .roles: byName[name]?.roles = change.roles
        case .token: break
        case .left: byName[name]?.hasLeft = true
        }
    }

    private mutating func enter(_ authority: AuthorityEntry, _ entry: LedgerEntry) {
        let name = entry.subject.id
        // What follows by itself was worked out at the entry that it follows from.
        if authority.cause == .reinstated { authorities[name]?.reinstate() }
        byName[name]?.state = authority.state
        byName[name]?.stateSince = entry.time
    }

    private mutating func enter(_ content: ObservationEntry, _ entry: LedgerEntry) -> [AuthorityChange] {
        let observation = HandObservation(
            sequence: entry.sequence, place: entry.subject, entered: entry.time, content: content)
        hand[entry.sequence] = observation
        handOfEvent[observation.event.id] = entry.sequence
        return [
            change(content.author, .oneSided, entry) { $0.observe(entry.subject, at: entry.time) }
        ].compactMap(\.self)
    }

    private mutating func enter(_ verdict: ConfirmationEntry, _ entry: LedgerEntry) -> [AuthorityChange] {
        guard let author = hand[verdict.observation]?.content.author else { return [] }
        hand[verdict.observation]?.verdict = verdict
        return [judge([author], isRight: verdict.outcome == .confirmed, entry)].flatMap(\.self)
    }

    private mutating func enter(_ decision: DecisionEntry, _ entry: LedgerEntry) -> [AuthorityChange] {
        guard let appeal = appeals[decision.appeal] else { return [] }
        var changes: [AuthorityChange] = []
        for observation in observations(appeal.about, at: appeal.place) {
            switch decision.outcome {
            case .upheld: hand[observation.sequence]?.overturnedBy = decision.appeal
            case .dismissed:
                // An appeal against all of a place's time is not about each entry in it.
                guard case .event = appeal.about, !observation.wasDefended else { continue }
                hand[observation.sequence]?.wasDefended = true
            }
            changes += judge(observation.makers, isRight: decision.outcome == .dismissed, entry)
        }
        return changes
    }

    /// What an appeal would take back of what was entered by hand.
    private func observations(_ about: AppealEntry.About, at place: Subject) -> [HandObservation] {
        switch about {
        case .event(let id): observation(ofEvent: id).map { [$0] }?.filter(\.counts) ?? []
        case .span(let from, let until):
            observations.filter {
                $0.counts && $0.place == place && (from..<until).contains($0.content.observed)
            }
        }
    }

    private mutating func judge(_ names: [String], isRight: Bool, _ entry: LedgerEntry) -> [AuthorityChange] {
        names.compactMap { name in
            isRight
                ? change(name, .upheld, entry) { $0.uphold() } : change(name, .overturned, entry) { $0.overturn() }
        }
    }

    private mutating func change(
        _ name: String, _ cause: AuthorityEntry.Cause, _ entry: LedgerEntry,
        _ body: (inout Authority) -> AuthorityEntry.State?
    ) -> AuthorityChange? {
        guard var authority = authorities[name] else { return nil }
        defer { authorities[name] = authority }
        return body(&authority).map { state in
            AuthorityChange(
                steward: name,
                entry: AuthorityEntry(
                    author: AccountName.automatic, state: state, cause: cause, entry: entry.sequence))
        }
    }
}
