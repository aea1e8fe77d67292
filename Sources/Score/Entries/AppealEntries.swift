public import Base

/// Somebody concerned objects to an event, or to what was entered about a place within a span of time.
public struct AppealEntry: EntryContent {
    /// What is objected to.
    public enum About: Hashable, Sendable {
        /// One event, by its id.
        case event(String)
        /// Everything that counts at the place from one time to before another, in whole milliseconds.
        case span(from: Timestamp, until: Timestamp)
    }

    /// 1, 2, ... in a ledger; what whoever appeals gets to know.
    public let number: Int64
    public let about: About
    /// Until when it is to be decided.
    public let due: Timestamp
    /// Commitment to the reason.
    public let note: String

    /// Makes an appeal; parts of a millisecond of times are cut off.
    public init(number: Int64, about: About, due: Timestamp, note: String) {
        (self.number, self.note) = (number, note)
        self.due = due.inMilliseconds
        self.about =
            switch about {
            case .event: about
            case .span(let from, let until): .span(from: from.inMilliseconds, until: until.inMilliseconds)
            }
    }

    func write(into entry: inout JSONText) {
        entry.member("number", number)
        switch about {
        case .event(let evidence): entry.member("evidence", evidence)
        case .span(let from, let until):
            entry.member("from", from.rfc3339)
            entry.member("until", until.rfc3339)
        }
        entry.member("due", due.rfc3339)
        entry.member("note", note)
    }

    init?(_ reader: inout CanonicalReader) {
        guard reader.take(",\"number\":"), let number = reader.integer(), number >= 1,
            let about = About(&reader),
            reader.take(",\"due\":"), let due = reader.time(),
            reader.take(",\"note\":"), let note = reader.string()
        else { return nil }
        self.init(number: number, about: about, due: due, note: note)
    }
}

extension AppealEntry.About {
    init?(_ reader: inout CanonicalReader) {
        if reader.take(",\"evidence\":") {
            guard let evidence = reader.string() else { return nil }
            self = .event(evidence)
        } else {
            guard reader.take(",\"from\":"), let from = reader.time(),
                reader.take(",\"until\":"), let until = reader.time()
            else { return nil }
            self = .span(from: from, until: until)
        }
    }
}

extension Timestamp {
    /// The instant without parts of a millisecond.
    var inMilliseconds: Timestamp { Timestamp(microseconds: milliseconds * 1000) }
}

/// What somebody concerned wants to be shown beside an appeal and the entry that it is about.
public struct ReplyEntry: EntryContent {
    /// Number of the appeal.
    public let appeal: Int64
    /// Commitment to the text.
    public let note: String

    /// Makes a reply.
    public init(appeal: Int64, note: String) { (self.appeal, self.note) = (appeal, note) }

    func write(into entry: inout JSONText) {
        entry.member("appeal", appeal)
        entry.member("note", note)
    }

    init?(_ reader: inout CanonicalReader) {
        guard reader.take(",\"appeal\":"), let appeal = reader.integer(),
            reader.take(",\"note\":"), let note = reader.string()
        else { return nil }
        self.init(appeal: appeal, note: note)
    }
}

/// How an appeal was decided.
public struct DecisionEntry: EntryContent {
    /// Whether whoever appealed was right.
    public enum Outcome: String, CaseIterable, Sendable { case upheld, dismissed }

    /// The steward who decided.
    public let author: String
    /// Number of the appeal.
    public let appeal: Int64
    public let outcome: Outcome
    /// Commitment to the reason.
    public let note: String

    /// Makes a decision.
    public init(author: String, appeal: Int64, outcome: Outcome, note: String) {
        (self.author, self.appeal, self.outcome, self.note) = (author, appeal, outcome, note)
    }

    func write(into entry: inout JSONText) {
        entry.member("author", author)
        entry.member("appeal", appeal)
        entry.member("outcome", outcome.rawValue)
        entry.member("note", note)
    }

    init?(_ reader: inout CanonicalReader) {
        guard reader.take(",\"author\":"), let author = reader.string(),
            reader.take(",\"appeal\":"), let appeal = reader.integer(),
            reader.take(",\"outcome\":"), let outcome = reader.word(Outcome.self),
            reader.take(",\"note\":"), let note = reader.string()
        else { return nil }
        self.init(author: author, appeal: appeal, outcome: outcome, note: note)
    }
}

/// An appeal was not decided when it was due.
public struct EscalationEntry: EntryContent {
    /// Number of the appeal.
    public let appeal: Int64
    /// When it was due.
    public let due: Timestamp

    /// Makes an escalation; parts of a millisecond are cut off.
    public init(appeal: Int64, due: Timestamp) { (self.appeal, self.due) = (appeal, due.inMilliseconds) }

    func write(into entry: inout JSONText) {
        entry.member("appeal", appeal)
        entry.member("due", due.rfc3339)
    }

    init?(_ reader: inout CanonicalReader) {
        guard reader.take(",\"appeal\":"), let appeal = reader.integer(),
            reader.take(",\"due\":"), let due = reader.time()
        else { return nil }
        self.init(appeal: appeal, due: due)
    }
}
