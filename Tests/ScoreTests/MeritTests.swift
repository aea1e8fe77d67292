import Base
import Score
import Testing

/// Credit for observed good time: an hour without a blocked exit, nine tenths of it observed.
@Suite struct MeritTests {
    private static let policy: Policy = {
        var policy = smallPolicy()
        var blocked = BehaviourTerm(id: "exit-blocked", behaviour: .exitBlocked, level: .high)
        (blocked.points_mp, blocked.minimumConfidence_permille) = (-4000, 500)
        policy.terms.append(blocked)
        var merit = MeritTerm(id: "kept-clear", merit: .keptClear, points_mp: 200)
        merit.halfLife_ms = 24 * hour_ms
        policy.merits = [merit]
        return policy
    }()

    /// An account of a minute that ends so many minutes after midnight.
    private func minute(_ end: Int64, observed_ms: Int64 = 60_000) -> Observation {
        .exposure(
            Exposure(
                source: "depot/bay", place: "door", start: monday.plus(ms: (end - 1) * 60_000),
                end: monday.plus(ms: end * 60_000), observed_ms: observed_ms, blind_ms: []))
    }

    private func hours(_ hours: Range<Int64>) -> [Observation] {
        (hours.lowerBound * 60 + 1...hours.upperBound * 60).map { minute($0) }
    }

    private func blocked(_ minute: Int64, _ phase: ObservedEvent.Phase = .began, confidence: Double = 1)
        -> ObservedEvent
    {
        ObservedEvent(
            source: "depot/bay", behaviour: .exitBlocked, subject: "door", rule: "r", phase: phase,
            time: monday.plus(ms: minute * 60_000), start: monday.plus(ms: minute * 60_000), startSequence: 0
        ).sure(confidence)
    }

    /// The end of a stay that began at one minute, at another.
    private func end(of began: Int64, at minute: Int64) -> ObservedEvent {
        ObservedEvent(
            source: "depot/bay", behaviour: .exitBlocked, subject: "door", rule: "r", phase: .ended,
            time: monday.plus(ms: minute * 60_000), start: monday.plus(ms: began * 60_000), startSequence: 0)
    }

    private func book(_ observations: [Observation]) -> Book {
        var book = Book(Self.policy)
        observations.forEach { book.enter($0) }
        return book
    }

    /// Hours of the day that have their merit in the end.
    private func earned(_ book: Book) -> [Int64] {
        var sums: [String: (hour: Int64, sum: Int64)] = [:]
        for entry in book.entries {
            guard let evidence = entry.evidence else { continue }
            if case .merit(let merit) = entry.content {
                sums[evidence] = (merit.start.milliseconds(since: monday) / hour_ms, merit.weight_mp)
            } else if case .adjustment(let change) = entry.content, sums[evidence] != nil {
                sums[evidence]?.sum += change.weight_mp
            }
        }
        #expect(sums.values.allSatisfy { [0, 200].contains($0.sum) })
        return sums.values.filter { $0.sum != 0 }.map(\.hour).sorted()
    }

    @Test func `an observed hour without the behaviour earns once, when it is over`() throws {
        let book = book(hours(0..<2) + [minute(121)])
        #expect(earned(book) == [0, 1])
        let merit = try #require(book.entries.first { $0.kind == .merit })
        #expect(merit.time == monday.plus(ms: hour_ms) && merit.weight_mp == 200 && merit.sequence == 60)
        #expect(book.recalls == 0)
    }

    @Test func `an hour that was seen too little earns nothing`() {
        #expect(earned(book((1...60).map { minute($0, observed_ms: 54_000) })) == [0])
        #expect(earned(book((1...60).map { minute($0, observed_ms: 53_999) })).isEmpty)
        #expect(earned(book((1...59).map { minute($0) })).isEmpty, "the hour is not over")
    }

    @Test func `what began is taken to last until its end, and for a day without one`() {
        let began = Observation.event(blocked(90)), ended = Observation.event(end(of: 90, at: 190))
        #expect(earned(book(hours(0..<1) + [began] + hours(1..<3) + [ended] + hours(3..<5))) == [0, 4])
        #expect(earned(book(hours(0..<1) + [began] + hours(1..<27))) == [0, 26])
    }

    @Test func `a stay longer than a day takes back what was given meanwhile`() {
        let began = Observation.event(blocked(30)), ended = Observation.event(end(of: 30, at: 27 * 60 + 30))
        let before = book([began] + hours(0..<27))
        #expect(earned(before) == [25, 26])
        let after = book([began] + hours(0..<27) + [ended] + hours(27..<29))
        #expect(earned(after) == [28])
        #expect(after.entries.count { $0.kind == .adjustment } == 2)
    }

    @Test func `doubtful events keep nobody from a merit`() {
        #expect(earned(book([.event(blocked(30, confidence: 0.4))] + hours(0..<1))) == [0])
    }

    @Test func `what comes late is as if it had come in time`() {
        var dice = Dice(seed: 5)
        let all =
            hours(0..<6) + [.event(blocked(90)), .event(end(of: 90, at: 130)), .event(blocked(250, .instant))]
        let inOrder = earned(book(all.sorted { $0.moment < $1.moment }))
        #expect(inOrder == [0, 3, 5])
        for _ in 0..<60 { #expect(earned(book(all.shuffled(using: &dice))) == inOrder) }
    }

    @Test func `a restart leaves no trace`() {
        var dice = Dice(seed: 6)
        let all = (hours(0..<30) + [.event(blocked(90)), .event(end(of: 90, at: 27 * 60 + 5))])
            .sorted { $0.moment < $1.moment }
        let whole = book(all)
        for _ in 0..<20 {
            var restarted = Book(Self.policy)
            for observation in all {
                if dice.below(100) == 0 { restarted.restart() }
                restarted.enter(observation)
            }
            #expect(restarted.entries == whole.entries)
        }
    }

    @Test func `an upheld appeal gives the place the merits that the stay had cost it`() {
        let began = blocked(90), ended = end(of: 90, at: 190)
        var book = book(hours(0..<1) + [.event(began)] + hours(1..<3) + [.event(ended)] + hours(3..<5))
        #expect(earned(book) == [0, 4])
        book.reverse(began)
        #expect(earned(book) == [0, 1, 2, 3, 4])
        #expect(book.entries.filter { $0.kind == .reversal }.map(\.weight_mp) == [4000, 0])
        #expect(book.standing_mp(at: monday.plus(ms: 5 * hour_ms)) > 80_000)
    }

    @Test func `criticality scales a merit as it scales an event`() {
        var policy = Self.policy
        policy.places = [PlaceRule(selector: PlaceSelector("door"))]
        policy.places[0].criticality_percent = 150
        var book = Book(policy)
        hours(0..<1).forEach { book.enter($0) }
        #expect(book.entries.last?.weight_mp == 300)
    }
}

/// Alarms beyond the budget.
@Suite struct AlarmBudgetTests {
    private func book(_ most: Int) -> Book {
        var policy = smallPolicy(cap: nil)
        policy.consequences.alarmFrom = .low
        policy.alarms = AlarmBudget(most: most, window_ms: hour_ms)
        return Book(policy)
    }

    @Test func `what exceeds the budget is digested, and a new window has its own`() {
        var book = book(2)
        book.enter([0, 1, 2, 3, 60, 61, 62].map { event(at: $0 * 60_000, sequence: Int($0)) })
        #expect(book.events.map(\.consequence) == [.alarm, .alarm, .digest, .digest, .alarm, .alarm, .digest])
    }

    @Test func `the budget is that of all places, and outlives a restart`() {
        var book = book(2)
        book.enter([event(at: 0, place: "gate")])
        book.restart()
        book.enter([event(at: 1000, place: "door"), event(at: 2000, place: "yard")])
        #expect(book.events.map(\.consequence) == [.alarm, .alarm, .digest])
    }
}

/// Which policy applies when.
@Suite struct PolicyPeriodTests {
    private func policy(_ hash: String, points_mp: Int64) -> Policy {
        var policy = Policy(id: "p", version: 1, title: "P", reason: "Tests", hash: hash)
        var term = BehaviourTerm(id: "loitering", behaviour: .loitering, level: .low)
        term.points_mp = points_mp
        policy.terms = [term]
        return policy
    }

    @Test func `the time of an event decides, whenever it comes`() {
        let a = PolicyPeriod(start: monday, policy: policy("a", points_mp: -1000))
        let b = PolicyPeriod(start: monday.plus(ms: hour_ms), policy: policy("b", points_mp: -2000))
        var book = Book([a, b])
        book.enter([hour_ms, hour_ms - 1, -5, 5 * hour_ms].map { event(at: $0, sequence: Int($0)) })
        #expect(book.entries.map(\.policy) == ["b", "a", "a", "b"])
        #expect(book.entries.map(\.weight_mp) == [-2000, -1000, -1000, -2000])
        #expect(book.entries.map(\.sequence) == [0, 1, 2, 3])
    }

    @Test func `of two that begin together the later activated applies, before all the first`() {
        let a = PolicyPeriod(start: monday.plus(ms: hour_ms), policy: policy("a", points_mp: -1))
        let b = PolicyPeriod(start: monday.plus(ms: hour_ms), policy: policy("b", points_mp: -2))
        let c = PolicyPeriod(start: monday, policy: policy("c", points_mp: -3))
        let scorer = Scorer([a, b, c], state: .empty)
        #expect(scorer.policy(at: monday.plus(ms: -1)).hash == "a")
        #expect(scorer.policy(at: monday).hash == "c")
        #expect(scorer.policy(at: monday.plus(ms: hour_ms)).hash == "b")
        #expect(scorer.policy.hash == "c")
    }
}

extension ObservedEvent {
    fileprivate func sure(_ confidence: Double) -> ObservedEvent {
        var event = self
        event.confidence = confidence
        return event
    }
}

extension Observation {
    /// When it is known.
    fileprivate var moment: Timestamp {
        switch self {
        case .event(let event): event.time
        case .exposure(let exposure): exposure.end
        case .nearMiss(let miss): miss.end
        }
    }
}
