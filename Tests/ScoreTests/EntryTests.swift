import Base
import Score
import Testing

/// Every kind of entry, as a line and back.
@Suite struct EntryTests {
    private static let hash = String(repeating: "ab", count: 32)

    /// At least one content of every kind, with and without what may be left out.
    static let contents: [LedgerEntry.Content] = [
        .adjustment(AdjustmentEntry(evidence: "e", cause: "appeal 3", weight_mp: -5, halfLife_ms: 1)),
        .exposure(ExposureEntry(evidence: "x", start: monday, observed_ms: 60_000, blind_ms: [])),
        .policyActivation(PolicyActivation(id: "p", version: 2, reason: "why")),
        .policyActivation(PolicyActivation(id: "p", version: 2, reason: "why", rules: hash, author: "anna")),
        .merit(
            MeritEntry(evidence: "m", term: "kept-clear", start: monday, points_mp: 200, weight_mp: 300, halfLife_ms: 9)
        ),
        .reversal(ReversalEntry(evidence: "e", appeal: 1, weight_mp: 2000, halfLife_ms: 7)),
        .purpose(PurposeEntry(text: "Keep the \"exit\" clear", uses: DataUse.allCases)),
        .steward(StewardEntry(author: "anna", change: .added, roles: Role.allCases)),
        .steward(StewardEntry(author: "anna", change: .left, roles: [])),
        .authority(AuthorityEntry(author: "wayside", state: .suspended, cause: .overturned, entry: 12)),
        .authority(AuthorityEntry(author: "anna", state: .goodStanding, cause: .reinstated, entry: nil)),
        .observation(
            ObservationEntry(
                author: "bert", behaviour: .exitBlocked, observed: monday, confidence_permille: 900, note: hash,
                attachments: [hash, hash])),
        .confirmation(ConfirmationEntry(author: "anna", observation: 4, outcome: .rejected, note: hash)),
        .appeal(AppealEntry(number: 1, about: .event("e"), due: monday, note: hash)),
        .appeal(AppealEntry(number: 2, about: .span(from: monday, until: monday.plus(ms: 5)), due: monday, note: hash)),
        .reply(ReplyEntry(appeal: 2, note: hash)),
        .decision(DecisionEntry(author: "anna", appeal: 2, outcome: .upheld, note: hash)),
        .escalation(EscalationEntry(appeal: 2, due: monday)),
        .access(AccessEntry(author: "anna", act: .look, use: .appeal, outcome: .refused, object: "entry 4")),
        .erasure(ErasureEntry(author: "anna", cause: .retention, eventsBefore: monday, notes: [hash])),
        .erasure(ErasureEntry(author: "anna", cause: .request, eventsBefore: nil, notes: [])),
    ]

    private func entry(_ content: LedgerEntry.Content) -> LedgerEntry {
        LedgerEntry(
            sequence: 7, subject: Subject(source: "depot/bay", id: "door"), time: monday, policy: Self.hash,
            content: content)
    }

    @Test(arguments: contents)
    func `an entry of every kind reads back from its line`(content: LedgerEntry.Content) {
        let entry = entry(content)
        #expect(LedgerEntry(canonical: entry.canonical) == entry)
    }

    @Test(arguments: contents)
    func `a line that is cut, or has something after it, is no entry`(content: LedgerEntry.Content) {
        let line = entry(content).canonical
        for count in 1..<line.count { #expect(LedgerEntry(canonical: String(line.dropLast(count))) == nil) }
        #expect(LedgerEntry(canonical: line + " ") == nil)
    }

    @Test func `no kind is left out here`() {
        let kinds = Set(Self.contents.map { entry($0).kind })
        #expect(kinds == Set(EntryKind.allCases).subtracting([.event]))
        #expect(Set(EntryKind.allCases.filter(\.isAct)).count == 10)
    }

    @Test func `an event's entry commits to what the event was`() throws {
        var book = Book(smallPolicy())
        book.enter([event(at: 0)])
        let entry = try #require(book.entries.first), committed = entry.committing(to: Self.hash)
        #expect(committed != entry)
        #expect(committed.canonical.contains(",\"content\":\"\(Self.hash)\",\"behaviour\""))
        #expect(LedgerEntry(canonical: committed.canonical) == committed)
    }
}
