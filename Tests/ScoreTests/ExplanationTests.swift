import Base
import Score
import Testing

@Suite struct ExplanationTests {
    private func book() -> Book {
        var book = Book(smallPolicy(repetition_ms: hour_ms))
        book.enter([
            event(at: 2000, sequence: 2), event(at: 3000, confidence: 0.75, sequence: 3), event(at: 1000, sequence: 1),
        ])
        return book
    }

    @Test func `an event's terms add up to its number and its steps to its weight`() throws {
        let book = book()
        for entry in book.events {
            let explained = try #require(EventExplanation(book.entries.filter { $0.evidence == entry.evidence }))
            #expect(explained.terms.reduce(0) { $0 + $1.points } == entry.severity.number)
            #expect(explained.weight.reduce(0) { $0 + $1.milliPoints } == explained.weight_mp)
            let contribution = book.contributions(at: monday.plus(ms: 3000)).first { $0.evidence == entry.evidence }
            #expect((contribution?.weight_mp ?? 0) == explained.weight_mp)
        }
    }

    @Test func `an event is explained line by line`() throws {
        let book = book(), id = event(at: 3000, sequence: 3).id
        let explained = try #require(EventExplanation(book.entries.filter { $0.evidence == id }))
        #expect(
            explained.lines == [
                "event \(id): loitering (began) at depot/bay/door, 2026-05-04T00:00:03.000Z",
                "  severity 33, low: WS1/B:L/D:0/M:0/H:0/R:1/P:100/C:750",
                "    +35 base L", "    +0 duration 0", "    +0 measure 0", "    +0 hours 0", "    +3 repetition 1",
                "    +0 place 100", "    -5 confidence 750", "    +0 limit 100",
                "  weight +0.000, half-life 3d",
                "    -2.000 points loitering", "    +0.000 place 100 %", "    +0.500 confidence 0.750",
                "    +0.500 outcome capped", "    +1.000 adjustment #4",
                "  consequence note", "  entry #1, policy sha256 p1",
            ])
    }

    @Test func `a place's account adds up to the number shown`() {
        let book = book(), time = monday.plus(ms: 3000)
        let contributions = book.contributions(at: time)
        let standing = Standing(
            of: Subject(source: "depot/bay", id: "door"), at: time, contributions: contributions,
            exposure: ExposureShare(observed_ms: 900, blind_ms: [.init(reason: "dark", milliseconds: 100)]),
            policy: book.scorer.policy)
        let explained = PlaceExplanation(standing, contributions: contributions, policy: book.scorer.policy)
        #expect(explained.contributions.reduce(standing.start_mp) { $0 + $1.remaining_mp } == standing.shown_mp)
        #expect(explained.lines.first == "depot/bay/door at 2026-05-04T00:00:03.000Z")
        #expect(explained.lines.contains("  sum 77.000"))
        #expect(explained.lines.contains("  observed 90.0 % (900ms, dark 100ms)"))
        #expect(explained.lines.last == "  policy small 1 (sha256 p1)")
        #expect(explained.faded == 1)
    }

    @Test func `an unrated place says so`() {
        let standing = Standing(
            of: Subject(source: "depot/bay", id: "door"), at: monday, contributions: [], exposure: .none,
            policy: smallPolicy())
        let explained = PlaceExplanation(standing, contributions: [], policy: smallPolicy())
        #expect(explained.lines.contains("  unrated: nothing accounted as observed"))
        #expect(explained.json.contains("\"rated\":false"))
    }
}
