public import Base

/// Every appeal and how it stands: a fold over the entries of a ledger, in their order. Kinds that say nothing about
/// appeals may be left out.
public struct AppealBook: Sendable {
    /// In order of number.
    public private(set) var appeals: [Appeal] = []
    private var index: [Int64: Int] = [:]

    /// The book of an empty ledger.
    public init() {}

    /// The appeal with a number.
    public func appeal(_ number: Int64) -> Appeal? { index[number].map { appeals[$0] } }

    /// Number of the next one.
    public var nextNumber: Int64 { (appeals.last?.number ?? 0) + 1 }

    /// Takes the next entry.
    /// - Returns: why it cannot stand where it stands; nil when it can. What cannot is left out.
    @discardableResult
    public mutating func enter(_ entry: LedgerEntry) -> String? {
        switch entry.content {
        case .appeal(let content): return enter(content, entry)
        case .reply(let reply):
            return change(reply.appeal) { appeal in
                appeal.replies.append(.init(sequence: entry.sequence, time: entry.time, note: reply.note))
                return nil
            }
        case .decision(let decision):
            return change(decision.appeal) { appeal in
                guard appeal.decision == nil else { return "appeal \(decision.appeal) was decided already" }
                appeal.decision = .init(
                    sequence: entry.sequence, time: entry.time, author: decision.author, outcome: decision.outcome,
                    note: decision.note)
                return nil
            }
        case .escalation(let escalation): return enter(escalation, entry)
        default: return nil
        }
    }

    private mutating func enter(_ content: AppealEntry, _ entry: LedgerEntry) -> String? {
        let expected = nextNumber
        guard content.number == expected else { return "appeal \(content.number) where \(expected) comes next" }
        index[content.number] = appeals.count
        appeals.append(
            Appeal(
                sequence: entry.sequence, subject: entry.subject, filed: entry.time, policy: entry.policy,
                content: content))
        return nil
    }

    private mutating func enter(_ escalation: EscalationEntry, _ entry: LedgerEntry) -> String? {
        change(escalation.appeal) { appeal in
            guard appeal.state(at: entry.time) == .overdue, appeal.content.due == escalation.due else {
                return "appeal \(escalation.appeal) was not overdue"
            }
            appeal.escalated = entry.time
            return nil
        }
    }

    private mutating func change(_ number: Int64, _ body: (inout Appeal) -> String?) -> String? {
        guard let position = index[number] else { return "there is no appeal \(number)" }
        return body(&appeals[position])
    }
}

// MARK: - What is asked of it

extension AppealBook {
    /// Those that wait at a time: the late ones first, then by when they are due.
    public func waiting(at time: Timestamp) -> [Appeal] {
        appeals.filter { $0.decision == nil }.sorted { a, b in
            let (lateA, lateB) = (a.isLate(at: time), b.isLate(at: time))
            return lateA == lateB ? (a.content.due, a.number) < (b.content.due, b.number) : lateA
        }
    }

    /// All: those that wait as `waiting` gives them, then the decided ones, the latest decision first.
    public func listed(at time: Timestamp) -> [Appeal] {
        let decided = appeals.filter { $0.decision != nil }
        return waiting(at: time) + decided.sorted { ($0.decision?.sequence ?? 0) > ($1.decision?.sequence ?? 0) }
    }

    /// Those for which an entry must say that they are overdue.
    public func overdue(at time: Timestamp) -> [Appeal] { waiting(at: time).filter { $0.state(at: time) == .overdue } }

    /// Until when an appeal is to be decided that is filed at a time.
    public static func due(filed time: Timestamp, under rule: AppealRule) -> Timestamp {
        Timestamp(microseconds: (time.milliseconds + rule.decideWithin_ms) * 1000)
    }
}
