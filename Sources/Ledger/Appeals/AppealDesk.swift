internal import Base
internal import GRDB
internal import Score

extension LedgerReader {
    /// Every entry about how Wayside is run, in order: acts, policies and purposes.
    static func acts(_ db: Database) throws -> [LedgerEntry] {
        // The words of the partial index `entry_acts`.
        try String.fetchAll(
            db,
            sql: """
                SELECT canonical FROM entry WHERE kind NOT IN ('event', 'adjustment', 'exposure', 'merit', 'reversal')
                ORDER BY sequence
                """
        ).map(LedgerReader.entry)
    }
}

/// One transaction in which somebody acts, at one time. It knows what was done before, and enters what follows by itself:
/// what had to be decided by now and was not, and what an act means for the authority of stewards.
struct AppealDesk {
    let db: Database
    /// Of every act entered here.
    let time: Timestamp
    private(set) var stewards = StewardBook()
    private(set) var appeals = AppealBook()
    /// Number of the next entry.
    private(set) var next: Int64
    /// Hash of the policy that applies at the time of the act; empty when there is none.
    let policy: String
    private let writer: EntryWriter
    private var subjects: [Subject: Int64] = [:]

    /// Begins to act, and enters first what is overdue by then.
    /// - Throws: `Refusal` when the time is before that of an earlier act.
    init(_ db: Database, at time: Timestamp) throws {
        (self.db, self.time) = (db, time)
        writer = try EntryWriter(db)
        next = try LedgerReader.nextSequence(db)
        policy = try LedgerReader.activations(db).inForce(at: time)?.policy ?? ""
        for entry in try LedgerReader.acts(db) {
            stewards.enter(entry)
            appeals.enter(entry)
        }
        try stewards.permitAct(at: time)
        for appeal in appeals.overdue(at: time) {
            let escalation = EscalationEntry(appeal: appeal.number, due: appeal.content.due)
            try enter(.escalation(escalation), about: appeal.subject)
        }
    }

    /// Enters an act, and what follows from it.
    @discardableResult
    mutating func enter(_ content: LedgerEntry.Content, about subject: Subject) throws -> LedgerEntry {
        let entry = LedgerEntry(sequence: next, subject: subject, time: time, policy: policy, content: content)
        try append(entry)
        appeals.enter(entry)
        for change in stewards.enter(entry) {
            try enter(.authority(change.entry), about: Subject(source: "steward", id: change.steward))
        }
        return entry
    }

    /// Appends an entry that was made elsewhere, e.g. by a scorer.
    mutating func append(_ entry: LedgerEntry) throws {
        precondition(entry.sequence == next, "entries are numbered without gaps")
        let subject = try LedgerReader.intern(entry.subject, db, &subjects)
        try writer.insertEvidence(of: entry)
        try writer.insert(entry, subject: subject, concerns: try writer.concern(of: entry))
        next += 1
    }

    /// Ends the transaction's part of the tree.
    func finish() throws { try BlockRoots(db).complete(to: next) }
}
