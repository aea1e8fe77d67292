import Base
import Detect
import Testing

@Suite struct ZoneEnteredTests {
    @Test(arguments: frameRates)
    func `a visit is one span from the first frame inside to the last`(rate: Double) throws {
        var stage = RuleStage(.zoneEntered, RuleStage.hall)
        stage.rate = rate
        let events = stage.events([.walking(1, from: Point(0.1, 0.6), to: Point(0.9, 0.6), between: 0, and: 8)])
        #expect(events.map(\.phase) == [.began, .ended])
        #expect(abs(events[0].began - 2) <= 1 / rate + 0.001)
        #expect(events[0].at - events[0].began < 0.5)
        #expect(abs(events[1].endedAt - 6) <= 1 / rate + 0.001)
        #expect(events[0].startSequence == events[1].startSequence)
        #expect(events[1].measure("lasted") != nil)
    }

    @Test(arguments: frameRates)
    func `several visitors at once are one span`(rate: Double) {
        var stage = RuleStage(.zoneEntered, RuleStage.hall)
        stage.rate = rate
        let events = stage.events([
            .walking(1, from: Point(0.1, 0.5), to: Point(0.9, 0.5), between: 0, and: 6),
            .walking(2, from: Point(0.9, 0.7), to: Point(0.1, 0.7), between: 2, and: 9),
        ])
        #expect(events.map(\.phase) == [.began, .ended])
    }

    @Test(arguments: frameRates)
    func `a flicker into the zone is no visit and one out of it no end`(rate: Double) {
        var stage = RuleStage(.zoneEntered, RuleStage.hall)
        stage.rate = rate
        let flickerIn = Actor(1) { t in abs(t - 5) < 0.5 / rate ? Point(0.35, 0.6) : Point(0.27, 0.6) }
        #expect(stage.events([flickerIn]).isEmpty)
        let flickerOut = Actor(1) { t in abs(t - 5) < 0.5 / rate ? Point(0.27, 0.6) : Point(0.35, 0.6) }
        #expect(stage.events([flickerOut]).map(\.phase) == [.began, .ended])
    }

    @Test(arguments: frameRates)
    func `one who stands on the border is at most one visit`(rate: Double) {
        var stage = RuleStage(.zoneEntered, RuleStage.hall)
        (stage.rate, stage.seconds) = (rate, 30)
        let swaying = Actor(1) { t in Point(0.3 + 0.004 * (wave(t, 2.3) + wave(t, 0.7)), 0.6) }
        #expect(stage.events([swaying]).count <= 2)
    }

    @Test(arguments: frameRates)
    func `a track that is lost for a second inside does not end the visit`(rate: Double) {
        var stage = RuleStage(.zoneEntered, RuleStage.hall)
        stage.rate = rate
        var visitor = Actor(1) { t in t > 4 && t < 5.1 ? nil : Point(0.5, 0.6) }
        visitor.trackAt = { t in t < 4.5 ? 1 : 2 }
        #expect(stage.events([visitor]).map(\.phase) == [.began, .ended])
    }

    @Test func `feet cut off by the picture's edge are inside a zone that reaches it`() {
        let desk = Place(
            id: "hall", shape: .zone(Polygon([Point(0.4, 0.6), Point(0.7, 0.6), Point(0.7, 1), Point(0.4, 1)])))
        let stage = RuleStage(.zoneEntered, desk)
        #expect(
            stage.events([Actor(1) { t in t > 1 && t < 6 ? Point(0.55, 1) : nil }]).map(\.phase) == [.began, .ended])
    }

    @Test func `a short blindness keeps the visit, a long one ends it where it was last seen`() throws {
        let stage = RuleStage(.zoneEntered, RuleStage.hall) { _ in }
        var long = stage
        long.seconds = 20
        let visitor = Actor(1) { _ in Point(0.5, 0.6) }
        #expect(stage.events([visitor]) { $0 > 3 && $0 < 6 ? .tampered(.dark) : nil }.count == 2)
        let events = long.events([visitor]) { $0 > 3 && $0 < 15 ? .tampered(.dark) : nil }
        #expect(events.map(\.phase) == [.began, .ended, .began, .ended])
        #expect(abs(events[1].endedAt - 3) < 0.11)
        #expect(events[2].began >= 15)
    }
}
