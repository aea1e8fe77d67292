import Base
import Score
import Testing

@Suite struct ScorerTests {
    @Test func `one stay counts once: its beginning weighs, its end does not`() {
        var book = Book(smallPolicy())
        book.enter([event(at: 0, sequence: 1), event(at: 90_000, phase: .ended, sequence: 1)])
        #expect(book.events.map(\.outcome) == [.counted, .endOfStay])
        #expect(book.events.map(\.weight_mp) == [-2000, 0])
        #expect(book.standing_mp(at: monday.plus(ms: 90_000)) == 78_000)
    }

    @Test func `a restless rule stops at its cap and starts again in the next window`() {
        var book = Book(smallPolicy())
        book.enter((0..<5).map { event(at: $0 * 1000, sequence: Int($0)) } + [event(at: 24 * hour_ms, sequence: 9)])
        #expect(book.events.map(\.weight_mp) == [-2000, -1000, 0, 0, 0, -2000])
        #expect(book.events.map(\.outcome) == [.counted, .capped, .capped, .capped, .capped, .counted])
        #expect(book.recalls == 0)
    }

    @Test func `a cap by count lets whole events through`() {
        var book = Book(smallPolicy(cap: Cap(.count(2), window_ms: hour_ms)))
        book.enter((0..<4).map { event(at: $0 * 1000, confidence: 0.5, sequence: Int($0)) })
        #expect(book.events.map(\.weight_mp) == [-1000, -1000, 0, 0])
    }

    @Test func `an uncertain event weighs less and below the policy's least nothing`() {
        var book = Book(smallPolicy())
        book.enter([event(at: 0, confidence: 0.5), event(at: 1000, confidence: 0.399)])
        #expect(book.events.map(\.weight_mp) == [-1000, 0])
        #expect(book.events.map(\.outcome) == [.counted, .belowConfidence])
    }

    @Test func `a behaviour without a term is noted and weighs nothing`() {
        var policy = smallPolicy()
        policy.consequences.alarmFrom = .info
        var book = Book(policy)
        book.enter([event(.cameraTampered, at: 0, place: "bay")])
        #expect(book.events[0].outcome == .noTerm)
        #expect(book.events[0].weight_mp == 0)
        #expect(book.events[0].consequence == .note)
        #expect(book.events[0].severity.vector == "WS1/B:I/D:0/M:0/H:0/R:0/P:100/C:1000")
    }

    @Test func `the first term whose hours fit applies`() {
        var book = Book(richPolicy())
        book.enter([
            event(.wrongWay, at: 5 * hour_ms, phase: .instant), event(.wrongWay, at: 12 * hour_ms, phase: .instant),
        ])
        #expect(book.events.map(\.term) == ["wrong-way-night", "wrong-way"])
        #expect(book.events.map(\.severity.factors.base) == [.high, .medium])
    }

    @Test func `a place's criticality and sensitive hours go into severity and weight`() {
        var book = Book(richPolicy())
        book.enter([event(at: hour_ms, place: "gate"), event(at: 12 * hour_ms, place: "door")])
        #expect(
            book.events.map(\.severity.vector) == [
                "WS1/B:L/D:0/M:0/H:1/R:0/P:150/C:1000", "WS1/B:L/D:0/M:0/H:0/R:0/P:100/C:1000",
            ])
        #expect(book.events.map(\.weight_mp) == [-3000, -2000])
    }

    @Test func `repetition counts the term's earlier events in its window, five at most`() {
        var book = Book(smallPolicy(repetition_ms: hour_ms))
        book.enter((0..<8).map { event(at: $0 * 60_000, sequence: Int($0)) } + [event(at: 3 * hour_ms, sequence: 50)])
        #expect(book.events.map(\.severity.factors.repetition) == [0, 1, 2, 3, 4, 5, 5, 5, 0])
    }

    @Test func `duration and measure are counted in steps`() {
        var policy = smallPolicy()
        policy.terms[0].duration = Steps(from: 60_000, each: 30_000)
        policy.terms[0].measure = MeasureSteps(name: "occupancy", steps: Steps(from: 4000, each: 2000))
        var long = event(at: 500_000, lasted_ms: 125_000)
        long.measures = [Measure("inside", 125, "s"), Measure("occupancy", 6, "count")]
        var book = Book(policy)
        book.enter([long])
        #expect(book.events[0].severity.vector == "WS1/B:L/D:3/M:2/H:0/R:0/P:100/C:1000")
    }

    @Test func `an event at the alarm line alarms, its end does not`() {
        var policy = smallPolicy()
        (policy.terms[0].level, policy.consequences.alarmFrom) = (.high, .high)
        var book = Book(policy)
        book.enter([
            event(at: 0, sequence: 1), event(at: 9000, phase: .ended, sequence: 1), event(at: 9500, confidence: 0.4),
        ])
        #expect(book.events.map(\.consequence) == [.alarm, .note, .note])
    }

    @Test func `a late event takes its share of the cap back from later ones`() {
        var book = Book(smallPolicy())
        book.enter([event(at: 2000, sequence: 2), event(at: 3000, sequence: 3)])
        #expect(book.entries.map(\.weight_mp) == [-2000, -1000])
        book.enter([event(at: 1000, sequence: 1)])
        #expect(book.entries.map(\.kind) == [.event, .event, .event, .adjustment, .adjustment])
        #expect(book.entries.map(\.weight_mp) == [-2000, -1000, -2000, 1000, 1000])
        #expect(book.entries[3].time == monday.plus(ms: 2000))
        #expect(book.contributions(at: monday.plus(ms: 3000)).map(\.weight_mp) == [-2000, -1000, 0])
    }

    @Test func `exposure becomes an entry that weighs nothing`() {
        var book = Book(smallPolicy())
        let blind = [Exposure.Blind(reason: "dark", milliseconds: 250)]
        book.enter(
            .exposure(
                Exposure(
                    source: "depot/bay", place: "door", start: monday, end: monday.plus(ms: 1000), observed_ms: 750,
                    blind_ms: blind)))
        #expect(book.entries[0].kind == .exposure)
        #expect(book.entries[0].weight_mp == 0)
        #expect(book.entries[0].time == monday.plus(ms: 1000))
    }

    @Test(arguments: [
        ("door", true), ("bay/door", true), ("depot/bay/door", true), ("oor", false), ("y/door", false), ("bay", false),
    ])
    func `a selector names whole last parts of a path`(text: String, matches: Bool) {
        #expect(PlaceSelector(text).matches(Subject(source: "depot/bay", id: "door")) == matches)
    }
}
