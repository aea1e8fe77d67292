import Base
import Score
import Testing

@Suite struct `What verify finds of stewards` {
    private func findings(_ entries: [LedgerEntry]) -> [String] {
        var check = StewardFindings()
        return entries.flatMap { check.take($0) } + check.finish()
    }

    /// Observations of one place that are rejected, to a suspension and its end.
    private var history: StewardHistory {
        var history = StewardHistory()
        for _ in 0..<3 { history.judge(history.observe("sam"), "rosa", .rejected) }
        let restored = AuthorityEntry(author: "abel", state: .goodStanding, cause: .reinstated, entry: nil)
        history.enter("steward", "sam", .authority(restored))
        history.judge(history.observe("sue"), "sam", .confirmed)
        return history
    }

    @Test func `nothing is wrong with what the rules allow`() { #expect(findings(history.entries) == []) }

    @Test func `an act that is dated back is found`() {
        var entries = history.entries
        let last = entries.removeLast()
        entries.append(
            LedgerEntry(
                sequence: last.sequence, subject: last.subject, time: StewardHistory.monday, policy: "",
                content: last.content))
        #expect(findings(entries).first?.contains("acts are entered in order of time") == true)
    }

    @Test func `an observation that its author confirms is found`() {
        var history = StewardHistory()
        history.judge(history.observe("sam"), "sam", .confirmed)
        #expect(findings(history.entries).count == 1)
        #expect(findings(history.entries).first?.hasPrefix("entry 7: sam may not confirm") == true)
    }

    @Test func `authority that is not taken, or given without a reason, is found`() {
        let entries = history.entries
        let without = entries.filter { entry in
            if case .authority(let change) = entry.content { return change.state != .underReview }
            return true
        }
        #expect(findings(without).contains { $0.contains("no entry says that sam is under review") })
        var given = StewardHistory()
        let own = AuthorityEntry(author: "wayside", state: .suspended, cause: .overturned, entry: 3)
        given.enter("steward", "sue", .authority(own))
        #expect(findings(given.entries).first?.contains("follows from nothing") == true)
        var restored = StewardHistory()
        for _ in 0..<3 { restored.judge(restored.observe("sam"), "rosa", .rejected) }
        let itself = AuthorityEntry(author: "sam", state: .goodStanding, cause: .reinstated, entry: nil)
        restored.enter("steward", "sam", .authority(itself))
        #expect(findings(restored.entries).first?.contains("may not change rights of their own") == true)
    }

    @Test func `an account, or a look, that nobody could allow is found`() {
        var history = StewardHistory()
        history.enter("steward", "eve", .steward(StewardEntry(author: "eve", change: .added, roles: [.administrator])))
        let look = AccessEntry(author: "sam", act: .look, use: .information, outcome: .granted, object: "entry 7")
        history.enter("depot/bay", "gate", .access(look))
        #expect(findings(history.entries).count == 2)
    }
}
