import Base
import Evaluate
import Testing
import WaysideTestSupport

private struct Found { let place: String, direction: Direction?, at: Double, end: Double }

/// The best that any pairing could reach, by trying every one: most pairs, then least total difference.
private func best(_ due: [Truth.Event], _ found: [Found], _ tolerance: Double) -> (pairs: Int, off: Double) {
    func fits(_ line: Truth.Event, _ event: Found) -> Bool {
        guard line.place == nil || line.place == event.place else { return false }
        if let wanted = line.direction, let direction = event.direction, wanted != direction { return false }
        if line.matchesByOverlap, let end = line.end_s { return event.at <= end && event.end >= line.onset_s }
        return abs(line.onset_s - event.at) <= tolerance + 1e-6
    }
    func search(_ index: Int, _ used: Set<Int>) -> (pairs: Int, off: Double) {
        guard index < due.count else { return (0, 0) }
        var top = search(index + 1, used)
        for other in found.indices where !used.contains(other) && fits(due[index], found[other]) {
            let rest = search(index + 1, used.union([other]))
            let candidate = (pairs: rest.pairs + 1, off: rest.off + abs(due[index].onset_s - found[other].at))
            if candidate.pairs > top.pairs || candidate.pairs == top.pairs && candidate.off < top.off - 1e-9 {
                top = candidate
            }
        }
        return top
    }
    return search(0, [])
}

@Suite struct `Matching against every possible pairing` {
    @Test(arguments: 0..<400)
    func `no pairing has more pairs, or as many with less difference in time`(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let tenths = { (random: inout SeededRandom) in Double(Int.random(in: 0...120, using: &random)) / 10 }
        let overlaps = seed % 3 == 0
        var due: [Truth.Event] = []
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            let at = tenths(&random)
            due.append(
                Truth.Event(
                    behaviour: overlaps ? .zoneEntered : .lineCrossed,
                    place: ["a", "b", nil].randomElement(using: &random) ?? nil,
                    direction: overlaps ? nil : [.left, .right, nil].randomElement(using: &random) ?? nil, onset_s: at,
                    end_s: overlaps ? at + 3 : nil, matchesByOverlap: overlaps && Bool.random(using: &random)))
        }
        var found: [Found] = []
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            let at = tenths(&random)
            found.append(
                Found(
                    place: Bool.random(using: &random) ? "a" : "b",
                    direction: overlaps ? nil : [.left, .right, nil].randomElement(using: &random) ?? nil, at: at,
                    end: overlaps ? at + 1 : at))
        }
        let events = found.enumerated().map { index, event in
            seen(
                overlaps ? .zoneEntered : .lineCrossed, event.place, event.at, event.direction,
                end: overlaps ? event.end : nil, number: index)
        }
        let result = judge(events, Truth(tolerance_s: 1.5, events: due))
        let top = best(due, found, 1.5)
        #expect(result.found.count == top.pairs)
        #expect(abs(result.found.reduce(0) { $0 + abs($1.delay_s ?? 0) } - top.off) < 1e-6)
        #expect(result.missed.count == due.count - top.pairs)
    }

    @Test(arguments: 0..<50)
    func `the order in which events arrive changes nothing`(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed) &+ 1000)
        let due = (0..<8).map { _ in crossed(Double(Int.random(in: 0...100, using: &random)) / 5) }
        let events = (0..<8).map {
            seen(.lineCrossed, "gate", Double(Int.random(in: 0...100, using: &random)) / 5, number: $0)
        }
        let truth = Truth(tolerance_s: 1, events: due)
        #expect(
            EvaluationReport([judge(events, truth)]).json
                == EvaluationReport([judge(events.shuffled(using: &random), truth)]).json)
    }

    @Test func `pairs of one place and direction rise together`() {
        let due = [crossed(10), crossed(11), crossed(12)]
        let events = [
            seen(.lineCrossed, "gate", 12.5), seen(.lineCrossed, "gate", 10.5), seen(.lineCrossed, "gate", 11.5),
        ]
        let result = judge(events, Truth(tolerance_s: 3, events: due))
        #expect(result.found.map(\.delay_s).allSatisfy { abs(($0 ?? 0) - 0.5) < 1e-9 })
    }
}
