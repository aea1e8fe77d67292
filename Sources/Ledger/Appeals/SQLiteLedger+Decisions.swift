public import Base
internal import GRDB
public import Score

/// What a decision did.
public struct DecisionReceipt: Hashable, Sendable {
    /// The appeal with its decision.
    public let appeal: Appeal
    /// What took the events back: reversals, and changes to other weights. Empty when it was dismissed.
    public let entries: [LedgerEntry]
}

extension SQLiteLedger {
    /// Decides an appeal. When it is upheld, every event in question is taken back in the same transaction: from then on
    /// each standing is, to the last milli-point, what it would be had they never counted. What was entered stays.
    /// - Parameters:
    ///   - policies: by hash, all those under which events in question were entered.
    /// - Throws: `AppealError.refused` for whoever may not decide it; then nothing is entered.
    public func decide(
        _ number: Int64, _ outcome: DecisionEntry.Outcome, because reason: PrivateItem, by author: String,
        at time: Timestamp, policies: [String: Policy], salts: Salts = .system
    ) throws(AppealError) -> DecisionReceipt {
        try acting(at: time) { desk in
            let appeal = try desk.permitDecision(of: number, by: author)
            let reversing = outcome == .upheld ? try Reversing(appeal, desk.db, policies) : nil
            let note = try PrivateContent(desk.db).insert(reason, for: desk.next, salts)
            try desk.enter(
                .decision(DecisionEntry(author: author, appeal: number, outcome: outcome, note: note)),
                about: appeal.subject)
            let entries = try reversing?.reverse(&desk) ?? []
            return DecisionReceipt(appeal: desk.appeals.appeal(number) ?? appeal, entries: entries)
        }
    }
}

extension AppealDesk {
    /// Whether a steward may decide an appeal now.
    fileprivate func permitDecision(of number: Int64, by author: String) throws -> Appeal {
        guard let appeal = appeals.appeal(number) else { throw AppealRefusal.unknownAppeal(number) }
        let matter = try MatterFinder(db).matter(appeal.content.about, at: appeal.subject)
        let others = try earlier(at: appeal.subject).filter { $0.appeal.number != number }
        return try appeals.permitDecision(
            of: number, by: author, at: time, stewards: stewards, matter: matter, earlier: others)
    }
}

/// The events that an upheld appeal takes back, each with the policy under which it was entered.
private struct Reversing {
    private let appeal: Int64
    private var events: [(entry: LedgerEntry, policy: Policy)] = []

    /// - Throws: `AppealRefusal.unreadablePolicy` before anything is entered.
    init(_ appeal: Appeal, _ db: Database, _ policies: [String: Policy]) throws {
        self.appeal = appeal.number
        let matter = try MatterFinder(db).matter(appeal.content.about, at: appeal.subject)
        for event in matter.events where event.reversedBy == nil {
            let canonical = try String.fetchOne(
                db, sql: "SELECT canonical FROM entry WHERE sequence = ?", arguments: [event.sequence])
            let entry = try LedgerReader.entry(canonical ?? "")
            guard let policy = policies[entry.policy] else { throw AppealRefusal.unreadablePolicy(entry.policy) }
            events.append((entry, policy))
        }
        // The end of a stay is taken back after its beginning, wherever it came.
        events = events.filter { !$0.entry.isEndOfStay } + events.filter(\.entry.isEndOfStay)
    }

    func reverse(_ desk: inout AppealDesk) throws -> [LedgerEntry] {
        var made: [LedgerEntry] = []
        for (entry, policy) in events {
            let entries = try Scorer.reverse(
                entry, under: policy, weight_mp: try Self.weight_mp(entry, desk.db), appeal: appeal,
                next: ScorerState(nextSequence: desk.next), past: StoredPast(desk.db))
            for entry in entries { try desk.append(entry) }
            made += entries
        }
        return made
    }

    /// Sum of the weights of all entries about an event.
    private static func weight_mp(_ entry: LedgerEntry, _ db: Database) throws -> Int64 {
        try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT sum(weight_mp) FROM entry WHERE sequence = ? OR concerns = ?"),
            arguments: [entry.sequence, entry.sequence]) ?? 0
    }
}

extension LedgerEntry {
    fileprivate var isEndOfStay: Bool {
        if case .event(let event) = content { event.phase == .ended } else { false }
    }
}
