public import Base

/// What a steward may do follows from the roles of the account (docs/stewards.md).
public enum Role: String, CaseIterable, Sendable {
    case viewer, steward, reviewer, auditor, administrator
}

/// An account of somebody who operates Wayside: made, given other roles or a new token, or left.
public struct StewardEntry: EntryContent {
    /// What happened to the account.
    public enum Change: String, CaseIterable, Sendable { case added, roles, token, left }

    /// Who did it; the account itself when it was the first.
    public let author: String
    public let change: Change
    /// The roles from now on; with a new token those it has, and none when the account was left.
    public let roles: [Role]

    /// Makes a change of the account that the entry's subject names.
    public init(author: String, change: Change, roles: [Role]) {
        (self.author, self.change, self.roles) = (author, change, roles)
    }

    func write(into entry: inout JSONText) {
        entry.member("author", author)
        entry.member("change", change.rawValue)
        entry.member("roles", roles.map(\.rawValue))
    }

    init?(_ reader: inout CanonicalReader) {
        guard reader.take(",\"author\":"), let author = reader.string(),
            reader.take(",\"change\":"), let change = reader.word(Change.self),
            reader.take(",\"roles\":"), let roles = reader.words(Role.self)
        else { return nil }
        self.init(author: author, change: change, roles: roles)
    }
}

/// In what standing the authority of the steward is that the entry's subject names.
public struct AuthorityEntry: EntryContent {
    /// The closed list of standings. None of them is a number, and none is a score.
    public enum State: String, CaseIterable, Sendable {
        case goodStanding = "good-standing"
        case underReview = "under-review"
        case suspended
    }

    /// Why it changed.
    public enum Cause: String, CaseIterable, Sendable {
        /// Entries of the steward were overturned.
        case overturned
        /// The steward's entries are about one place again and again.
        case oneSided = "one-sided"
        /// Entries of the steward were upheld.
        case upheld
        /// Another one has restored it.
        case reinstated
    }

    /// Who did it; `wayside` when it followed by itself.
    public let author: String
    public let state: State
    public let cause: Cause
    /// Sequence of the entry that made it necessary; nil when an act of its own did.
    public let entry: Int64?

    /// Makes a change of authority.
    public init(author: String, state: State, cause: Cause, entry: Int64?) {
        (self.author, self.state, self.cause, self.entry) = (author, state, cause, entry)
    }

    func write(into entry: inout JSONText) {
        entry.member("author", author)
        entry.member("state", state.rawValue)
        entry.member("cause", cause.rawValue)
        if let number = self.entry { entry.member("entry", number) }
    }

    init?(_ reader: inout CanonicalReader) {
        guard reader.take(",\"author\":"), let author = reader.string(),
            reader.take(",\"state\":"), let state = reader.word(State.self),
            reader.take(",\"cause\":"), let cause = reader.word(Cause.self),
            let entry = reader.optional(",\"entry\":", { $0.integer() })
        else { return nil }
        self.init(author: author, state: state, cause: cause, entry: entry)
    }
}

/// What a steward has seen at a place. It weighs nothing until a second steward confirms it.
public struct ObservationEntry: EntryContent {
    public let author: String
    public let behaviour: Behaviour
    /// When it was seen, in whole milliseconds.
    public let observed: Timestamp
    /// How sure the author is, in thousandths.
    public let confidence_permille: Int64
    /// Commitment to the reason.
    public let note: String
    /// Commitments to pictures.
    public let attachments: [String]

    /// Makes an observation; parts of a millisecond of `observed` are cut off.
    public init(
        author: String, behaviour: Behaviour, observed: Timestamp, confidence_permille: Int64, note: String,
        attachments: [String]
    ) {
        (self.author, self.behaviour, self.confidence_permille) = (author, behaviour, confidence_permille)
        (self.note, self.attachments) = (note, attachments)
        self.observed = Timestamp(microseconds: observed.milliseconds * 1000)
    }

    func write(into entry: inout JSONText) {
        entry.member("author", author)
        entry.member("behaviour", behaviour.rawValue)
        entry.member("observed", observed.rfc3339)
        entry.member("confidence", confidence_permille)
        entry.member("note", note)
        entry.member("attachments", attachments)
    }

    init?(_ reader: inout CanonicalReader) {
        guard reader.take(",\"author\":"), let author = reader.string(),
            reader.take(",\"behaviour\":"), let behaviour = reader.word(Behaviour.self),
            reader.take(",\"observed\":"), let observed = reader.time(),
            reader.take(",\"confidence\":"), let confidence = reader.integer(), (0...1000).contains(confidence),
            reader.take(",\"note\":"), let note = reader.string(),
            reader.take(",\"attachments\":"), let attachments = reader.texts()
        else { return nil }
        self.init(
            author: author, behaviour: behaviour, observed: observed, confidence_permille: confidence, note: note,
            attachments: attachments)
    }
}

/// What a second steward says about an observation.
public struct ConfirmationEntry: EntryContent {
    /// What was said.
    public enum Outcome: String, CaseIterable, Sendable { case confirmed, rejected }

    public let author: String
    /// Sequence of the observation's entry.
    public let observation: Int64
    public let outcome: Outcome
    /// Commitment to the reason.
    public let note: String

    /// Makes a confirmation, or a rejection.
    public init(author: String, observation: Int64, outcome: Outcome, note: String) {
        (self.author, self.observation, self.outcome, self.note) = (author, observation, outcome, note)
    }

    func write(into entry: inout JSONText) {
        entry.member("author", author)
        entry.member("observation", observation)
        entry.member("outcome", outcome.rawValue)
        entry.member("note", note)
    }

    init?(_ reader: inout CanonicalReader) {
        guard reader.take(",\"author\":"), let author = reader.string(),
            reader.take(",\"observation\":"), let observation = reader.integer(),
            reader.take(",\"outcome\":"), let outcome = reader.word(Outcome.self),
            reader.take(",\"note\":"), let note = reader.string()
        else { return nil }
        self.init(author: author, observation: observation, outcome: outcome, note: note)
    }
}

/// Somebody wanted to look at data, to export or to ask, and was let or refused.
public struct AccessEntry: EntryContent {
    /// What was wanted.
    public enum Act: String, CaseIterable, Sendable { case look, export, query }
    /// What came of it.
    public enum Outcome: String, CaseIterable, Sendable { case granted, refused }

    public let author: String
    public let act: Act
    /// For what.
    public let use: DataUse
    public let outcome: Outcome
    /// What it was about, e.g. `entry 17`, `all entries`.
    public let object: String

    /// Makes an access.
    public init(author: String, act: Act, use: DataUse, outcome: Outcome, object: String) {
        (self.author, self.act, self.use, self.outcome, self.object) = (author, act, use, outcome, object)
    }

    func write(into entry: inout JSONText) {
        entry.member("author", author)
        entry.member("act", act.rawValue)
        entry.member("use", use.rawValue)
        entry.member("outcome", outcome.rawValue)
        entry.member("object", object)
    }

    init?(_ reader: inout CanonicalReader) {
        guard reader.take(",\"author\":"), let author = reader.string(),
            reader.take(",\"act\":"), let act = reader.word(Act.self),
            reader.take(",\"use\":"), let use = reader.word(DataUse.self),
            reader.take(",\"outcome\":"), let outcome = reader.word(Outcome.self),
            reader.take(",\"object\":"), let object = reader.string()
        else { return nil }
        self.init(author: author, act: act, use: use, outcome: outcome, object: object)
    }
}
