import Base
import Score
import Testing

/// Entries of appeals, and of the stewards who decide them, one after another.
struct AppealHistory {
    private(set) var entries: [LedgerEntry] = []
    private(set) var book = AppealBook()
    private(set) var stewards = StewardBook()
    static let door = Subject(source: "depot/bay", id: "door")

    /// Enters something and gives what is wrong with it.
    @discardableResult
    mutating func enter(_ content: LedgerEntry.Content, at hours: Int64, _ subject: Subject = door) -> String? {
        let entry = LedgerEntry(
            sequence: Int64(entries.count), subject: subject, time: monday.plus(ms: hours * hour_ms), policy: "p1",
            content: content)
        entries.append(entry)
        stewards.enter(entry)
        return book.enter(entry)
    }

    mutating func add(_ name: String, _ roles: [Role]) {
        enter(
            .steward(StewardEntry(author: "ada", change: .added, roles: roles)), at: 0,
            Subject(source: "steward", id: name))
    }

    @discardableResult
    mutating func file(_ number: Int64, about: AppealEntry.About = .event("e1"), at hours: Int64 = 1, due: Int64 = 100)
        -> String?
    {
        enter(
            .appeal(AppealEntry(number: number, about: about, due: monday.plus(ms: due * hour_ms), note: "n\(number)")),
            at: hours)
    }

    @discardableResult
    mutating func decide(_ number: Int64, _ outcome: DecisionEntry.Outcome, by author: String = "rae", at hours: Int64)
        -> String?
    {
        enter(.decision(DecisionEntry(author: author, appeal: number, outcome: outcome, note: "d")), at: hours)
    }

    func state(_ number: Int64, at hours: Int64) -> AppealState? {
        book.appeal(number)?.state(at: monday.plus(ms: hours * hour_ms))
    }
}

@Suite struct AppealBookTests {
    @Test func `an appeal is open until it is due, then overdue, then escalated, then decided`() {
        var history = AppealHistory()
        history.file(1)
        #expect(history.state(1, at: 100) == .open)
        #expect(history.state(1, at: 101) == .overdue)
        history.enter(.escalation(EscalationEntry(appeal: 1, due: monday.plus(ms: 100 * hour_ms))), at: 102)
        #expect(history.state(1, at: 103) == .escalated)
        history.decide(1, .upheld, at: 104)
        #expect(history.state(1, at: 105) == .upheld)
        #expect(history.book.appeal(1)?.decision?.author == "rae")
    }

    @Test func `late appeals are listed first, then by when they are due, and decided ones last`() {
        var history = AppealHistory()
        for (number, due) in [(Int64(1), Int64(90)), (2, 50), (3, 20), (4, 10), (5, 80)] {
            history.file(number, about: .event("e\(number)"), due: due)
        }
        history.decide(4, .dismissed, at: 5)
        history.decide(5, .upheld, at: 6)
        let now = monday.plus(ms: 30 * hour_ms)
        #expect(history.book.listed(at: now).map(\.number) == [3, 2, 1, 5, 4])
        #expect(history.book.waiting(at: now).map(\.number) == [3, 2, 1])
        #expect(history.book.overdue(at: now).map(\.number) == [3])
    }

    @Test func `the time to decide comes from the policy`() {
        var rule = AppealRule()
        #expect(AppealBook.due(filed: monday, under: rule) == monday.plus(ms: 21 * 24 * hour_ms))
        rule.decideWithin_ms = 5
        #expect(AppealBook.due(filed: monday, under: rule) == monday.plus(ms: 5))
    }

    @Test func `replies stand in the order in which they came, also after the decision`() {
        var history = AppealHistory()
        history.file(1)
        history.enter(.reply(ReplyEntry(appeal: 1, note: "first")), at: 2)
        history.decide(1, .dismissed, at: 3)
        history.enter(.reply(ReplyEntry(appeal: 1, note: "second")), at: 4)
        #expect(history.book.appeal(1)?.replies.map(\.note) == ["first", "second"])
    }

    @Test func `what cannot stand where it stands is named and left out`() {
        var history = AppealHistory()
        #expect(history.file(2) == "appeal 2 where 1 comes next")
        #expect(history.decide(1, .upheld, at: 1) == "there is no appeal 1")
        #expect(history.file(1) == nil)
        #expect(history.enter(.reply(ReplyEntry(appeal: 9, note: "n")), at: 2) == "there is no appeal 9")
        let early = EscalationEntry(appeal: 1, due: monday.plus(ms: 100 * hour_ms))
        #expect(history.enter(.escalation(early), at: 99) == "appeal 1 was not overdue")
        let otherDue = EscalationEntry(appeal: 1, due: monday)
        #expect(history.enter(.escalation(otherDue), at: 101) == "appeal 1 was not overdue")
        #expect(history.decide(1, .dismissed, at: 102) == nil)
        #expect(history.decide(1, .upheld, at: 103) == "appeal 1 was decided already")
        #expect(history.state(1, at: 104) == .dismissed)
        #expect(history.book.nextNumber == 2)
    }
}
