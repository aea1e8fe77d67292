import Base
import Detect
import Testing

@Suite struct LoiteringTests {
    private func stage(_ rate: Double, seconds: Double = 30) -> RuleStage {
        var stage = RuleStage(.loitering, RuleStage.hall) { $0.after_ms = 10_000 }
        (stage.rate, stage.seconds) = (rate, seconds)
        return stage
    }

    /// Comes in at 2 s, stands, leaves at `until`.
    private func stander(until end: Double) -> @Sendable (Double) -> Point? {
        { t in
            if t < 4 { return Point(0.1 + 0.1 * t, 0.6) }
            if t < end { return Point(0.5, 0.6) }
            return t < end + 3 ? Point(0.5 + 0.15 * (t - end), 0.6) : nil
        }
    }

    @Test(arguments: frameRates)
    func `a stay longer than the time is one event that begins when the time has run out`(rate: Double) {
        let events = stage(rate).events([Actor(1, path: stander(until: 20))])
        #expect(events.map(\.phase) == [.began, .ended])
        #expect(abs(events[0].began - 12) < 0.5)
        #expect(abs(events[1].endedAt - 21.3) < 0.5)
        #expect(abs((events[1].measure("inside") ?? 0) - 19.3) < 0.7)
    }

    @Test(arguments: frameRates)
    func `a shorter stay is none`(rate: Double) {
        #expect(stage(rate).events([Actor(1, path: stander(until: 9.5))]).isEmpty)
    }

    @Test(arguments: frameRates)
    func `a stay survives a lost track and its new number`(rate: Double) {
        let path = stander(until: 20)
        var actor = Actor(1) { t in (t > 8 && t < 11) || (t > 15 && t < 16) ? nil : path(t) }
        actor.trackAt = { t in t < 9 ? 1 : t < 15.5 ? 2 : 3 }
        let events = stage(rate).events([actor])
        #expect(events.map(\.phase) == [.began, .ended])
        #expect(abs(events[0].began - 12) < 0.5)
    }

    @Test(arguments: frameRates)
    func `a step outside does not end a stay, a longer absence does`(rate: Double) {
        func visitor(outside: Double) -> Actor {
            Actor(1) { t in t > 9 && t < 9 + outside ? Point(0.26, 0.6) : Point(0.32, 0.6) }
        }
        #expect(stage(rate, seconds: 18).events([visitor(outside: 1.2)]).map(\.phase) == [.began, .ended])
        #expect(stage(rate, seconds: 18).events([visitor(outside: 4)]).isEmpty)
    }

    @Test(arguments: frameRates)
    func `two who loiter in one zone are two events`(rate: Double) {
        let events = stage(rate).events([
            Actor(1) { _ in Point(0.4, 0.6) }, Actor(2) { _ in Point(0.6, 0.6) },
        ])
        #expect(events.filter { $0.phase == .began }.count == 2)
        #expect(Set(events.map(\.id)).count == 4)
    }

    @Test(arguments: frameRates)
    func `visitors one after another do not add up to a stay`(rate: Double) {
        let walkers = (0..<6).map { n in
            let begin = Double(n) * 4
            return Actor.walking(n, from: Point(0.2, 0.6), to: Point(0.8, 0.6), between: begin, and: begin + 5)
        }
        #expect(stage(rate).events(walkers).isEmpty)
    }
}
