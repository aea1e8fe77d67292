import Base
import Detect
import Testing

@Suite struct `Things that came near an event` {
    private static func stage(_ behaviour: Behaviour, _ after_ms: Int64 = 10_000) -> RuleStage {
        var stage = RuleStage(behaviour, RuleStage.hall) { $0.after_ms = after_ms }
        stage.seconds = 24
        return stage
    }

    private static func thing(
        _ kind: StaticChange.Kind, until end: Double, size: Double = 0.1,
        _ adjust: @escaping (inout StaticChange) -> Void = { _ in }
    ) -> (Double) -> [StaticChange] {
        { t in t >= 3 && t < end ? [.at(Point(0.5, 0.55), kind, since: 3, size: size, adjust)] : [] }
    }

    private func reasons(_ noted: [NearMiss]) -> [NearMiss.Reason] { noted.filter { $0.rule != nil }.map(\.reason) }

    @Test func `a thing left for too short a time, with somebody, or that is none`() {
        let stage = Self.stage(.objectLeft)
        let owner = Actor.standing(1, at: Point(0.5, 0.6), between: 1, and: 20)
        #expect(reasons(stage.nearMisses([], changes: Self.thing(.left, until: 8))) == [.tooShort])
        #expect(reasons(stage.nearMisses([owner], changes: Self.thing(.left, until: 20))) == [.attended])
        #expect(
            reasons(stage.nearMisses([], changes: Self.thing(.left, until: 20) { $0.cameByItself = true })) == [
                .noThing
            ])
        #expect(
            reasons(Self.stage(.objectLeft, 60_000).nearMisses([], changes: Self.thing(.left, until: 60))) == [.cutOff])
        #expect(reasons(stage.nearMisses([], changes: Self.thing(.left, until: 20))).isEmpty, "an event was raised")
    }

    @Test func `a thing gone for too short a time`() throws {
        let noted = Self.stage(.objectRemoved).nearMisses([], changes: Self.thing(.removed, until: 8))
        #expect(reasons(noted) == [.tooShort])
        let gone = try #require(noted.first { $0.rule != nil }?.shortfall)
        #expect((4.8...5).contains(gone.reached) && gone.needed == 10)
        #expect(reasons(Self.stage(.objectRemoved).nearMisses([], changes: Self.thing(.removed, until: 20))).isEmpty)
    }

    @Test func `a way blocked for too short a time, or by too little`() throws {
        let short = Self.stage(.exitBlocked).nearMisses([], changes: Self.thing(.left, until: 8, size: 0.3))
        #expect(reasons(short) == [.tooShort])
        let little = Self.stage(.exitBlocked).nearMisses([], changes: Self.thing(.left, until: 20, size: 0.12))
        try #require(reasons(little) == [.tooLittle])
        let share = try #require(little.first { $0.rule != nil }?.shortfall)
        #expect(share.reached > 0 && share.reached < 0.15 && share.needed == 0.15)
    }
}
