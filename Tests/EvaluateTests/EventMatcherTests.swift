import Base
import Evaluate
import Testing

let start = Timestamp(microseconds: 1_000_000_000_000_000)

/// An event at so many seconds; `end` gives it an `ended` phase too.
func seen(
    _ behaviour: Behaviour, _ place: String, _ at: Double, _ direction: Direction? = nil, end: Double? = nil,
    number: Int = 0,
    value: Double? = nil
) -> [ObservedEvent] {
    func event(_ phase: ObservedEvent.Phase, _ time: Double) -> ObservedEvent {
        var event = ObservedEvent(
            source: "s/c", behaviour: behaviour, subject: place, rule: "\(behaviour.rawValue)@\(place)", phase: phase,
            time: start.advanced(bySeconds: time), start: start.advanced(bySeconds: at), startSequence: Int(at * 10),
            ordinal: number)
        event.direction = direction
        if let value { event.measures = [Measure("occupancy", value, "count")] }
        return event
    }
    let began = event(behaviour.kind == .span ? .began : .instant, at)
    return [began] + (end.map { [event(.ended, $0)] } ?? [])
}

func judge(
    _ events: [[ObservedEvent]], _ truth: Truth, rules: [RuleSettings] = [], duration_s: Double = 100
) -> FixtureResult {
    EventMatcher.judge(
        events.flatMap(\.self), truth: truth, rules: rules, name: "f", start: start, duration_s: duration_s)
}

func crossed(_ at: Double, _ direction: Direction? = nil, _ place: String? = "gate") -> Truth.Event {
    Truth.Event(behaviour: .lineCrossed, place: place, direction: direction, onset_s: at)
}

/// One case: what happened, what was reported, and how many are true, missed and false.
struct MatchCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let due: [Truth.Event]
    let events: [[ObservedEvent]]
    let expected: [Int]
    var ignore: [ClosedRange<Double>] = []
    var counts: [Truth.Count] = []
    var rules: [RuleSettings] = []

    init(
        _ name: String, _ due: [Truth.Event], _ events: [[ObservedEvent]], _ expected: [Int],
        ignore: [ClosedRange<Double>] = [], counts: [Truth.Count] = [], rules: [RuleSettings] = []
    ) {
        (testDescription, self.due, self.events, self.expected) = (name, due, events, expected)
        (self.ignore, self.counts, self.rules) = (ignore, counts, rules)
    }
}

private let stay = Truth.Event(behaviour: .loitering, place: "yard", onset_s: 20, end_s: 40)
private let anyStay = Truth.Event(behaviour: .loitering, place: "yard", onset_s: 20, end_s: 40, matchesByOverlap: true)

private let singles: [MatchCase] = [
    MatchCase("in time", [crossed(10)], [seen(.lineCrossed, "gate", 11)], [1, 0, 0]),
    MatchCase("at the edge of the tolerance", [crossed(10)], [seen(.lineCrossed, "gate", 12)], [1, 0, 0]),
    MatchCase("too late", [crossed(10)], [seen(.lineCrossed, "gate", 12.1)], [0, 1, 1]),
    MatchCase("too early", [crossed(10)], [seen(.lineCrossed, "gate", 7.9)], [0, 1, 1]),
    MatchCase("nothing reported", [crossed(10), crossed(20)], [], [0, 2, 0]),
    MatchCase(
        "reported twice", [crossed(10)], [seen(.lineCrossed, "gate", 10), seen(.lineCrossed, "gate", 10.5)], [1, 0, 1]),
    MatchCase(
        "the nearest would leave one unpaired", [crossed(10), crossed(12)],
        [seen(.lineCrossed, "gate", 11.5), seen(.lineCrossed, "gate", 13.5)], [2, 0, 0]),
    MatchCase(
        "the first possible would leave one unpaired", [crossed(10), crossed(13)],
        [seen(.lineCrossed, "gate", 8.5), seen(.lineCrossed, "gate", 11.5)], [2, 0, 0]),
    MatchCase("right direction", [crossed(10, .left)], [seen(.lineCrossed, "gate", 10, .left)], [1, 0, 0]),
    MatchCase("wrong direction", [crossed(10, .left)], [seen(.lineCrossed, "gate", 10, .right)], [0, 1, 1]),
    MatchCase("direction left open", [crossed(10)], [seen(.lineCrossed, "gate", 10, .right)], [1, 0, 0]),
    MatchCase("direction any", [crossed(10, .any)], [seen(.lineCrossed, "gate", 10, .right)], [1, 0, 0]),
    MatchCase(
        "two directions cross in time", [crossed(10, .left), crossed(10.5, .right)],
        [seen(.lineCrossed, "gate", 10.2, .right), seen(.lineCrossed, "gate", 10.4, .left)], [2, 0, 0]),
    MatchCase(
        "an open line leaves the named event to the named line", [crossed(10), crossed(10.1, .left)],
        [seen(.lineCrossed, "gate", 10, .left), seen(.lineCrossed, "gate", 11, .right)], [2, 0, 0]),
    MatchCase("another place that nothing names", [crossed(10)], [seen(.lineCrossed, "door", 10)], [0, 1, 0]),
    MatchCase(
        "another place that a rule names", [crossed(10)], [seen(.lineCrossed, "door", 10)], [0, 1, 1],
        rules: [RuleSettings(id: "r", behaviour: .lineCrossed, place: "door")]),
    MatchCase("a behaviour that nothing names", [crossed(10)], [seen(.motion, "gate", 10)], [0, 1, 0]),
    MatchCase(
        "a rule that must stay quiet", [], [seen(.zoneEntered, "lawn", 5)], [0, 0, 1],
        rules: [RuleSettings(id: "r", behaviour: .zoneEntered, place: "lawn")]),
    MatchCase("place left open", [crossed(10, nil, nil)], [seen(.lineCrossed, "door", 10)], [1, 0, 0]),
    MatchCase(
        "the camera has no place", [Truth.Event(behaviour: .cameraTampered, onset_s: 10, end_s: 20)],
        [seen(.cameraTampered, "cam-7", 11)], [1, 0, 0],
        rules: [RuleSettings(id: "r", behaviour: .cameraTampered, place: nil)]),
]

private let spans: [MatchCase] = [
    MatchCase("the end of a span is not judged", [stay], [seen(.loitering, "yard", 21, end: 90)], [1, 0, 0]),
    MatchCase(
        "a second event in one stay", [stay],
        [seen(.loitering, "yard", 20, end: 25), seen(.loitering, "yard", 30, end: 40)], [1, 0, 1]),
    MatchCase("a late span does not match by time", [stay], [seen(.loitering, "yard", 35, end: 50)], [0, 1, 1]),
    MatchCase("a late span matches by overlap", [anyStay], [seen(.loitering, "yard", 35, end: 50)], [1, 0, 0]),
    MatchCase("an early span matches by overlap", [anyStay], [seen(.loitering, "yard", 2, end: 21)], [1, 0, 0]),
    MatchCase(
        "a span that ended before does not overlap", [anyStay], [seen(.loitering, "yard", 2, end: 19)], [0, 1, 1]),
    MatchCase("a span that never ended overlaps", [anyStay], [seen(.loitering, "yard", 2)], [1, 0, 0]),
    MatchCase(
        "only one event is taken by overlap", [anyStay],
        [seen(.loitering, "yard", 21, end: 22), seen(.loitering, "yard", 30, end: 31)], [1, 0, 1]),
]

private let ignoring: [MatchCase] = [
    MatchCase(
        "all in an ignored span", [crossed(10)], [seen(.lineCrossed, "gate", 10), seen(.lineCrossed, "gate", 11)],
        [0, 0, 0], ignore: [5...15]),
    MatchCase("missed in an ignored span", [crossed(10)], [], [0, 0, 0], ignore: [5...15]),
    MatchCase(
        "an event outside for a line inside", [crossed(14.5)], [seen(.lineCrossed, "gate", 15.5)], [0, 0, 0],
        ignore: [5...15]),
    MatchCase(
        "an event inside for a line outside", [crossed(15.5)], [seen(.lineCrossed, "gate", 14.5)], [0, 0, 0],
        ignore: [5...15]),
    MatchCase(
        "an ignored line takes no event from a judged one", [crossed(14.5), crossed(16)],
        [seen(.lineCrossed, "gate", 15.2)], [1, 0, 0],
        ignore: [5...15]),
]

private let totals: [MatchCase] = [
    MatchCase(
        "a total that is right", [], [seen(.lineCrossed, "gate", 1, .left), seen(.lineCrossed, "gate", 2, .left)],
        [2, 0, 0],
        counts: [Truth.Count(behaviour: .lineCrossed, place: "gate", direction: .left, count: 2)]),
    MatchCase(
        "too few", [], [seen(.lineCrossed, "gate", 1, .left)], [1, 4, 0],
        counts: [Truth.Count(behaviour: .lineCrossed, place: "gate", direction: .left, count: 5)]),
    MatchCase(
        "too many", [], [seen(.lineCrossed, "gate", 1), seen(.lineCrossed, "gate", 2, number: 1)], [1, 0, 1],
        counts: [Truth.Count(behaviour: .lineCrossed, place: "gate", count: 1)]),
    MatchCase(
        "the other direction is not in the total", [], [seen(.lineCrossed, "gate", 1, .right)], [0, 1, 1],
        counts: [Truth.Count(behaviour: .lineCrossed, place: "gate", direction: .left, count: 1)]),
    MatchCase(
        "ignored ones are not counted", [], [seen(.lineCrossed, "gate", 1)], [0, 1, 0], ignore: [0...2],
        counts: [Truth.Count(behaviour: .lineCrossed, place: "gate", count: 1)]),
]

private let numbers: [MatchCase] = [
    MatchCase(
        "occupancy is not judged by a rule alone", [], [seen(.occupancy, "yard", 5, value: 1)], [0, 0, 0],
        rules: [RuleSettings(id: "r", behaviour: .occupancy, place: "yard")]),
    MatchCase(
        "occupancy changes are judged where the truth names them",
        [
            Truth.Event(behaviour: .occupancy, place: "yard", onset_s: 5),
            Truth.Event(behaviour: .occupancy, place: "yard", onset_s: 30),
        ],
        [seen(.occupancy, "yard", 5, value: 1), seen(.occupancy, "yard", 8, value: 2)], [1, 1, 1]),
    MatchCase(
        "occupancy with a value needs that value",
        [Truth.Event(behaviour: .occupancy, place: "yard", onset_s: 5, value: 2)],
        [seen(.occupancy, "yard", 5, value: 1), seen(.occupancy, "yard", 6, value: 2)], [1, 0, 1]),
]

@Suite struct `Matching events with truth` {
    @Test(arguments: singles + spans + ignoring + totals + numbers)
    func `each case counts true, missed and false as it must`(match: MatchCase) {
        let truth = Truth(tolerance_s: 2, ignore_s: match.ignore, events: match.due, counts: match.counts)
        let result = judge(match.events, truth, rules: match.rules)
        let all = EvaluationReport([result]).all
        #expect([all.found, all.missed, all.wrong] == match.expected)
        #expect(result.missed.reduce(0) { $0 + $1.count } == all.missed)
        #expect(result.wrong.reduce(0) { $0 + $1.count } == all.wrong)
    }

    @Test func `the nearer of two events is the true one`() {
        let result = judge(
            [seen(.lineCrossed, "gate", 9), seen(.lineCrossed, "gate", 10.1)],
            Truth(tolerance_s: 2, events: [crossed(10)]))
        #expect(result.found.map(\.time_s) == [10.1])
        #expect(result.wrong.map(\.time_s) == [9])
    }

    @Test func `the delay is the mean of event time minus due time`() throws {
        let result = judge(
            [seen(.lineCrossed, "gate", 10.5), seen(.lineCrossed, "gate", 19.9)],
            Truth(tolerance_s: 2, events: [crossed(10), crossed(20)]))
        let delay = try #require(EvaluationReport([result]).all.meanDelay_s)
        #expect(abs(delay - 0.2) < 1e-9)
    }

    @Test func `errors in counting at two places do not cancel`() {
        let due = [crossed(10), crossed(50, nil, "door")]
        let events = [seen(.lineCrossed, "gate", 10), seen(.lineCrossed, "gate", 20)]
        #expect(EvaluationReport([judge(events, Truth(tolerance_s: 2, events: due))]).all.countError == 2)
    }

    @Test func `the judged length leaves out ignored spans once, and only inside the recording`() {
        let truth = Truth(tolerance_s: 1, ignore_s: [90...120, 0...10, 5...20], events: [])
        #expect(judge([], truth, duration_s: 100).judged_s == 70)
    }

    @Test func `a rule of a behaviour that nothing is due for has a line of its own`() {
        let result = judge(
            [], Truth(tolerance_s: 1, events: []), rules: [RuleSettings(id: "r", behaviour: .fall, place: "z")])
        #expect(result.tallies.map(\.behaviour) == [.fall])
        #expect(EvaluationReport([result]).all.f1 == nil)
    }

    @Test func `ten thousand crossings are matched`() {
        let due = (0..<10_000).map { crossed(Double($0) * 0.5) }
        let events = (0..<10_000).map { seen(.lineCrossed, "gate", Double($0) * 0.5 + 0.2) }
        let result = judge(events, Truth(tolerance_s: 1, events: due), duration_s: 5001)
        #expect(EvaluationReport([result]).all.found == 10_000)
    }
}
