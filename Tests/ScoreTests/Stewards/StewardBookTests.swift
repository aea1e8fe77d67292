import Base
import Score
import Testing

@Suite struct `The book of stewards` {
    @Test func `accounts are made, changed and left`() {
        var history = StewardHistory()
        #expect(history.book.accounts.map(\.name) == ["abel", "ada", "rosa", "sam", "sid", "sue"])
        history.enter("steward", "sam", .steward(StewardEntry(author: "ada", change: .roles, roles: [.viewer])))
        history.enter("steward", "sue", .steward(StewardEntry(author: "ada", change: .left, roles: [])))
        #expect(history.book.account("sam")?.roles == [.viewer])
        #expect(history.book.account("sue")?.hasLeft == true && history.book.account("zoe") == nil)
        #expect(history.book.lastAct == history.hour(7))
    }

    @Test func `an observation becomes an event that its entry alone determines`() throws {
        var history = StewardHistory()
        let seen = history.now, number = history.observe("sam")
        let observation = try #require(history.book.observation(number))
        let event = observation.event
        #expect((event.rule, event.phase, event.startSequence) == ("observation@gate", .instant, Int(number)))
        #expect((event.time, event.start, event.confidence) == (seen, seen, 0.8))
        #expect(history.book.makers(ofEvent: event.id) == ["sam"])
        history.judge(number, "sue", .confirmed)
        #expect(history.book.makers(ofEvent: event.id) == ["sam", "sue"])
        #expect(history.book.makers(ofEvent: "of a detector") == [])
    }

    @Test func `rejected observations cost their author alone`() {
        var history = StewardHistory()
        for _ in 0..<3 { history.judge(history.observe("sam"), "rosa", .rejected) }
        #expect(history.authority == ["sam under-review overturned", "sam suspended overturned"])
        #expect(
            history.book.account("sam")?.state == .suspended && history.book.account("rosa")?.state == .goodStanding)
        let last = history.entries.last
        #expect(last?.evidence == nil && last?.weight_mp == 0)
    }

    @Test func `an upheld appeal costs author and confirmer, once`() throws {
        var history = StewardHistory()
        var events: [String] = []
        for _ in 0..<2 {
            let number = history.observe("sam")
            history.judge(number, "sue", .confirmed)
            events.append(try #require(history.book.observation(number)).event.id)
        }
        history.appeal(1, .event(events[0]), .upheld)
        history.appeal(2, .event(events[0]), .upheld)
        #expect(history.authority == [])
        history.appeal(3, .event(events[1]), .upheld)
        #expect(history.authority == ["sam under-review overturned", "sue under-review overturned"])
    }

    @Test func `an upheld appeal against a span costs for each entry in it`() {
        var history = StewardHistory()
        for place in ["gate", "gate", "door", "gate"] {
            history.judge(history.observe("sam", place: place), "sue", .confirmed)
        }
        history.appeal(1, .span(from: history.hour(0), until: history.hour(12)), .upheld)
        #expect(history.authority == ["sam under-review overturned", "sue under-review overturned"])
        history.appeal(2, .span(from: history.hour(0), until: history.hour(13)), .upheld)
        #expect(history.authority.suffix(2) == ["sam suspended overturned", "sue suspended overturned"])
    }

    @Test func `dismissed appeals uphold, each event once`() throws {
        var history = StewardHistory()
        let number = history.observe("sam")
        history.judge(number, "sue", .confirmed)
        let event = try #require(history.book.observation(number)).event.id
        for _ in 0..<2 { history.judge(history.observe("sam", place: "door"), "rosa", .rejected) }
        #expect(history.book.account("sam")?.state == .underReview)
        // A friend who appeals again and again does not help.
        for appeal in 1...6 { history.appeal(Int64(appeal), .event(event), .dismissed) }
        #expect(history.book.account("sam")?.state == .underReview)
        history.judge(history.observe("sam"), "rosa", .confirmed)
        #expect(history.book.account("sam")?.state == .underReview)
        history.judge(history.observe("sam"), "rosa", .confirmed)
        #expect(history.authority.last == "sam good-standing upheld")
    }

    @Test func `the book of a ledger that was read is that of the ledger that was written`() {
        var history = StewardHistory()
        for number in 0..<40 {
            let observation = history.observe(["sam", "sue", "sid"][number % 3], place: "place-\(number % 4)")
            history.judge(observation, "rosa", number % 5 == 0 ? .rejected : .confirmed)
        }
        history.enter(
            "steward", "sam",
            .authority(AuthorityEntry(author: "ada", state: .goodStanding, cause: .reinstated, entry: nil)))
        var read = StewardBook()
        for entry in history.entries { read.enter(entry) }
        #expect(read.accounts == history.book.accounts && read.observations == history.book.observations)
        #expect(read.account("sam")?.state == .goodStanding && read.lastAct == history.book.lastAct)
    }
}
