import Base
import Score
import Testing

/// Who may appeal against what, and who may decide it.
@Suite struct AppealPermissionTests {
    private func matter(_ ids: String..., reversedBy: Int64? = nil) -> AppealMatter {
        AppealMatter(
            ids.enumerated().map { .init(id: $1, sequence: Int64($0), reversedBy: reversedBy) })
    }

    private func refusal(_ body: () throws(AppealRefusal) -> Void) -> AppealRefusal? {
        do { try body() } catch { return error }
        return nil
    }

    // MARK: Filing

    private func filing(_ matter: AppealMatter, _ earlier: AppealBook.Earlier...) -> AppealRefusal? {
        refusal { () throws(AppealRefusal) in try AppealBook.permitFiling(matter, earlier: earlier) }
    }

    private func appeals(_ outcomes: DecisionEntry.Outcome?...) -> [Appeal] {
        var history = AppealHistory()
        for (index, outcome) in outcomes.enumerated() {
            history.file(Int64(index + 1))
            if let outcome { history.decide(Int64(index + 1), outcome, at: 2) }
        }
        return history.book.appeals
    }

    @Test func `anybody may appeal once, and once more with a new reason after a dismissal`() {
        let open = appeals(nil)[0], dismissed = appeals(.dismissed, .dismissed), event = matter("e1")
        #expect(filing(event) == nil)
        #expect(filing(event, .init(open, event)) == .stillOpen(1))
        #expect(filing(event, .init(dismissed[0], event)) == nil)
        #expect(filing(event, .init(dismissed[0], event, hasSameReason: true)) == .sameReason(1))
        #expect(filing(event, .init(dismissed[0], event), .init(dismissed[1], event)) == .decidedFinally([1, 2]))
    }

    @Test func `appeals about something else stand in nobody's way`() {
        let open = appeals(nil)[0]
        #expect(filing(matter("e1"), .init(open, matter("e2"))) == nil)
        // A span over everything must not use up what others may say about one event of it.
        #expect(filing(matter("e1"), .init(open, matter("e1", "e2"))) == nil)
        #expect(filing(matter("e1", "e2"), .init(open, matter("e1"))) == nil)
    }

    @Test func `what was taken back already, or is not there, cannot be appealed against`() {
        #expect(filing(matter("e1", reversedBy: 4)) == .takenBack(by: 4))
        #expect(filing(AppealMatter([])) == .nothingThere)
        let partly = AppealMatter([
            .init(id: "e1", sequence: 0, reversedBy: 4), .init(id: "e2", sequence: 1, reversedBy: nil),
        ])
        #expect(filing(partly) == nil)
    }

    @Test(arguments: [
        ("It was a delivery.", "it was a DELIVERY", true), ("It was a delivery", "It was not a delivery", false),
    ])
    func `a reason is new when it reads otherwise`(one: String, other: String, isSame: Bool) {
        #expect(AppealBook.isSameReason(one, other) == isSame)
        #expect(!AppealBook.isSameReason(nil, other))
    }

    @Test func `an appeal takes twenty replies`() throws {
        var history = AppealHistory()
        history.file(1)
        for index in 0..<20 {
            #expect(throws: Never.self) { try history.book.permitReply(to: 1) }
            history.enter(.reply(ReplyEntry(appeal: 1, note: "\(index)")), at: 2)
        }
        #expect(throws: AppealRefusal.tooManyReplies(1)) { try history.book.permitReply(to: 1) }
        #expect(throws: AppealRefusal.unknownAppeal(2)) { try history.book.permitReply(to: 2) }
    }

    // MARK: Deciding

    /// An observation by sam, confirmed by cora, whose event is appealed against; and stewards of all kinds.
    private func staffed() -> (history: AppealHistory, event: String) {
        var history = AppealHistory()
        history.add("ada", [.administrator])
        for name in ["rae", "rob", "cora"] { history.add(name, [.reviewer]) }
        history.add("sam", [.steward, .reviewer])
        history.add("una", [.steward])
        let sequence = Int64(history.entries.count)
        history.enter(
            .observation(
                ObservationEntry(
                    author: "sam", behaviour: .loitering, observed: monday, confidence_permille: 900, note: "n",
                    attachments: [])), at: 1)
        history.enter(
            .confirmation(ConfirmationEntry(author: "cora", observation: sequence, outcome: .confirmed, note: "n")),
            at: 2)
        let event = history.stewards.observation(sequence)?.event.id ?? ""
        history.file(1, about: .event(event), at: 3, due: 100)
        return (history, event)
    }

    private func deciding(
        _ history: AppealHistory, _ number: Int64 = 1, by name: String, _ matter: AppealMatter, at hours: Int64 = 10,
        earlier: [AppealBook.Earlier] = []
    ) -> AppealRefusal? {
        refusal { () throws(AppealRefusal) in
            _ = try history.book.permitDecision(
                of: number, by: name, at: monday.plus(ms: hours * hour_ms), stewards: history.stewards, matter: matter,
                earlier: earlier)
        }
    }

    @Test func `a reviewer who has not made the event decides`() {
        let (history, event) = staffed()
        #expect(deciding(history, by: "rae", matter(event)) == nil)
        #expect(deciding(history, by: "sam", matter(event)) == .ownEntry("sam", event: event))
        #expect(deciding(history, by: "cora", matter(event)) == .ownEntry("cora", event: event))
        #expect(deciding(history, by: "sam", matter("e1")) == nil)
        #expect(deciding(history, by: "una", matter(event)) == .notPermitted(.noRight("una", .decide)))
        #expect(deciding(history, by: "ada", matter(event)) == .notPermitted(.noRight("ada", .decide)))
        #expect(deciding(history, by: "eve", matter(event)) == .notPermitted(.unknownAccount("eve")))
    }

    @Test func `a reviewer who made one event of a span does not decide about the span`() {
        let (history, event) = staffed()
        #expect(deciding(history, by: "cora", matter("e1", event, "e2")) == .ownEntry("cora", event: event))
    }

    @Test func `when an appeal is late an administrator may decide, and the makers still may not`() {
        let (history, event) = staffed()
        #expect(deciding(history, by: "ada", matter(event), at: 100) == .notPermitted(.noRight("ada", .decide)))
        #expect(deciding(history, by: "ada", matter(event), at: 101) == nil)
        #expect(deciding(history, by: "rae", matter(event), at: 101) == nil)
        #expect(deciding(history, by: "cora", matter(event), at: 101) == .ownEntry("cora", event: event))
        #expect(deciding(history, by: "una", matter(event), at: 101) == .notPermitted(.noRight("una", .decide)))
    }

    @Test func `a decision stands, and whoever made it does not decide the next one about the same`() {
        var (history, event) = staffed()
        history.decide(1, .dismissed, by: "rae", at: 11)
        #expect(deciding(history, by: "rob", matter(event)) == .decidedAlready(1, .dismissed))
        history.file(2, about: .event(event), at: 12, due: 200)
        let first = history.book.appeals[0]
        let earlier = [AppealBook.Earlier(first, matter(event, "e9"))]
        #expect(deciding(history, 2, by: "rae", matter(event), earlier: earlier) == .ownDecision("rae", appeal: 1))
        #expect(deciding(history, 2, by: "rob", matter(event), earlier: earlier) == nil)
        #expect(deciding(history, 2, by: "rae", matter("e3"), earlier: earlier) == nil)
        #expect(deciding(history, 3, by: "rob", matter(event)) == .unknownAppeal(3))
    }

    @Test func `a reviewer whose authority is looked at decides nothing`() {
        var (history, event) = staffed()
        history.enter(
            .authority(AuthorityEntry(author: "wayside", state: .underReview, cause: .overturned, entry: 1)), at: 4,
            Subject(source: "steward", id: "rae"))
        #expect(
            deciding(history, by: "rae", matter(event)) == .notPermitted(.withheld("rae", .underReview, .decide)))
    }

    @Test func `every refusal says what is wrong and what to do, in one line`() {
        let all: [AppealRefusal] = [
            .unknownAppeal(1), .unknownEvent("e"), .nothingThere, .emptySpan, .takenBack(by: 1), .stillOpen(1),
            .sameReason(1), .decidedFinally([1, 2]), .tooManyReplies(1), .decidedAlready(1, .upheld),
            .ownEntry("sam", event: "e"), .ownDecision("sam", appeal: 1), .unreadablePolicy("p1"),
            .notPermitted(.unknownAccount("sam")),
        ]
        for refusal in all {
            #expect(!refusal.description.contains("\n"))
            #expect(refusal.description.contains(";"), "\(refusal)")
        }
        #expect(Set(all.map(\.description)).count == all.count)
    }
}
