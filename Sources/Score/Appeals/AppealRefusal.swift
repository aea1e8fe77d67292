/// Why an appeal was not filed, answered or decided. Each is one line: what, and what to do instead.
public enum AppealRefusal: Error, Hashable, Sendable {
    case unknownAppeal(Int64)
    case unknownEvent(String)
    /// There is no event in the span.
    case nothingThere
    /// The span ends before it begins.
    case emptySpan
    /// An upheld appeal has taken it back already.
    case takenBack(by: Int64)
    /// An appeal about the same waits for its decision.
    case stillOpen(Int64)
    /// An earlier appeal about the same gave the same reason.
    case sameReason(Int64)
    /// As many appeals about the same as there may be.
    case decidedFinally([Int64])
    case tooManyReplies(Int64)
    case decidedAlready(Int64, DecisionEntry.Outcome)
    /// Nobody judges what they have made.
    case ownEntry(String, event: String)
    /// Whoever has judged an event once is not the one to look at it anew.
    case ownDecision(String, appeal: Int64)
    /// The policy of an event in question cannot be read, so that its weight cannot be worked out.
    case unreadablePolicy(String)
    /// The steward may not decide at all, or not at present.
    case notPermitted(Refusal)
}

extension AppealRefusal: CustomStringConvertible {
    /// One line: what, why, the mend.
    public var description: String {
        switch self {
        case .unknownAppeal(let number): "there is no appeal \(number); `wayside appeal list` shows them"
        case .unknownEvent(let id): "there is no event \(id) in the ledger; `wayside events` lists them"
        case .nothingThere: "nothing was entered about the place within this span; `wayside events` lists what was"
        case .emptySpan: "the span ends before it begins; give --until later than --from"
        case .takenBack(let number): "appeal \(number) was upheld, and this counts no more; there is nothing to appeal"
        case .stillOpen(let number): "appeal \(number) about this waits for its decision; add a reply to it"
        case .sameReason(let number):
            "appeal \(number) about this was dismissed for the same reason; give another reason, or add a reply to it"
        case .decidedFinally(let numbers):
            "appeals \(numbers.map(String.init).joined(separator: " and ")) about this were dismissed, and two is the most; "
                + "a reply to one of them is shown beside it"
        case .tooManyReplies(let number):
            "appeal \(number) has \(AppealBook.mostReplies) replies, which is the most; say what is new in an appeal of its own"
        case .decidedAlready(let number, let outcome):
            "appeal \(number) was \(outcome.rawValue) already, and a decision stands; what is new may be appealed again"
        case .ownEntry(let name, let event):
            "\(name) may not decide this: \(name) has made or confirmed event \(event); another reviewer decides"
        case .ownDecision(let name, let number):
            "\(name) may not decide this: \(name) has decided appeal \(number) about the same; another reviewer decides"
        case .unreadablePolicy(let hash):
            "policy \(hash.prefix(12)), under which it was entered, cannot be read by this program; use a newer wayside"
        case .notPermitted(let refusal): refusal.description
        }
    }
}
