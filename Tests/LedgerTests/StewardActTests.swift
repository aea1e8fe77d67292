import Base
import Foundation
import GRDB
import Ledger
import Score
import Testing

/// A ledger with a place, and people who watch over it, an hour apart.
struct StewardLedger {
    static let place = Subject(source: "depot/bay", id: "place-0")

    let ledger: SQLiteLedger
    var scorer: Scorer
    private let scratch: Scratch

    init(_ scratch: Scratch) throws {
        self.scratch = scratch
        (ledger, scorer) = try SQLiteLedger.opened(scratch.ledger)
        _ = try ledger.append(observations(0..<20), scorer: &scorer)
        _ = try ledger.addSteward("ada", roles: [.administrator], by: "ada", at: Self.hour(100))
        for (name, role) in [
            ("abel", Role.administrator), ("sam", .steward), ("sue", .steward), ("rosa", .reviewer), ("otto", .auditor),
        ] {
            _ = try ledger.addSteward(name, roles: [role], by: "ada", at: Self.hour(100))
        }
        scorer = scorer.anew(nextSequence: try ledger.reader.entryCount())
    }

    static func hour(_ number: Int) -> Timestamp {
        Timestamp(microseconds: monday.microseconds + Int64(number) * 3_600_000_000)
    }

    /// Enters that somebody was lingering an hour before.
    func observe(_ author: String, at hour: Int, place: Subject = Self.place) throws -> Int64 {
        try ledger.observe(
            .loitering, at: place, seen: Self.hour(hour - 1), confidence_permille: 500,
            reason: PrivateItem(note: "A man in a red coat stood there."), by: author, at: Self.hour(hour))
    }

    mutating func confirm(
        _ observation: Int64, _ outcome: ConfirmationEntry.Outcome = .confirmed, by author: String, at hour: Int
    ) throws -> ConfirmationReceipt {
        defer { scorer = scorer.anew(nextSequence: (try? ledger.reader.entryCount()) ?? 0) }
        return try ledger.confirm(
            observation, outcome, reason: PrivateItem(note: "I was there, too."), under: [policy()], by: author,
            at: Self.hour(hour))
    }

    /// The latest entries as kind and subject.
    func last(_ count: Int) throws -> [String] {
        let all = try ledger.reader.entryCount()
        return try ledger.reader.entries(from: all - Int64(count), limit: count).map {
            "\($0.kind.rawValue) \($0.subject.id)"
        }
    }

    func state(_ name: String) throws -> AuthorityEntry.State? { try ledger.reader.stewardBook().account(name)?.state }

    var isSound: Bool { (try? ledger.reader.check()) == [] }
}

@Suite struct `Acts of stewards` {
    @Test func `an observation weighs nothing until a second steward confirms it, and then as any event`() throws {
        var office = try StewardLedger(Scratch())
        let policy = policy(), later = StewardLedger.hour(120)
        let before = try office.ledger.reader.explain(StewardLedger.place, at: later, policy: policy).standing.sum_mp
        let number = try office.observe("sam", at: 110)
        #expect(
            try office.ledger.reader.explain(StewardLedger.place, at: later, policy: policy).standing.sum_mp == before)
        let receipt = try office.confirm(number, by: "sue", at: 111)
        let entry = try #require(receipt.entries.first)
        #expect(try office.last(2) == ["confirmation place-0", "event place-0"])
        #expect((entry.weight_mp, entry.time) == (-1000, StewardLedger.hour(109)))
        #expect(
            try office.ledger.reader.explain(StewardLedger.place, at: later, policy: policy).standing.sum_mp < before)
        let id = try #require(entry.evidence), json = try #require(try office.ledger.reader.event(id)?.json)
        #expect(json.contains("\"rule\":\"observation@place-0\"") && json.contains("\"detector\":\"steward\""))
        #expect(office.isSound)
        // What comes from cameras goes on behind it.
        _ = try office.ledger.append([.event(event(30))], scorer: &office.scorer)
        #expect(office.isSound)
    }

    @Test func `a rejected observation never weighs`() throws {
        var office = try StewardLedger(Scratch())
        let receipt = try office.confirm(try office.observe("sam", at: 110), .rejected, by: "sue", at: 111)
        #expect(try receipt.entries == [] && office.last(2) == ["observation place-0", "confirmation place-0"])
        #expect(try office.state("sam") == .goodStanding && office.isSound, "one mark is no review")
    }

    @Test func `reasons and pictures are kept apart, and the entry commits to them`() throws {
        let scratch = try Scratch(), office = try StewardLedger(scratch)
        let picture = try PrivateItem(attachment: [0xFF, 0xD8, 0xFF, 1, 2, 3])
        let number = try office.ledger.observe(
            .exitBlocked, at: StewardLedger.place, seen: StewardLedger.hour(1),
            reason: PrivateItem(note: "Boxes before the door"), pictures: [picture], by: "sam",
            at: StewardLedger.hour(110))
        let line = try #require(try office.ledger.reader.entry(number)?.canonical)
        #expect(!line.contains("Boxes") && line.contains("\"attachments\":[\""))
        let parts = try office.ledger.look(at: number, for: .appeal, by: "sue", at: StewardLedger.hour(111))
        #expect(parts.map(\.item?.text) == ["Boxes before the door", nil] && parts[1].item == picture)
        #expect(parts.allSatisfy { line.contains($0.commitment) })
        #expect(try office.last(1) == ["access place-0"] && office.isSound)
    }

    @Test func `tokens are kept as hashes, and a new one ends the old`() throws {
        let scratch = try Scratch(), office = try StewardLedger(scratch)
        let first = try office.ledger.renewToken(of: "sam", by: "sam", at: StewardLedger.hour(110))
        #expect(try office.ledger.reader.identify(first) == "sam" && first.text.count == 64)
        let second = try office.ledger.renewToken(of: "sam", by: "ada", at: StewardLedger.hour(111))
        #expect(throws: LedgerError.refused(.unknownToken)) { try office.ledger.reader.identify(first) }
        #expect(try office.ledger.reader.identify(second) == "sam")
        #expect(try office.last(2) == ["steward sam", "steward sam"], "whoever makes one for another is on record")
        try office.ledger.closeSteward("sam", by: "ada", at: StewardLedger.hour(112))
        #expect(throws: LedgerError.refused(.unknownToken)) { try office.ledger.reader.identify(second) }
        let tokens = try DatabaseQueue(path: scratch.ledger).read { db in
            try String.fetchAll(db, sql: "SELECT hash FROM steward_token")
        }
        #expect(tokens.count == 5 && !tokens.contains(second.text) && office.isSound)
    }

    @Test func `purposes are entered when they change`() throws {
        let office = try StewardLedger(Scratch()), camera = Subject(source: "depot/bay", id: "bay")
        let purpose = PurposeEntry(text: "Keep the exit clear", uses: [.safety])
        #expect(try office.ledger.enterPurposes([(camera, purpose)], at: monday) == 1)
        #expect(try office.ledger.enterPurposes([(camera, purpose)], at: monday) == 0)
        let other = PurposeEntry(text: "Keep the exit clear", uses: [.safety, .audit])
        #expect(try office.ledger.enterPurposes([(camera, other)], at: monday) == 1)
        #expect(try office.ledger.reader.purposeBook().uses(of: "depot/bay") == [.safety, .audit])
        #expect(office.isSound)
    }

    @Test func `accounts are no places, and acts do not move the time at which standings are asked for`() throws {
        let office = try StewardLedger(Scratch())
        _ = try office.observe("sam", at: 110)
        #expect(try office.ledger.reader.subjects().allSatisfy { $0.source == "depot/bay" })
        #expect(try office.ledger.reader.latestTime() == event(19).time)
        #expect(try office.ledger.reader.latestTime(of: StewardLedger.place) == event(16).time)
    }
}
