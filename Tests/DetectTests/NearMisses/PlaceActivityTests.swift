import Base
import Detect
import Testing

@Suite struct `What is seen at a place` {
    private let stage: RuleStage = {
        var stage = RuleStage(.zoneEntered, RuleStage.hall)
        stage.seconds = 8
        return stage
    }()
    private let passer = Actor.walking(1, from: Point(0.4, 0.6), to: Point(0.6, 0.6), between: 2, and: 4)

    private func seen(_ stage: RuleStage, _ actors: [Actor], blind: (Double) -> BlindReason? = { _ in nil })
        -> [NearMiss]
    {
        stage.nearMisses(actors, blind: blind).filter { $0.rule == nil }
    }

    @Test func `is a confirmed object, a candidate, motion, or nothing`() {
        var candidate = passer
        candidate.isConfirmed = false
        // The box reaches into the hall, the feet do not.
        var beside = Actor.walking(1, from: Point(0.25, 0.6), to: Point(0.25, 0.6), between: 2, and: 4)
        beside.width = 0.3
        let elsewhere = Actor.walking(1, from: Point(0.1, 0.2), to: Point(0.15, 0.2), between: 2, and: 4)
        #expect(seen(stage, [passer]).map(\.reason) == [.followed])
        #expect(seen(stage, [candidate]).map(\.reason) == [.candidate])
        #expect(seen(stage, [beside]).map(\.reason) == [.moved])
        #expect(seen(stage, [elsewhere]).isEmpty && seen(stage, []).isEmpty)
    }

    @Test func `is told from its first to its last frame, and by no number of frames`() throws {
        let noted = try #require(seen(stage, [passer]).first)
        #expect(abs(noted.start.seconds(since: RuleStage.start) - 2) < 0.01)
        #expect(abs(noted.end.seconds(since: RuleStage.start) - 4) < 0.11)
        #expect(noted.count == 1)
    }

    @Test func `at a line is what its box touches`() {
        let line = RuleStage(.lineCrossed, RuleStage.gate)
        let near = Actor.walking(1, from: Point(0.46, 0.6), to: Point(0.46, 0.6), between: 2, and: 4)
        var touching = near
        touching.width = 0.1
        #expect(seen(line, [near]).isEmpty)
        #expect(seen(line, [touching]).map(\.reason) == [.followed])
    }

    @Test func `is unobserved while the camera is blind, from the first to the last such frame`() throws {
        let noted = seen(stage, [], blind: { $0 >= 2 && $0 < 5 ? .tampered(.dark) : nil })
        try #require(noted.map(\.reason) == [.unobserved])
        #expect(noted[0].detail == "dark")
        #expect(abs(noted[0].start.seconds(since: RuleStage.start) - 2) < 0.11)
        #expect(abs(noted[0].end.seconds(since: RuleStage.start) - 4.9) < 0.11)
    }

    @Test func `is what the rules are told in time: what is noted later of one thing is another near miss`() {
        var engine = RuleEngine(camera: stage.camera, source: "site/cam", frameSize: RuleStage.size)
        var noted: [[NearMiss]] = []
        for sequence in 0..<20 {
            let motion = MotionSummary(regions: [Box(x: 0.4, y: 0.4, width: 0.1, height: 0.1)])
            let time = RuleStage.start.advanced(bySeconds: Double(sequence) / 10)
            _ = engine.update([], motion: motion, at: time, sequence: sequence, unobserved: nil)
            if sequence % 10 == 9 { noted.append(engine.takeNearMisses()) }
        }
        #expect(noted.map(\.count) == [1, 1])
        #expect(noted[0][0].end < noted[1][0].start)
    }
}
