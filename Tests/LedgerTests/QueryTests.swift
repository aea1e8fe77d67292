import Base
import Ledger
import Score
import Testing

@Suite struct QueryTests {
    private let scratch: Scratch
    private let ledger: SQLiteLedger
    private var reader: LedgerReader { ledger.reader }

    init() throws {
        scratch = try Scratch()
        let (ledger, scorer) = try SQLiteLedger.opened(scratch.ledger)
        var next = scorer
        _ = try ledger.append(observations(0..<100), scorer: &next)
        self.ledger = ledger
    }

    private func count(_ change: (inout EventFilter) -> Void) throws -> Int {
        var filter = EventFilter()
        change(&filter)
        return try reader.events(filter).count
    }

    @Test func `events are found by place, behaviour, level and time`() throws {
        let place = Subject(source: "depot/bay", id: "place-1")
        #expect(try count { _ in } == 100)
        #expect(try count { $0.subject = place } == 25)
        #expect(try count { $0.behaviour = .wrongWay } == 10)
        #expect(try count { ($0.subject, $0.behaviour) = (place, .wrongWay) } == 5)
        #expect(try count { ($0.from, $0.until) = (event(10).time, event(20).time) } == 10)
        #expect(try count { $0.level = .high } == 0)
        #expect(try count { $0.level = .low } == 90)
    }

    @Test func `pages joined by their cursor are the whole list`() throws {
        var filter = EventFilter(), ids: [String?] = []
        filter.limit = 7
        while true {
            let page = try reader.events(filter)
            guard let last = page.last else { break }
            ids += page.map(\.entry.evidence)
            filter.after = last.entry.sequence
        }
        #expect(ids == (0..<100).map { event($0).id })
    }

    @Test func `an event is kept as it was published`() throws {
        let stored = try #require(try reader.event(event(7).id))
        #expect(stored.json == event(7).json(detector: "wayside-test/1", policy: "p1"))
        #expect(try reader.event("unknown") == nil)
        #expect(try reader.explain(event: "unknown") == nil)
        let explained = try #require(try reader.explain(event: event(7).id))
        #expect(explained.terms.reduce(0) { $0 + $1.points } == explained.event.severity.number)
    }

    @Test func `an explained standing is the one computed from the entries themselves`() throws {
        let time = try #require(try reader.latestTime())
        let entries = try reader.entries(from: 0, limit: 1000)
        let standings = try reader.standings(at: time, policy: policy())
        #expect(standings.map(\.subject.id) == ["place-0", "place-1", "place-2", "place-3"])
        for standing in standings {
            let own = entries.filter { $0.subject == standing.subject }
            let contributions = Contribution.all(of: own.compactMap { StandingInput($0) }, at: time)
            #expect(standing.sum_mp == contributions.reduce(80_000) { $0 + $1.remaining_mp })
            #expect(standing.exposure.observed_ms == 5 * 299_000)
            #expect(standing.isRated)
        }
    }

    @Test func `exposure counts from after the window's start up to the instant`() throws {
        var narrow = policy()
        narrow.exposure.window_ms = 60_000 * 20
        let place = Subject(source: "depot/bay", id: "place-0")  // accounts end with events 4, 24, 44, 64, 84
        let at = { (n: Int) in
            try reader.explain(place, at: event(n).time, policy: narrow).standing.exposure.observed_ms
        }
        #expect(try [3, 4, 23, 24, 43, 44].map(at) == [0, 299_000, 299_000, 299_000, 299_000, 299_000])
    }

    @Test func `places are found by the last parts of their path`() throws {
        #expect(try reader.subjects(named: "bay/place-2") == [Subject(source: "depot/bay", id: "place-2")])
        #expect(try reader.subjects(named: "lace-2").isEmpty)
    }
}
