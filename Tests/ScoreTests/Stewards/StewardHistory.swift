import Base
import Score

/// A ledger's entries about stewards, made one after another, and the book that they give.
struct StewardHistory {
    static let monday = Timestamp(microseconds: 1_777_852_800_000_000)
    static let gate = Subject(source: "depot/bay", id: "gate")

    private(set) var book = StewardBook()
    private(set) var entries: [LedgerEntry] = []

    /// Two administrators, three stewards, a reviewer.
    init() {
        for (name, role) in [
            ("ada", Role.administrator), ("abel", .administrator), ("sam", .steward), ("sue", .steward),
            ("sid", .steward), ("rosa", .reviewer),
        ] {
            enter("steward", name, .steward(StewardEntry(author: "ada", change: .added, roles: [role])))
        }
    }

    /// One hour after the last.
    var now: Timestamp { hour(entries.count) }

    func hour(_ number: Int) -> Timestamp {
        Timestamp(microseconds: Self.monday.microseconds + Int64(number) * 3_600_000_000)
    }

    /// Enters something, and what follows from it for authority.
    @discardableResult
    mutating func enter(_ source: String, _ id: String, _ content: LedgerEntry.Content) -> Int64 {
        let number = Int64(entries.count)
        let entry = LedgerEntry(
            sequence: number, subject: Subject(source: source, id: id), time: now, policy: "", content: content)
        entries.append(entry)
        for change in book.enter(entry) { enter("steward", change.steward, .authority(change.entry)) }
        return number
    }

    mutating func observe(_ author: String, place: String = "gate") -> Int64 {
        let content = ObservationEntry(
            author: author, behaviour: .exitBlocked, observed: now, confidence_permille: 800, note: "n",
            attachments: [])
        return enter("depot/bay", place, .observation(content))
    }

    mutating func judge(_ observation: Int64, _ author: String, _ outcome: ConfirmationEntry.Outcome) {
        let content = ConfirmationEntry(author: author, observation: observation, outcome: outcome, note: "n")
        enter("depot/bay", "gate", .confirmation(content))
    }

    mutating func appeal(_ number: Int64, _ about: AppealEntry.About, _ outcome: DecisionEntry.Outcome) {
        enter("depot/bay", "gate", .appeal(AppealEntry(number: number, about: about, due: now, note: "n")))
        enter(
            "depot/bay", "gate",
            .decision(DecisionEntry(author: "rosa", appeal: number, outcome: outcome, note: "n")))
    }

    /// What was entered about authority, e.g. `sam under-review overturned`.
    var authority: [String] {
        entries.compactMap { entry in
            guard case .authority(let change) = entry.content else { return nil }
            return "\(entry.subject.id) \(change.state.rawValue) \(change.cause.rawValue)"
        }
    }
}

/// Why something was refused; nil when it was not.
func refusal(_ body: () throws -> Void) -> Refusal? {
    do { try body() } catch { return error as? Refusal }
    return nil
}
