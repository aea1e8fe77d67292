public import Base

/// What belongs to an explanation besides the numbers: the policy by its name, the hash that holds the evidence, who has seen it,
/// and what was objected.
public struct EntryContext: Hashable, Sendable {
    /// The policy under which the entry was made; nil when it was made under none.
    public var policy: PolicyName?
    /// SHA-256 of the event's published form; nil when there is no event, or the entry is from before it was entered.
    public var content: String?
    /// What a steward entered of which the event was made; nil for an event that a detector saw.
    public var observation: HandObservation?
    /// Number of the entry by which it was confirmed or rejected.
    public var verdict: Int64?
    /// In order of number.
    public var appeals: [AppealAccount] = []

    /// Makes a context without anything.
    public init() {}

    /// Line by line, in words for a person.
    public var lines: [String] {
        var lines = policy.map { ["  policy \($0.text)"] } ?? []
        if let content { lines.append("  evidence sha256 \(content)") }
        if let observation {
            lines.append("  entered by \(observation.content.author), entry #\(observation.sequence)" + verdictWords)
        }
        return lines + appeals.flatMap(\.lines)
    }

    private var verdictWords: String {
        guard let verdict = observation?.verdict else { return ", waits for a second steward" }
        return ", \(verdict.outcome.rawValue) by \(verdict.author)" + (self.verdict.map { ", entry #\($0)" } ?? "")
    }

    /// Members of the explanation's object.
    func write(into object: inout JSONText) {
        if let policy { policy.write(into: &object, name: "policy_name") }
        if let content { object.member("content", content) }
        if let observation {
            object.member("author", observation.content.author)
            object.member("observation", observation.sequence)
            if let verdict = observation.verdict { object.member("judged_by", verdict.author) }
        }
        object.key("appeals")
        object.array { list in appeals.forEach { $0.write(into: &list) } }
    }
}

/// An appeal as it is shown to everybody.
public struct AppealAccount: Hashable, Sendable {
    public let appeal: Appeal
    public let state: AppealState
    /// The text of each reply; nil when it was erased.
    public let replies: [String?]
    /// The reason of the decision; nil when there is none, or it was erased.
    public let reason: String?

    /// Makes an account.
    /// - Parameter text: what is kept behind a commitment.
    public init<E: Error>(_ appeal: Appeal, at time: Timestamp, text: (String) throws(E) -> String?) throws(E) {
        (self.appeal, state) = (appeal, appeal.state(at: time))
        var replies: [String?] = []
        for reply in appeal.replies { replies.append(try text(reply.note)) }
        self.replies = replies
        var reason: String?
        if let decision = appeal.decision { reason = try text(decision.note) }
        self.reason = reason
    }

    /// Line by line, in words for a person.
    public var lines: [String] {
        var lines = [
            "  appeal \(appeal.number): \(state.rawValue), \(appeal.content.about.words), entry #\(appeal.sequence)"
        ]
        for (reply, text) in zip(appeal.replies, replies) {
            lines.append("    reply of \(reply.time.rfc3339): " + (text ?? "(erased)"))
        }
        if let decision = appeal.decision {
            lines.append(
                "    \(decision.outcome.rawValue) by \(decision.author), \(decision.time.rfc3339): "
                    + (reason ?? "(the reason was erased)"))
        } else {
            lines.append("    to be decided by \(appeal.content.due.rfc3339)")
        }
        return lines
    }

    func write(into list: inout JSONText) {
        list.object { object in
            object.member("number", appeal.number)
            object.member("state", state.rawValue)
            object.member("entry", appeal.sequence)
            object.member("due", appeal.content.due.rfc3339)
            if let decision = appeal.decision {
                object.member("decided_by", decision.author)
                object.member("decided", decision.time.rfc3339)
                if let reason { object.member("reason", reason) }
            }
            object.key("replies")
            object.array { replies in
                for text in self.replies { if let text { replies.string(text) } else { replies.null() } }
            }
        }
    }
}
