import Base
import Score
import Testing

@Suite struct `Refusals` {
    @Test func `nobody does what their roles do not allow`() {
        let book = StewardHistory().book
        #expect(refusal { _ = try book.permit(.decide, by: "sam") } == .noRight("sam", .decide))
        #expect(refusal { _ = try book.permit(.query, by: "zoe") } == .unknownAccount("zoe"))
        #expect(refusal { _ = try book.permit(.observe, by: "sam") } == nil)
    }

    @Test func `whoever has left does nothing`() {
        var history = StewardHistory()
        history.enter("steward", "sam", .steward(StewardEntry(author: "ada", change: .left, roles: [])))
        #expect(refusal { _ = try history.book.permit(.query, by: "sam") } == .hasLeft("sam"))
        #expect(
            refusal { _ = try history.book.permitAddition(of: "sam", roles: [.viewer], by: "ada") } == .takenName("sam")
        )
    }

    @Test func `the first administrator makes itself, nobody else does`() {
        let empty = StewardBook()
        #expect(refusal { _ = try empty.permitAddition(of: "ada", roles: [.administrator], by: "ada") } == nil)
        #expect(
            refusal { _ = try empty.permitAddition(of: "ada", roles: [.auditor], by: "ada") } == .unknownAccount("ada"))
        let book = StewardHistory().book
        #expect(
            refusal { _ = try book.permitAddition(of: "eve", roles: [.administrator], by: "eve") }
                == .unknownAccount("eve"))
        #expect(
            refusal { _ = try book.permitAddition(of: "wayside", roles: [.viewer], by: "ada") } == .badName("wayside"))
        #expect(
            refusal { _ = try book.permitAddition(of: "eve", roles: [.administrator, .steward], by: "ada") }
                == .badRoles([.administrator, .steward]))
    }

    @Test func `a ledger keeps an administrator`() {
        var history = StewardHistory()
        #expect(
            refusal { _ = try history.book.permitChange(of: "ada", roles: [.auditor], by: "ada") } == .ownAccount("ada")
        )
        #expect(refusal { _ = try history.book.permitChange(of: "ada", roles: nil, by: "ada") } == nil)
        history.enter("steward", "abel", .steward(StewardEntry(author: "ada", change: .left, roles: [])))
        #expect(
            refusal { _ = try history.book.permitChange(of: "ada", roles: nil, by: "ada") } == .lastAdministrator("ada")
        )
    }

    @Test func `nobody reinstates themself`() {
        var history = StewardHistory()
        for _ in 0..<3 { history.judge(history.observe("sam"), "rosa", .rejected) }
        for name in ["sam", "ada"] {
            #expect(refusal { _ = try history.book.permitReinstatement(of: name, by: name) } == .ownAccount(name))
        }
        #expect(
            refusal { _ = try history.book.permitReinstatement(of: "sam", by: "sue") } == .noRight("sue", .reinstate))
        #expect(refusal { _ = try history.book.permitReinstatement(of: "sue", by: "ada") } == .inGoodStanding("sue"))
        #expect(refusal { _ = try history.book.permitReinstatement(of: "sam", by: "ada") } == nil)
    }

    @Test func `nobody confirms their own, and a reviewer confirms what is under review`() {
        var history = StewardHistory()
        let first = history.observe("sam")
        #expect(refusal { _ = try history.book.permitConfirmation(of: first, by: "sam") } == .ownEntry("sam", .confirm))
        history.judge(first, "sue", .rejected)
        #expect(
            refusal { _ = try history.book.permitConfirmation(of: first, by: "rosa") }
                == .judgedAlready(first, .rejected))
        history.judge(history.observe("sam"), "sue", .rejected)
        let third = history.observe("sam"), other = history.observe("sue")
        #expect(
            refusal { _ = try history.book.permitConfirmation(of: third, by: "sue") } == .needsReviewer(author: "sam"))
        #expect(refusal { _ = try history.book.permitConfirmation(of: third, by: "rosa") } == nil)
        #expect(
            refusal { _ = try history.book.permitConfirmation(of: other, by: "sam") }
                == .withheld("sam", .underReview, .confirm))
        #expect(refusal { _ = try history.book.permitConfirmation(of: 0, by: "rosa") } == .noObservation(0))
    }

    @Test func `acts are in order of time, and what is seen comes before`() {
        let history = StewardHistory(), last = history.hour(5), before = history.hour(4)
        #expect(refusal { _ = try history.book.permitAct(at: before) } == .beforeLastAct(before, last: last))
        #expect(refusal { _ = try history.book.permitAct(at: last) } == nil)
        #expect(
            refusal { _ = try history.book.permitObservation(seen: last, at: before, by: "sam") }
                == .seenLater(last, act: before))
    }

    @Test func `data are used for what their camera states, and else as is usual`() {
        var book = PurposeBook()
        let purpose = PurposeEntry(text: "Keep the exit clear", uses: [.safety])
        book.enter(
            LedgerEntry(
                sequence: 0, subject: Subject(source: "depot/bay", id: "bay"), time: StewardHistory.monday, policy: "",
                content: .purpose(purpose)))
        #expect(refusal { _ = try book.permit(.audit, of: ["depot/hall"]) } == nil)
        #expect(
            refusal { _ = try book.permit(.audit, of: ["depot/hall", "depot/bay"]) }
                == .useNotAllowed(.audit, source: "depot/bay", allowed: [.safety]))
        #expect(
            refusal { _ = try book.permit(.information, of: ["depot/hall"]) }
                == .useNotAllowed(.information, source: "depot/hall", allowed: DataUse.usual))
    }

    @Test func `each is one line that says what to do instead`() {
        let time = StewardHistory.monday
        let all: [Refusal] = [
            .unknownToken, .unknownAccount("sam"), .hasLeft("sam"), .noRight("sam", .look),
            .withheld("sam", .suspended, .observe), .ownEntry("sam", .confirm), .ownAccount("sam"), .badName("S"),
            .takenName("sam"), .badRoles([]), .badRoles([.administrator, .steward]), .lastAdministrator("ada"),
            .noEntry(3), .noObservation(3), .judgedAlready(3, .confirmed), .needsReviewer(author: "sam"),
            .inGoodStanding("sam"),
            .beforeLastAct(time, last: time), .seenLater(time, act: time),
            .useNotAllowed(.audit, source: "depot/bay", allowed: [.safety]),
        ]
        for refusal in all {
            #expect(!refusal.description.contains("\n") && refusal.description.contains(/[;:,]/), "\(refusal)")
        }
        for act in Act.allCases { #expect(Refusal.noRight("sam", act).description.contains("sam may not ")) }
    }
}
