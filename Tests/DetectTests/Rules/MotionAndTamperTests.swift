import Base
import Detect
import Testing

@Suite struct MotionTests {
    @Test(arguments: frameRates)
    func `motion in the place is a span and motion elsewhere is none`(rate: Double) {
        var stage = RuleStage(.motion, RuleStage.hall)
        (stage.rate, stage.seconds) = (rate, 12)
        let inside = Actor(1) { t in t > 2 && t < 6 ? Point(0.5, 0.6) : nil }
        let events = stage.events([inside])
        #expect(events.map(\.phase) == [.began, .ended])
        #expect(abs(events[0].began - 2) <= 1 / rate + 0.001)
        #expect(abs(events[1].endedAt - 6) <= 1 / rate + 0.001)
        #expect(stage.events([Actor(1) { _ in Point(0.1, 0.2) }]).isEmpty)
    }

    @Test(arguments: frameRates)
    func `one frame of motion is none and a short pause ends none`(rate: Double) {
        var stage = RuleStage(.motion, nil)
        stage.rate = rate
        #expect(stage.events([Actor(1) { t in abs(t - 4) < 0.5 / rate ? Point(0.5, 0.6) : nil }]).isEmpty)
        let pausing = Actor(1) { t in t > 4 && t < 5.5 ? nil : Point(0.5, 0.6) }
        #expect(stage.events([pausing]).map(\.phase) == [.began, .ended])
    }
}

@Suite struct CameraTamperedTests {
    @Test func `a tampered camera is one span with the first reason`() {
        var stage = RuleStage(.cameraTampered, nil)
        stage.seconds = 12
        let events = stage.events([]) {
            $0 >= 3 && $0 < 5 ? .tampered(.moved) : $0 >= 5 && $0 < 8 ? .tampered(.dark) : nil
        }
        #expect(events.map(\.phase) == [.began, .ended])
        #expect(events.allSatisfy { $0.reason == .moved && $0.subject == "cam" })
        #expect(events[0].at == 3 && events[1].endedAt == 8)
    }

    @Test func `a camera that is still tampered at the end ends there`() {
        let events = RuleStage(.cameraTampered, nil).events([]) { $0 >= 3 ? .tampered(.covered) : nil }
        #expect(events.map(\.phase) == [.began, .ended])
        #expect(abs(events[1].endedAt - 9.9) < 0.001)
    }

    @Test func `skipped pictures and a lost signal are no tampering`() {
        #expect(RuleStage(.cameraTampered, nil).events([]) { $0 > 3 ? .skipped : nil }.isEmpty)
        #expect(RuleStage(.cameraTampered, nil).events([]) { $0 > 3 ? .signalLost(.stalled) : nil }.isEmpty)
    }
}

@Suite struct RuleCatalogueTests {
    @Test func `the catalogue names each behaviour once`() {
        #expect(Set(RuleCatalogue.supported).count == RuleCatalogue.supported.count)
        #expect(
            RuleCatalogue.supported == [
                .motion, .lineCrossed, .zoneEntered, .loitering, .wrongWay, .occupancy, .overcrowding, .objectRemoved,
                .objectLeft, .exitBlocked, .speeding, .fall, .cameraTampered, .signalLost,
            ])
    }

    @Test func `a rule without its place, or of no supported behaviour, says nothing`() {
        let walk = Actor.walking(1, from: Point(0.2, 0.6), to: Point(0.8, 0.6), between: 0, and: 6)
        #expect(RuleStage(.lineCrossed, RuleStage.hall).events([walk]).isEmpty)
        #expect(RuleStage(.zoneEntered, RuleStage.gate).events([walk]).isEmpty)
        #expect(RuleStage(.exitBlocked, RuleStage.hall).events([walk]).isEmpty)
    }
}
