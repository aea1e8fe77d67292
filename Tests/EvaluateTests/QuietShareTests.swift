import Base
import Evaluate
import Testing

private func truth(_ events: [Truth.Event], ignore: [ClosedRange<Double>] = [], counts: [Truth.Count] = []) -> Truth {
    Truth(tolerance_s: 1, ignore_s: ignore, events: events, counts: counts)
}

private func quiet(_ truth: Truth, motion: [(Double, Double?)], length: Double = 100) -> QuietShare? {
    let events = motion.flatMap { from, to in
        func event(_ phase: ObservedEvent.Phase, _ at: Double) -> ObservedEvent {
            var event = ObservedEvent(
                source: "s/c", behaviour: .motion, subject: "c", rule: "motion", phase: phase,
                time: start.advanced(bySeconds: at + 0.5), start: start.advanced(bySeconds: from),
                startSequence: Int(from * 10))
            if phase == .ended { event.end = start.advanced(bySeconds: at) }
            return event
        }
        return [event(.began, from)] + (to.map { [event(.ended, $0)] } ?? [])
    }
    return QuietShare.measure(truth: truth, motion: events, start: start, duration_s: length)
}

@Suite struct `Quiet time` {
    @Test func `is what lies outside events widened by the tolerance and a second`() {
        let truth = truth([
            Truth.Event(behaviour: .zoneEntered, place: "z", onset_s: 20, end_s: 30),
            Truth.Event(behaviour: .lineCrossed, place: "l", onset_s: 33),
        ])
        // 20 - 2 ... 35, in which the two are one.
        #expect(quiet(truth, motion: []) == QuietShare(quiet_s: 83, moving_s: 0))
        #expect(quiet(truth, motion: [(10, 50)]) == QuietShare(quiet_s: 83, moving_s: 8 + 15))
        #expect(quiet(truth, motion: [(10, 12), (17, 36)])?.moving_s == 4.0)
    }

    @Test func `motion that does not end lasts to the end of the recording`() {
        #expect(quiet(truth([]), motion: [(90, nil)])?.share == 0.1)
    }

    @Test func `ignored time is neither quiet nor moving`() {
        let share = quiet(truth([], ignore: [0...50, 40...60]), motion: [(0, 70)])
        #expect(share == QuietShare(quiet_s: 40, moving_s: 10))
    }

    @Test func `without quiet time there is no share, and totals say nothing about it`() {
        let busy = truth([Truth.Event(behaviour: .loitering, place: "z", onset_s: 0, end_s: 100)])
        #expect(quiet(busy, motion: [(0, 10)])?.share == nil)
        #expect(quiet(truth([], counts: [.init(behaviour: .lineCrossed, count: 3)]), motion: []) == nil)
    }
}

@Suite struct `What is measured of a clip` {
    @Test func `its rate, size and brightness put it into one band each`() {
        #expect(
            ClipTraits(height_px: 480, rate: 10, luma: 140).bands
                == ["up to 10 pictures/s", "361 to 480 lines", "mean luma 80 to 140"])
        #expect(
            ClipTraits(height_px: 481, rate: 20.1, luma: 79).bands
                == ["above 20 pictures/s", "above 480 lines", "mean luma below 80"])
    }
}
