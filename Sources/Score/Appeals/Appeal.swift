public import Base

/// How an appeal stands.
public enum AppealState: String, CaseIterable, Sendable {
    /// It waits for a decision, and is not yet due.
    case open
    /// It was due, and no act since has said so.
    case overdue
    /// It was due, and an entry says so.
    case escalated
    case upheld
    case dismissed
}

/// Somebody's objection to an event, or to what was entered about a place within a span, with all that became of it.
public struct Appeal: Hashable, Sendable {
    /// What somebody concerned wants to be shown beside it.
    public struct Reply: Hashable, Sendable {
        /// Number of the entry.
        public let sequence: Int64
        public let time: Timestamp
        /// Commitment to the text.
        public let note: String
    }

    /// The decision, once there is one.
    public struct Decision: Hashable, Sendable {
        /// Number of the entry.
        public let sequence: Int64
        public let time: Timestamp
        /// The steward who decided.
        public let author: String
        public let outcome: DecisionEntry.Outcome
        /// Commitment to the reason.
        public let note: String
    }

    /// Number of its entry.
    public let sequence: Int64
    /// The place.
    public let subject: Subject
    public let filed: Timestamp
    /// Hash of the policy that said within which time to decide.
    public let policy: String
    public let content: AppealEntry
    /// In the order in which they came.
    public internal(set) var replies: [Reply] = []
    public internal(set) var decision: Decision?
    /// When an entry said that it was overdue.
    public internal(set) var escalated: Timestamp?

    /// 1, 2, ...: what whoever appeals gets to know.
    public var number: Int64 { content.number }

    /// How it stands at a time. Until the very millisecond at which it is due it is not overdue.
    public func state(at time: Timestamp) -> AppealState {
        if let decision { return decision.outcome == .upheld ? .upheld : .dismissed }
        if escalated != nil { return .escalated }
        return time > content.due ? .overdue : .open
    }

    /// Whether it has waited too long by a time, so that more people may decide it.
    public func isLate(at time: Timestamp) -> Bool { escalated != nil || time > content.due }
}

/// What an appeal is about, as the ledger has it: every event of every stay in question. What began within a span is
/// taken with its end, wherever that lies.
public struct AppealMatter: Hashable, Sendable {
    /// One event in question.
    public struct Event: Hashable, Sendable {
        public let id: String
        /// Number of its entry.
        public let sequence: Int64
        /// Number of the appeal that has taken it back; nil while it counts.
        public let reversedBy: Int64?

        /// Makes an event in question.
        public init(id: String, sequence: Int64, reversedBy: Int64?) {
            (self.id, self.sequence, self.reversedBy) = (id, sequence, reversedBy)
        }
    }

    /// In the order of the ledger.
    public let events: [Event]

    /// Makes a matter; the order of events does not matter.
    public init(_ events: [Event]) { self.events = events.sorted { $0.sequence < $1.sequence } }

    /// Whether another appeal is about the very same.
    public func isSame(as other: AppealMatter) -> Bool { ids == other.ids }

    /// Whether another appeal is about some of the same.
    public func touches(_ other: AppealMatter) -> Bool { !ids.isDisjoint(with: other.ids) }

    /// What was there before an entry was made.
    public func before(_ sequence: Int64) -> AppealMatter { AppealMatter(events.filter { $0.sequence < sequence }) }

    private var ids: Set<String> { Set(events.map(\.id)) }
}
