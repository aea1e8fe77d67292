import Base
import Score
import Testing

/// A ledger's history under another policy.
@Suite struct PolicyDiffTests {
    private static let end = monday.plus(ms: 96 * hour_ms)

    /// Another rich policy: other points, caps, levels and half-lives, a merit, an alarm line with a budget.
    private static func other() -> Policy {
        var policy = richPolicy()
        policy.hash = "p2"
        policy.standing.start_mp = 70_000
        for index in policy.terms.indices {
            policy.terms[index].points_mp *= 3
            policy.terms[index].halfLife_ms /= 2
            policy.terms[index].cap = Cap(.count(2), window_ms: 3 * hour_ms)
        }
        policy.terms[0].level = .high
        policy.consequences.alarmFrom = .high
        policy.alarms = AlarmBudget(most: 2, window_ms: 6 * hour_ms)
        var merit = MeritTerm(id: "one-way-kept", merit: .oneWayKept, points_mp: 100)
        merit.observed_permille = 500
        policy.merits = [merit]
        return policy
    }

    /// Events in a random order among accounts of every half hour.
    private static func observations(_ dice: inout Dice, count: Int) -> [Observation] {
        var list: [(Timestamp, Observation)] = randomHistory(&dice, count: count).map { event in
            (event.time.plus(ms: dice.below(4) == 0 ? dice.below(20) * hour_ms : 0), .event(event))
        }
        for half in 1...Int64(192) {
            for place in ["door", "gate"] {
                let end = monday.plus(ms: half * hour_ms / 2), isBlind = dice.below(5) == 0
                let dark = Exposure.Blind(reason: "dark", milliseconds: hour_ms / 2)
                let account = Exposure(
                    source: "depot/bay", place: place, start: end.plus(ms: -hour_ms / 2), end: end,
                    observed_ms: isBlind ? 0 : hour_ms / 2, blind_ms: isBlind ? [dark] : [])
                list.append((end, .exposure(account)))
            }
        }
        return list.sorted { $0.0 < $1.0 }.map(\.1)
    }

    private func replay(
        _ book: Book, _ observations: [Observation], under policy: Policy, from: Timestamp? = nil,
        reversed: Set<String> = []
    ) -> PolicyReplay {
        var events: [String: ObservedEvent] = [:]
        for case .event(let event) in observations { events[event.id] = event }
        var replay = PolicyReplay(candidate: policy, from: from, until: Self.end)
        for entry in book.entries {
            let isReversed = entry.evidence.map { reversed.contains($0) } == true
            replay.take(entry, event: entry.evidence.flatMap { events[$0] }, isReversed: isReversed)
        }
        return replay
    }

    @Test(arguments: 0..<12)
    func `entries read at a glance give what whole entries give`(seed: Int) throws {
        var dice = Dice(seed: UInt64(seed)), before = Book(richPolicy())
        let observations = Self.observations(&dice, count: 120)
        for observation in observations { before.enter(observation) }
        var events: [String: ObservedEvent] = [:]
        for case .event(let event) in observations { events[event.id] = event }
        var replay = PolicyReplay(candidate: Self.other(), from: nil, until: Self.end, expected: 9)
        var reader = PastReader()
        for entry in before.entries {
            let event = entry.evidence.flatMap { events[$0] }
            let past = reader.read(entry.canonical.utf8.span)
            replay.take(try #require(past), event: event)
        }
        let glance = replay.result(before: richPolicy())
        let whole = self.replay(before, observations, under: Self.other()).result(before: richPolicy())
        let nothing = reader.read("{}".utf8.span)
        #expect(nothing.map { _ in true } == nil)
        #expect(glance.places == whole.places && glance.most == whole.most && glance.counts == whole.counts)
        #expect(glance.levels == whole.levels && glance.outcomes == whole.outcomes)
    }

    @Test(arguments: 0..<24)
    func `both sides are what the ledger is and what it would have been, to the last milli-point`(seed: Int) {
        var dice = Dice(seed: UInt64(seed)), before = Book(richPolicy()), after = Book(Self.other())
        let observations = Self.observations(&dice, count: 120)
        for observation in observations {
            before.enter(observation)
            after.enter(observation)
        }
        let diff = replay(before, observations, under: Self.other()).result(before: richPolicy())
        #expect(diff.counts.replayed == 120)
        for place in diff.places {
            #expect(place.before.sum_mp == before.standing_mp(at: Self.end, place: place.subject.id))
            #expect(place.after.sum_mp == after.standing_mp(at: Self.end, place: place.subject.id))
            #expect(place.curveAfter.last == place.after.sum_mp)
        }
        #expect(diff.alarms.after == after.events.count { $0.consequence == .alarm })
        #expect(diff.digested.after == after.events.count { $0.consequence == .digest })
        let levels = Level.allCases.map { level in after.events.count { $0.severity.level == level } }
        #expect((0..<4).map { column in diff.levels.reduce(0) { $0 + $1[column] } } == levels)
        #expect(!diff.isSame)
    }

    @Test(arguments: 0..<8)
    func `under the same policy nothing would be different, whatever came late`(seed: Int) {
        var dice = Dice(seed: UInt64(100 + seed)), book = Book(Self.other())
        let observations = Self.observations(&dice, count: 120)
        observations.forEach { book.enter($0) }
        let diff = replay(book, observations, under: Self.other()).result(before: Self.other())
        #expect(diff.isSame)
        #expect((diff.changedEvents, diff.most.count) == (0, 0))
        #expect(diff.places.allSatisfy { $0.before == $0.after && $0.curveBefore.isEmpty })
        #expect(diff.alarms.before == diff.alarms.after)
    }

    @Test(arguments: 0..<8)
    func `an event that was taken back counts on neither side`(seed: Int) {
        var dice = Dice(seed: UInt64(200 + seed)), before = Book(richPolicy()), after = Book(Self.other())
        let observations = Self.observations(&dice, count: 60)
        var reversed: Set<String> = []
        observations.forEach { before.enter($0) }
        for case .event(let event) in observations where event.phase != .ended && dice.below(8) == 0 {
            before.reverse(event)
            reversed.insert(event.id)
        }
        for observation in observations {
            if case .event(let event) = observation, reversed.contains(event.id) { continue }
            after.enter(observation)
        }
        let diff = replay(before, observations, under: Self.other(), reversed: reversed).result(before: richPolicy())
        #expect(diff.counts.reversed == reversed.count)
        for place in diff.places {
            #expect(place.before.sum_mp == before.standing_mp(at: Self.end, place: place.subject.id))
            #expect(place.after.sum_mp == after.standing_mp(at: Self.end, place: place.subject.id))
        }
    }

    @Test func `what lies before the candidate applies, or has been erased, keeps its entries`() {
        let events = [event(at: hour_ms), event(at: 2 * hour_ms, sequence: 1), event(at: 3 * hour_ms, sequence: 2)]
        var book = Book(smallPolicy(cap: nil)), strict = smallPolicy(cap: nil)
        book.enter(events)
        (strict.hash, strict.terms[0].points_mp) = ("p2", -5000)
        var replay = PolicyReplay(
            candidate: strict, from: monday.plus(ms: 2 * hour_ms), until: monday.plus(ms: 3 * hour_ms))
        for (index, entry) in book.entries.enumerated() { replay.take(entry, event: index == 1 ? nil : events[index]) }
        let diff = replay.result(before: smallPolicy(cap: nil))
        #expect((diff.counts.replayed, diff.counts.earlier, diff.counts.erased) == (1, 1, 1))
        #expect(diff.places[0].after.sum_mp - diff.places[0].before.sum_mp == -3000)
        #expect(diff.most.map(\.evidence) == [events[2].id])
        #expect(diff.most.first?.after.weight_mp == -5000)
    }

    @Test func `what lies after the end is not looked at`() {
        let events = [event(at: hour_ms), event(at: 5 * hour_ms, sequence: 1)]
        var book = Book(smallPolicy())
        book.enter(events)
        var replay = PolicyReplay(candidate: smallPolicy(), from: nil, until: monday.plus(ms: 2 * hour_ms))
        for (entry, event) in zip(book.entries, events) { replay.take(entry, event: event) }
        #expect(replay.result(before: smallPolicy()).counts.replayed == 1)
    }

    @Test func `a curve shows the standing at its times, but for the rounding of single events`() {
        var dice = Dice(seed: 5), book = Book(richPolicy())
        let observations = Self.observations(&dice, count: 200)
        observations.forEach { book.enter($0) }
        let diff = replay(book, observations, under: Self.other()).result(before: richPolicy())
        for place in diff.places {
            #expect(place.curveBefore.count == diff.times.count)
            for (time, value) in zip(diff.times, place.curveBefore) {
                let exact = book.standing_mp(at: time, place: place.subject.id)
                #expect(abs(exact - value) <= 60, "\(time.rfc3339)")
            }
        }
    }
}
