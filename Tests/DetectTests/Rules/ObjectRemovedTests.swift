import Base
import Detect
import Testing

@Suite struct `The rule object-removed` {
    static let place = Point(0.5, 0.5)

    static func stage(rate: Double = 10) -> RuleStage {
        var stage = RuleStage(.objectRemoved, RuleStage.hall) { $0.after_ms = 2000 }
        (stage.rate, stage.seconds) = (rate, 12)
        return stage
    }

    static func gone(_ t: Double, from: Double = 3, to: Double = 9, at point: Point = place) -> [StaticChange] {
        t >= from + 1 && t < to ? [.at(point, .removed, since: from)] : []
    }

    @Test(arguments: frameRates)
    func `begins when the thing has been gone for so long, and ends when it is back`(rate: Double) throws {
        let events = Self.stage(rate: rate).events([], changes: { Self.gone($0) })
        try #require(events.map(\.phase) == [.began, .ended])
        #expect(abs(events[0].began - 5) <= 1.01 / rate)
        #expect(abs(events[1].endedAt - 9) <= 1.01 / rate)
        #expect((events[0].measure("gone") ?? 0) >= 1.999)
        #expect(events[0].box == Self.gone(5)[0].box)
    }

    @Test func `what comes back in time is no event`() {
        #expect(Self.stage().events([], changes: { Self.gone($0, to: 4.8) }).isEmpty)
    }

    @Test func `whoever stands before the place may be all that hides the thing`() throws {
        let person = Actor.standing(1, at: Point(0.5, 0.56), between: 2, and: 7)
        let events = Self.stage().events([person], changes: { Self.gone($0) })
        #expect(try abs(#require(events.first).began - 7.1) < 0.15)
    }

    @Test func `what cannot be seen is not told`() {
        let events = Self.stage().events(
            [],
            changes: { t in
                Self.gone(t).map { change in
                    var hidden = change
                    hidden.isInView = false
                    return hidden
                }
            })
        #expect(events.isEmpty)
    }

    @Test(arguments: [StaticChange.Kind.left, .unclear])
    func `what was left or is unclear was not removed`(kind: StaticChange.Kind) {
        #expect(Self.stage().events([], changes: { $0 < 3 ? [] : [.at(Self.place, kind, since: 3)] }).isEmpty)
    }

    @Test func `elsewhere is none of its business`() {
        #expect(Self.stage().events([], changes: { Self.gone($0, at: Point(0.15, 0.15)) }).isEmpty)
    }

    @Test func `two things are two events`() {
        let events = Self.stage().events(
            [],
            changes: { t in
                Self.gone(t) + (t < 5 ? [] : [.at(Point(0.62, 0.7), .removed, since: 4, id: 2)])
            })
        #expect(events.count { $0.phase == .began } == 2)
        #expect(events.count { $0.phase == .ended } == 2)
    }

    @Test func `a piece of what is gone is no thing of its own`() {
        let events = Self.stage().events(
            [],
            changes: { t in
                Self.gone(t) + (t < 6 || t >= 9 ? [] : [.at(Self.place, .removed, since: 5.5, id: 2)])
            })
        #expect(events.count { $0.phase == .began } == 1)
    }
}
