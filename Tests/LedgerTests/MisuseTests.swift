import Base
import Foundation
import Ledger
import Score
import Testing

/// What somebody with an account might try. Each is refused, or leaves a trace that is named.
@Suite struct `misuse` {
    private func count(_ office: StewardLedger) throws -> Int64 { try office.ledger.reader.entryCount() }

    @Test func `a steward confirms their own entry`() throws {
        var office = try StewardLedger(Scratch())
        let number = try office.observe("sam", at: 110), entries = try count(office)
        #expect(throws: LedgerError.refused(.ownEntry("sam", .confirm))) {
            try office.confirm(number, by: "sam", at: 111)
        }
        #expect(try count(office) == entries && office.isSound)
        // Nor with another one's name: names come from tokens.
        #expect(throws: LedgerError.refused(.unknownToken)) {
            try office.ledger.reader.identify(StewardToken(text: String(repeating: "0", count: 64)))
        }
    }

    @Test func `a steward hammers one place`() throws {
        var office = try StewardLedger(Scratch()), numbers: [Int64] = []
        for hour in 110..<116 { numbers.append(try office.observe("sam", at: hour)) }
        #expect(try office.state("sam") == .underReview && office.last(1) == ["authority sam"])
        // From now on only a reviewer's word makes such entries count.
        #expect(throws: LedgerError.refused(.needsReviewer(author: "sam"))) {
            try office.confirm(numbers[0], by: "sue", at: 120)
        }
        for (index, number) in numbers.prefix(3).enumerated() {
            _ = try office.confirm(number, .rejected, by: "rosa", at: 121 + index)
        }
        #expect(try office.state("sam") == .suspended)
        #expect(throws: LedgerError.refused(.withheld("sam", .suspended, .observe))) {
            try office.observe("sam", at: 130)
        }
        let notes = try PrivateItem(note: "x")
        #expect(throws: LedgerError.refused(.withheld("sam", .suspended, .confirm))) {
            try office.ledger.confirm(
                numbers[4], .confirmed, reason: notes, under: [policy()], by: "sam",
                at: StewardLedger.hour(131))
        }
        #expect(throws: LedgerError.refused(.withheld("sam", .suspended, .look))) {
            try office.ledger.look(at: numbers[0], for: .audit, by: "sam", at: StewardLedger.hour(132))
        }
        #expect(office.isSound)
    }

    @Test func `somebody acts in a role they do not have`() throws {
        let office = try StewardLedger(Scratch()), hour = StewardLedger.hour(110), entries = try count(office)
        #expect(throws: LedgerError.refused(.noRight("otto", .observe))) { try office.observe("otto", at: 110) }
        #expect(throws: LedgerError.refused(.noRight("rosa", .observe))) { try office.observe("rosa", at: 110) }
        #expect(throws: LedgerError.refused(.noRight("sam", .accounts))) {
            try office.ledger.addSteward("eve", roles: [.reviewer], by: "sam", at: hour)
        }
        #expect(throws: LedgerError.refused(.noRight("sam", .accounts))) {
            try office.ledger.changeRoles(of: "sam", to: [.administrator], by: "sam", at: hour)
        }
        #expect(throws: LedgerError.refused(.ownAccount("ada"))) {
            try office.ledger.changeRoles(of: "ada", to: [.auditor], by: "ada", at: hour)
        }
        #expect(throws: LedgerError.refused(.badRoles([.steward, .administrator]))) {
            try office.ledger.changeRoles(of: "sam", to: [.administrator, .steward], by: "ada", at: hour)
        }
        #expect(throws: LedgerError.refused(.unknownAccount("eve"))) {
            try office.ledger.addSteward("eve", roles: [.administrator], by: "eve", at: hour)
        }
        #expect(try count(office) == entries)
        // Taking data out is asked of the ledger, which keeps that somebody tried.
        #expect(throws: LedgerError.refused(.noRight("sam", .export))) {
            try office.ledger.access(.export, for: .audit, of: nil, object: "all entries", by: "sam", at: hour)
        }
        let tried = try #require(try office.ledger.reader.accesses().last)
        #expect(tried.canonical.contains(#""author":"sam","act":"export","use":"audit","outcome":"refused""#))
        #expect(office.isSound)
    }

    @Test func `a suspended steward, or an administrator, reinstates themself`() throws {
        var office = try StewardLedger(Scratch())
        for hour in 0..<3 {
            _ = try office.confirm(
                try office.observe("sam", at: 110 + 2 * hour), .rejected, by: "rosa", at: 111 + 2 * hour)
        }
        #expect(try office.state("sam") == .suspended)
        for name in ["sam", "ada"] {
            #expect(throws: LedgerError.refused(.ownAccount(name))) {
                try office.ledger.reinstate(name, by: name, at: StewardLedger.hour(120))
            }
        }
        #expect(throws: LedgerError.refused(.noRight("sue", .reinstate))) {
            try office.ledger.reinstate("sam", by: "sue", at: StewardLedger.hour(120))
        }
        try office.ledger.reinstate("sam", by: "abel", at: StewardLedger.hour(121))
        #expect(try office.state("sam") == .goodStanding && office.isSound)
        let entry = try #require(try office.ledger.reader.entries(from: try count(office) - 1, limit: 1).first)
        #expect(entry.canonical.contains(#""author":"abel","state":"good-standing","cause":"reinstated""#))
        #expect(throws: Never.self) { try office.observe("sam", at: 122) }
    }

    @Test func `data are used for something else than was said`() throws {
        let office = try StewardLedger(Scratch()), number = try office.observe("sam", at: 110)
        let camera = Subject(source: "depot/bay", id: "bay")
        let purpose = PurposeEntry(text: "Keep the exit clear", uses: [.safety, .appeal])
        _ = try office.ledger.enterPurposes([(camera, purpose)], at: monday)
        let refusal = Refusal.useNotAllowed(.audit, source: "depot/bay", allowed: [.safety, .appeal])
        #expect(throws: LedgerError.refused(refusal)) {
            try office.ledger.look(at: number, for: .audit, by: "sue", at: StewardLedger.hour(111))
        }
        #expect(throws: LedgerError.refused(refusal)) {
            try office.ledger.access(
                .export, for: .audit, of: nil, object: "all entries", by: "otto", at: StewardLedger.hour(112))
        }
        #expect(try office.ledger.look(at: number, for: .safety, by: "sue", at: StewardLedger.hour(113)).count == 1)
        let outcomes = try office.ledger.reader.accesses().map { entry in
            guard case .access(let access) = entry.content else { return "" }
            return "\(access.author) \(access.act) \(access.use) \(access.outcome)"
        }
        #expect(outcomes == ["sue look audit refused", "otto export audit refused", "sue look safety granted"])
        #expect(office.isSound)
    }

    @Test func `an act is dated back`() throws {
        var office = try StewardLedger(Scratch())
        let number = try office.observe("sam", at: 110), entries = try count(office)
        let refusal = Refusal.beforeLastAct(StewardLedger.hour(109), last: StewardLedger.hour(110))
        #expect(throws: LedgerError.refused(refusal)) { try office.confirm(number, by: "sue", at: 109) }
        #expect(throws: LedgerError.refused(refusal)) { try office.observe("sue", at: 109) }
        #expect(throws: LedgerError.refused(refusal)) {
            try office.ledger.closeSteward("sam", by: "ada", at: StewardLedger.hour(109))
        }
        #expect(try count(office) == entries)
        #expect(throws: LedgerError.refused(.seenLater(StewardLedger.hour(112), act: StewardLedger.hour(111)))) {
            try office.ledger.observe(
                .fall, at: StewardLedger.place, seen: StewardLedger.hour(112), reason: try PrivateItem(note: "x"),
                by: "sam", at: StewardLedger.hour(111))
        }
    }
}
