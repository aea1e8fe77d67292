import Base
import GRDB
import Ledger
import Score
import Testing

/// Filing, answering and deciding appeals on a ledger file.
@Suite struct AppealActsTests {
    private func note(_ text: String) throws -> PrivateItem { try PrivateItem(note: text) }

    private func decide(
        _ office: Office, _ number: Int64, _ outcome: DecisionEntry.Outcome, by name: String = "rae"
    ) throws -> DecisionReceipt {
        try office.ledger.decide(
            number, outcome, because: note("Looked at it."), by: name, at: office.now(), policies: office.policies,
            salts: office.salts)
    }

    private func refusal(_ body: () throws -> Void) -> AppealRefusal? {
        do { try body() } catch AppealError.refused(let refusal) { return refusal } catch {}
        return nil
    }

    /// The end of the stay that event `n` begins.
    private func end(_ n: Int, after minutes: Int64 = 5) -> ObservedEvent {
        let began = event(n)
        let time = Timestamp(microseconds: began.time.microseconds + minutes * 60_000_000)
        var ended = ObservedEvent(
            source: began.source, behaviour: began.behaviour, subject: began.subject, rule: began.rule, phase: .ended,
            time: time, start: began.start, startSequence: began.startSequence)
        ended.end = time
        return ended
    }

    /// Standings of all places, in milli-points.
    private func standings(_ ledger: SQLiteLedger) throws -> [String] {
        try ledger.reader.standings(at: Timestamp(microseconds: monday.microseconds + 86_400_000_000), policy: policy())
            .filter { $0.subject.source == "depot/bay" }.map { "\($0.subject.path) \($0.sum_mp)" }
    }

    @Test func `an appeal gets a number, a time within which it is decided, and lies in the ledger`() throws {
        let office = try Office()
        let appeal = try office.file(.event(event(0).id), reply: "We were loading.")
        #expect(appeal.number == 1)
        #expect(appeal.subject == Office.place)
        #expect(appeal.content.due.milliseconds - appeal.filed.milliseconds == 21 * 86_400_000)
        #expect(try office.ledger.reader.note(appeal.content.note) == "It was a delivery.")
        let replies = try office.ledger.reader.appeals().appeal(1)?.replies ?? []
        #expect(try replies.map { try office.ledger.reader.note($0.note) } == ["We were loading."])
        #expect(try office.file(.event(event(4).id)).number == 2)
        #expect(try office.ledger.reader.check() == [])
    }

    @Test func `a span of a place is everything that was entered about it in that time`() throws {
        let office = try Office()
        let from = event(4).time, until = event(12).time
        let appeal = try office.file(.span(Office.place, from: from, until: until))
        #expect(try office.ledger.reader.matter(of: appeal).events.map(\.id) == [event(4).id, event(8).id])
    }

    @Test func `what is refused when filing`() throws {
        let office = try Office()
        let time = event(0).time
        #expect(refusal { try office.file(.event("nothing")) } == .unknownEvent("nothing"))
        #expect(refusal { try office.file(.span(Office.place, from: time, until: time)) } == .emptySpan)
        let before = Timestamp(microseconds: time.microseconds - 1_000_000)
        #expect(refusal { try office.file(.span(Office.place, from: before, until: time)) } == .nothingThere)
        try office.file(.event(event(0).id))
        #expect(refusal { try office.file(.event(event(0).id), because: "Another.") } == .stillOpen(1))
        _ = try decide(office, 1, .dismissed)
        #expect(refusal { try office.file(.event(event(0).id), because: "it was a delivery") } == .sameReason(1))
        try office.file(.event(event(0).id), because: "The camera was moved.")
        _ = try decide(office, 2, .dismissed, by: "rob")
        #expect(refusal { try office.file(.event(event(0).id), because: "A third one.") } == .decidedFinally([1, 2]))
        #expect(try office.ledger.reader.check() == [])
    }

    @Test func `the beginning and the end of a stay are one matter and are taken back as one`() throws {
        let office = try Office()
        try office.observe([end(0)])
        try office.file(.event(end(0).id))
        #expect(refusal { try office.file(.event(event(0).id)) } == .stillOpen(1))
        let receipt = try decide(office, 1, .upheld)
        let reversed = receipt.entries.filter { $0.kind == .reversal }.map(\.evidence)
        #expect(reversed == [event(0).id, end(0).id])
        #expect(refusal { try office.file(.event(event(0).id)) } == .takenBack(by: 1))
        #expect(try office.ledger.reader.check() == [])
    }

    @Test func `a stay is known by its entries when what the events were has been erased`() throws {
        let office = try Office()
        try office.observe([end(0)])
        let now = office.now()
        _ = try office.ledger.erase(.retention(notesBefore: nil, eventsBefore: now), by: "ada", at: now)
        try office.file(.event(end(0).id))
        #expect(try decide(office, 1, .upheld).entries.count { $0.kind == .reversal } == 2)
    }

    @Test func `an upheld appeal leaves the standings as if the event had never been, and both histories`() throws {
        let office = try Office(events: 80)
        let before = try office.ledger.reader.entries(from: 0, limit: 1000)
        try office.file(.event(event(8).id))
        try office.file(.span(Office.place, from: event(40).time, until: event(60).time))
        _ = try decide(office, 1, .upheld)
        let receipt = try decide(office, 2, .upheld, by: "rob")
        // Events 40, 44, ... 56.
        #expect(receipt.entries.count { $0.kind == .reversal } == 5)
        let scratch = try Scratch()
        let (never, first) = try SQLiteLedger.opened(scratch.ledger)
        var scorer = first
        let left = (0..<80).filter { $0 != 8 && !(40..<60).contains($0) || $0 % 4 != 0 }
        _ = try never.append(left.map { .event(event($0)) }, scorer: &scorer)
        #expect(try standings(office.ledger) == standings(never))
        #expect(try Array(office.ledger.reader.entries(from: 0, limit: 1000).prefix(before.count)) == before)
        #expect(try office.ledger.reader.check() == [])
    }

    @Test func `a dismissed appeal changes no standing`() throws {
        let office = try Office()
        let before = try standings(office.ledger)
        try office.file(.event(event(0).id))
        #expect(try decide(office, 1, .dismissed).entries == [])
        #expect(try standings(office.ledger) == before)
    }

    @Test func `nobody decides about an event they have entered or confirmed`() throws {
        let office = try Office()
        let place = Subject(source: "depot/bay", id: "place-0")
        let sequence = try office.ledger.observe(
            .loitering, at: place, seen: event(0).time, reason: note("Saw it."), by: "sam", at: office.now())
        _ = try office.ledger.confirm(
            sequence, .confirmed, reason: note("Saw it, too."), under: [policy()], by: "cora", at: office.now())
        let id = try #require(try office.ledger.reader.stewardBook().observation(sequence)?.event.id)
        try office.file(.event(id))
        for name in ["sam", "cora"] {
            let count = try office.ledger.reader.entryCount()
            #expect(refusal { _ = try decide(office, 1, .dismissed, by: name) } == .ownEntry(name, event: id))
            #expect(try office.ledger.reader.entryCount() == count)
        }
        #expect(try decide(office, 1, .upheld).entries.count { $0.kind == .reversal } == 1)
        #expect(try office.ledger.reader.check() == [])
    }

    @Test func `a decision stands, and the next one about the same is another's`() throws {
        let office = try Office()
        try office.file(.event(event(0).id))
        _ = try decide(office, 1, .dismissed)
        #expect(refusal { _ = try decide(office, 1, .upheld) } == .decidedAlready(1, .dismissed))
        #expect(refusal { _ = try decide(office, 1, .upheld, by: "rob") } == .decidedAlready(1, .dismissed))
        try office.file(.event(event(0).id), because: "The camera was moved.")
        #expect(refusal { _ = try decide(office, 2, .dismissed) } == .ownDecision("rae", appeal: 1))
        #expect(try decide(office, 2, .upheld, by: "rob").entries.isEmpty == false)
    }

    @Test func `what is overdue is entered with whatever is done next, and administrators may decide it then`() throws {
        let office = try Office()
        try office.file(.event(event(0).id))
        #expect(refusal { _ = try decide(office, 1, .upheld, by: "ada") } == .notPermitted(.noRight("ada", .decide)))
        office.pass(days: 22)
        try office.file(.event(event(4).id))
        #expect(try office.ledger.reader.appeals().appeal(1)?.escalated != nil)
        #expect(try office.ledger.escalateAppeals(at: office.now()) == [])
        #expect(try decide(office, 1, .upheld, by: "ada").appeal.decision?.author == "ada")
        office.pass(days: 22)
        #expect(try office.ledger.escalateAppeals(at: office.now()).map(\.number) == [2])
        #expect(try office.ledger.reader.check() == [])
    }

    @Test func `an act that is refused still says what is overdue`() throws {
        let office = try Office()
        try office.file(.event(event(0).id))
        office.pass(days: 22)
        #expect(refusal { try office.file(.event("nothing")) } == .unknownEvent("nothing"))
        #expect(try office.ledger.reader.appeals().appeal(1)?.escalated != nil)
    }

    @Test func `an act before the last one is refused`() throws {
        let office = try Office()
        try office.file(.event(event(0).id))
        let item = try note("Late.")
        let error = #expect(throws: AppealError.self) { try office.ledger.reply(item, to: 1, at: monday) }
        guard case .refused(.notPermitted(.beforeLastAct)) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `an event is not taken back under a policy that cannot be read`() throws {
        let office = try Office()
        try office.file(.event(event(0).id))
        let count = try office.ledger.reader.entryCount()
        let reason = try note("Right.")
        #expect(throws: AppealError.refused(.unreadablePolicy("p1"))) {
            try office.ledger.decide(1, .upheld, because: reason, by: "rae", at: office.now(), policies: [:])
        }
        #expect(try office.ledger.reader.entryCount() == count)
        #expect(try office.ledger.reader.check() == [])
    }

    @Test func `the same history gives the same root`() throws {
        let roots = try (0..<2).map { _ in
            let office = try Office()
            try office.file(.event(event(0).id), reply: "We were loading.")
            try office.file(.span(Office.place, from: event(4).time, until: event(12).time))
            _ = try decide(office, 1, .upheld)
            _ = try decide(office, 2, .dismissed)
            return try office.ledger.reader.checkpoint(origin: "").root
        }
        #expect(roots[0] == roots[1])
    }

    @Test func `a decision that names another one than was allowed is found, though its form is right`() throws {
        let office = try Office()
        let sequence = try office.ledger.observe(
            .loitering, at: Office.place, seen: event(0).time, reason: note("Saw it."), by: "sam", at: office.now())
        _ = try office.ledger.confirm(
            sequence, .confirmed, reason: note("Saw it, too."), under: [policy()], by: "rob", at: office.now())
        let id = try #require(try office.ledger.reader.stewardBook().observation(sequence)?.event.id)
        try office.file(.event(id))
        let receipt = try decide(office, 1, .dismissed)
        let decided = try #require(receipt.appeal.decision?.sequence)
        try DatabaseQueue(path: office.scratch.ledger).write { db in
            try db.execute(sql: "DROP TRIGGER entry_no_update")
            try db.execute(
                sql: #"UPDATE entry SET canonical = replace(canonical, '"rae"', '"sam"') WHERE sequence = ?"#,
                arguments: [decided])
        }
        let findings = try office.ledger.reader.check()
        #expect(findings.count == 1)
        #expect(
            findings.first?.hasPrefix("entry \(decided): sam may not decide this: sam has made or confirmed event")
                == true)
    }

    @Test func `an upheld appeal whose event was not taken back is found`() throws {
        let office = try Office()
        try office.file(.event(event(0).id))
        let receipt = try decide(office, 1, .dismissed)
        let decided = try #require(receipt.appeal.decision?.sequence)
        try DatabaseQueue(path: office.scratch.ledger).write { db in
            try db.execute(sql: "DROP TRIGGER entry_no_update")
            try db.execute(
                sql: "UPDATE entry SET canonical = replace(canonical, 'dismissed', 'upheld') WHERE sequence = ?",
                arguments: [decided])
        }
        #expect(
            try office.ledger.reader.check() == [
                "entry \(decided): appeal 1 was upheld, and event \(event(0).id) was not taken back"
            ])
    }
}
