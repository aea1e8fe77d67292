public import Base

/// What a scorer asks of the entries that were made before. Answers leave out what is being entered just now.
public protocol LedgerPast {
    associatedtype Failure: Error

    /// The eligible events that the query matches and that have not been reversed, in any order.
    func eligible(_ query: HistoryQuery) throws(Failure) -> [EligibleEvent]

    /// What is known of one window of a merit.
    func merit(_ query: MeritQuery) throws(Failure) -> MeritRecord

    /// Time of an eligible event under a policy that has not been reversed, in milliseconds; nil when there is none.
    func time_ms(ofEligible evidence: String, policy: String) throws(Failure) -> Int64?

    /// Time of the event that ended the stay which an event began, entered under the same policy, in milliseconds; nil when none is
    /// known, or was reversed.
    func end_ms(
        ofStay began: String, at subject: Subject, policy: String, from_ms: Int64
    ) throws(Failure) -> Int64?

    /// How many events whose consequence is an alarm lie from a time to before another.
    func alarms(from_ms: Int64, until_ms: Int64) throws(Failure) -> Int
}

/// Asks for the eligible events of one term of one policy at one subject from a time on.
public struct HistoryQuery: Hashable, Sendable {
    public let subject: Subject
    /// Hash of the policy.
    public let policy: String
    /// Id of the term.
    public let term: String
    /// Earliest time wanted, in milliseconds since the Unix epoch.
    public let from_ms: Int64

    /// Makes a question.
    public init(subject: Subject, policy: String, term: String, from_ms: Int64) {
        (self.subject, self.policy, self.term, self.from_ms) = (subject, policy, term, from_ms)
    }

    /// Whether the entry is part of the answer, if it has not been reversed.
    public func matches(_ entry: LedgerEntry) -> Bool {
        guard case .event(let event) = entry.content else { return false }
        return event.eligible && event.term == term && entry.subject == subject && entry.policy == policy
            && entry.time.milliseconds >= from_ms
    }
}

/// Asks for what is known of one window of a merit at one place.
public struct MeritQuery: Hashable, Sendable {
    public let subject: Subject
    /// Hash of the policy.
    public let policy: String
    /// Id of the merit, under which it is in the ledger if it is.
    public let merit: String
    /// Behaviours that the merit excludes.
    public let without: [Behaviour]
    /// The window, from its start to before its end, in milliseconds since the Unix epoch.
    public let start_ms: Int64
    public let end_ms: Int64

    /// Makes a question.
    public init(
        subject: Subject, policy: String, merit: String, without: [Behaviour], start_ms: Int64, end_ms: Int64
    ) {
        (self.subject, self.policy, self.merit, self.without) = (subject, policy, merit, without)
        (self.start_ms, self.end_ms) = (start_ms, end_ms)
    }
}

/// What is known of one window of a merit.
public struct MeritRecord: Hashable, Sendable {
    /// Observed milliseconds of the accounts, made under the policy, that belong to the window: those that end after its
    /// start and not after its end.
    public var observed_ms: Int64 = 0
    /// Sum of what has been entered about the merit, in milli-points; nil when nothing has.
    public var given_mp: Int64?
    /// Stays of the excluded behaviours, begun by events that are eligible under the policy and not reversed, that reach the
    /// window's start or lie after it.
    public var stays: [Stay] = []
    /// End of the place's latest account made under the policy, in milliseconds; nil without one.
    public var latestAccount_ms: Int64?

    /// Makes a record of nothing.
    public init() {}
}

/// From when to when something lasted, as far as merits are concerned.
public struct Stay: Hashable, Sendable {
    /// Id of the event that began it.
    public let evidence: String
    /// Time of that event, in milliseconds.
    public let began_ms: Int64
    /// Time of the event that ended it, in milliseconds; nil as long as there is none.
    public var ended_ms: Int64?

    /// Makes a stay.
    public init(evidence: String, began_ms: Int64, ended_ms: Int64?) {
        (self.evidence, self.began_ms, self.ended_ms) = (evidence, began_ms, ended_ms)
    }

    /// How long a stay is taken to last whose end has not been entered. A camera that was switched off meanwhile never
    /// tells the end, and must not keep a place from every merit for ever.
    public static let unended_ms: Int64 = 86_400_000

    /// The last instant that the stay reaches, in milliseconds.
    public var reaches_ms: Int64 { ended_ms ?? began_ms + Self.unended_ms }

    /// Whether the stay touches a window.
    func touches(_ start_ms: Int64, _ end_ms: Int64) -> Bool { began_ms < end_ms && reaches_ms >= start_ms }
}
