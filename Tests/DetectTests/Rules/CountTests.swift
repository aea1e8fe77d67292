import Base
import Detect
import Testing

@Suite struct OccupancyTests {
    @Test(arguments: frameRates)
    func `each settled change of the number inside is one event`(rate: Double) {
        var stage = RuleStage(.occupancy, RuleStage.hall)
        (stage.rate, stage.seconds) = (rate, 16)
        let events = stage.events([
            .walking(1, from: Point(0.1, 0.4), to: Point(0.9, 0.4), between: 0, and: 12),
            .walking(2, from: Point(0.1, 0.7), to: Point(0.9, 0.7), between: 3, and: 15),
        ])
        #expect(events.map { $0.measure("occupancy") } == [1, 2, 1, 0])
        #expect(events.allSatisfy { $0.phase == .instant })
        #expect(Set(events.map(\.id)).count == 4)
    }

    @Test(arguments: frameRates)
    func `a track lost for half a second does not change the count`(rate: Double) {
        var stage = RuleStage(.occupancy, RuleStage.hall)
        stage.rate = rate
        var visitor = Actor(1) { t in t > 5 && t < 5.5 ? nil : Point(0.5, 0.6) }
        visitor.trackAt = { $0 < 5.2 ? 1 : 2 }
        #expect(stage.events([visitor]).map { $0.measure("occupancy") } == [1])
    }

    @Test(arguments: frameRates)
    func `a line counts up from left to right and down from right to left`(rate: Double) {
        var stage = RuleStage(.occupancy, RuleStage.gate)
        (stage.rate, stage.seconds) = (rate, 14)
        let events = stage.events([
            .walking(1, from: Point(0.2, 0.5), to: Point(0.8, 0.5), between: 0, and: 6),
            .walking(2, from: Point(0.2, 0.8), to: Point(0.8, 0.8), between: 2, and: 8),
            .walking(3, from: Point(0.8, 0.6), to: Point(0.2, 0.6), between: 6, and: 12),
        ])
        #expect(events.map { $0.measure("occupancy") } == [1, 2, 1])
    }
}

@Suite struct OvercrowdingTests {
    /// More than two for three seconds.
    private func stage(_ rate: Double) -> RuleStage {
        var stage = RuleStage(.overcrowding, RuleStage.hall) { ($0.moreThan, $0.after_ms) = (2, 3000) }
        (stage.rate, stage.seconds) = (rate, 20)
        return stage
    }

    private func stander(_ track: Int, from begin: Double, to end: Double, gap: ClosedRange<Double>? = nil) -> Actor {
        Actor(track) { t in
            t < begin || t > end || gap?.contains(t) == true ? nil : Point(0.35 + 0.1 * Double(track), 0.6)
        }
    }

    @Test(arguments: frameRates)
    func `a crowd begins when the time has run out and ends when it is no crowd any more`(rate: Double) {
        let events = stage(rate).events([
            stander(0, from: 0, to: 20), stander(1, from: 2, to: 20), stander(2, from: 5, to: 14),
        ])
        #expect(events.map(\.phase) == [.began, .ended])
        #expect(abs(events[0].began - 8) < 0.6)
        #expect(events[0].measure("occupancy") == 3)
        #expect(abs(events[1].endedAt - 14) < 1.2)
    }

    @Test(arguments: frameRates)
    func `too few or too short is no crowd`(rate: Double) {
        let pair = [stander(0, from: 0, to: 20), stander(1, from: 2, to: 20)]
        #expect(stage(rate).events(pair).isEmpty)
        #expect(stage(rate).events(pair + [stander(2, from: 5, to: 7)]).isEmpty)
    }

    @Test(arguments: frameRates)
    func `a shortfall of less than a second neither ends a crowd nor delays it`(rate: Double) {
        let events = stage(rate).events([
            stander(0, from: 0, to: 20), stander(1, from: 0, to: 20, gap: 6...6.8),
            stander(2, from: 5, to: 20, gap: 12...12.8),
        ])
        #expect(events.map(\.phase) == [.began, .ended])
        #expect(abs(events[0].began - 8) < 0.6)
    }
}
