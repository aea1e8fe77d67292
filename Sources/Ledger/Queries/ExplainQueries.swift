public import Base
internal import GRDB
public import Score

extension LedgerReader {
    /// Explains an entry by its number, with the event that it is about; nil when there are not so many entries. Cost: a few
    /// rows, and what has been done by hand in this ledger.
    /// - Parameter time: the state of appeals is that of this time.
    public func explain(entry sequence: Int64, at time: Timestamp) throws(LedgerError) -> EntryExplanation? {
        guard let entry = try entries(from: sequence, limit: 1).first, entry.sequence == sequence else { return nil }
        let event: EventExplanation? =
            try entry.isAboutEvent ? entry.evidence.flatMap { id throws(LedgerError) in try explain(event: id) } : nil
        return EntryExplanation(entry, event: event, context: try context(of: entry, event, at: time))
    }

    /// Explains an event by its id; nil when the ledger does not know it.
    public func explain(eventEntry id: String, at time: Timestamp) throws(LedgerError) -> EntryExplanation? {
        guard let event = try explain(event: id) else { return nil }
        return EntryExplanation(event.entry, event: event, context: try context(of: event.entry, event, at: time))
    }

    /// Appeals about a place or its events, in order of number.
    public func appealAccounts(about subject: Subject, at time: Timestamp) throws(LedgerError) -> [AppealAccount] {
        try accounts(at: time) { $0.subject == subject }
    }

    private func context(
        of entry: LedgerEntry, _ event: EventExplanation?, at time: Timestamp
    ) throws(LedgerError) -> EntryContext {
        var context = EntryContext()
        context.policy = try policyName(entry.policy)
        context.content = event?.event.content
        let acts = try read { try LedgerReader.acts($0) }
        var stewards = StewardBook()
        for act in acts { stewards.enter(act) }
        context.observation = stewards.observation(entry.sequence)
        if case .confirmation(let verdict) = entry.content {
            context.observation = stewards.observation(verdict.observation)
        } else if let event {
            context.observation = stewards.observation(ofEvent: event.event.evidence)
        }
        if let seen = context.observation {
            context.verdict = acts.first { $0.observationJudged == seen.sequence }?.sequence
        }
        if let number = entry.appealNumber {
            context.appeals = try accounts(at: time) { $0.number == number }
        } else if let event {
            context.appeals = try appeals(about: event, at: time)
        }
        return context
    }

    /// Appeals that name the event, lie over it, or have taken it back.
    private func appeals(about event: EventExplanation, at time: Timestamp) throws(LedgerError) -> [AppealAccount] {
        let numbers = Set(event.adjustments.compactMap(\.appealNumber)), when = event.entry.time
        return try accounts(at: time) { appeal in
            guard appeal.subject == event.entry.subject else { return false }
            if numbers.contains(appeal.number) { return true }
            switch appeal.content.about {
            case .event(let id): return id == event.event.evidence
            case .span(let from, let until): return from <= when && when < until
            }
        }
    }

    private func accounts(
        at time: Timestamp, where isWanted: (Appeal) -> Bool
    ) throws(LedgerError) -> [AppealAccount] {
        var accounts: [AppealAccount] = []
        for appeal in try appeals().appeals where isWanted(appeal) {
            accounts.append(
                try AppealAccount(appeal, at: time) { note throws(LedgerError) in try privateContent(note)?.text })
        }
        return accounts
    }

    private func policyName(_ hash: String) throws(LedgerError) -> PolicyName? {
        try read { db in
            try Row.fetchOne(db, sql: "SELECT id, version FROM policy WHERE hash = ?", arguments: [hash])
                .map { PolicyName(id: $0[0], version: $0[1], hash: hash) }
        }
    }

    /// The latest checkpoint that was signed of a ledger with this entry; nil when there is none.
    public func keptCheckpoint(with sequence: Int64) throws(LedgerError) -> SignedNote? {
        try read { db in
            try String.fetchOne(
                db, sql: "SELECT note FROM checkpoint WHERE entries > ? ORDER BY entries DESC LIMIT 1",
                arguments: [sequence]
            ).flatMap { SignedNote($0) }
        }
    }
}

extension LedgerEntry {
    /// Whether the entry says what an event weighs.
    fileprivate var isAboutEvent: Bool { [.event, .adjustment, .reversal].contains(kind) }

    /// Number of the appeal that the entry belongs to.
    fileprivate var appealNumber: Int64? {
        switch content {
        case .appeal(let appeal): appeal.number
        case .reply(let reply): reply.appeal
        case .decision(let decision): decision.appeal
        case .escalation(let escalation): escalation.appeal
        case .reversal(let reversal): reversal.appeal
        default: nil
        }
    }

    /// The observation that the entry confirms or rejects.
    fileprivate var observationJudged: Int64? {
        if case .confirmation(let verdict) = content { verdict.observation } else { nil }
    }
}
