import Base
import Detect
import Testing

@Suite struct `The rule object-left` {
    static let place = Point(0.5, 0.55)

    static func stage(rate: Double = 10, classes: Set<ObjectClass> = []) -> RuleStage {
        var stage = RuleStage(.objectLeft, RuleStage.hall) { $0.after_ms = 10_000 }
        (stage.rate, stage.seconds) = (rate, 40)
        return stage
    }

    static func bag(
        _ t: Double, from: Double = 5, to: Double = 35, _ adjust: (inout StaticChange) -> Void = { _ in }
    ) -> [StaticChange] {
        t >= from + 1 && t < to ? [.at(place, .left, since: from, adjust)] : []
    }

    @Test(arguments: frameRates)
    func `begins when the thing has lain there for so long, and ends when it is taken`(rate: Double) throws {
        let owner = Actor.standing(1, at: Point(0.5, 0.6), between: 2, and: 7)
        let events = Self.stage(rate: rate).events([owner], changes: { Self.bag($0) })
        try #require(events.map(\.phase) == [.began, .ended])
        #expect(abs(events[0].began - 15) <= 1.01 / rate)
        #expect(abs(events[1].endedAt - 35) <= 1.01 / rate)
        #expect(events[0].classes == [.object])
    }

    @Test func `its owner has been away for half the time first`() throws {
        let owner = Actor.standing(1, at: Point(0.5, 0.6), between: 2, and: 20)
        let events = Self.stage().events([owner], changes: { Self.bag($0) })
        // A track that is lost is believed for a second and a half more.
        #expect(try (24.9...26.7).contains(#require(events.first).began))
        #expect((events.first?.measure("alone") ?? 0) >= 4.999)
    }

    @Test(arguments: [Point(0.5, 0.6), Point(0.59, 0.6), Point(0.41, 0.55)])
    func `never begins while somebody overlaps it or stands beside it`(point: Point) {
        let owner = Actor.standing(1, at: point, between: 2, and: 40)
        #expect(Self.stage().events([owner], changes: { Self.bag($0) }).isEmpty)
    }

    @Test func `somebody further off does not keep it`() {
        let other = Actor.standing(1, at: Point(0.8, 0.6), between: 0, and: 40)
        #expect(Self.stage().events([other], changes: { Self.bag($0) }).count == 2)
    }

    @Test func `who passes does not begin the time anew`() throws {
        let passer = Actor.walking(1, from: Point(0, 0.6), to: Point(1, 0.6), between: 10, and: 14)
        let events = Self.stage().events([passer], changes: { Self.bag($0) })
        #expect(try abs(#require(events.first).began - 15) < 1.8)
    }

    @Test func `somebody who came there and stands is never left`() {
        #expect(Self.stage().events([], changes: { Self.bag($0) { $0.cameByItself = true } }).isEmpty)
    }

    @Test func `what moves in itself is never left`() {
        #expect(Self.stage().events([], changes: { Self.bag($0) { $0.calm_s = 1.5 } }).isEmpty)
    }

    @Test func `what is followed in its place is somebody, unless it is only what is left of a track`() {
        let (size, foot) = (0.1, Point(0.5, 0.6))
        var there = Actor.standing(1, at: foot, between: 4, and: 40)
        (there.width, there.height) = (size, size)
        #expect(Self.stage().events([there], changes: { Self.bag($0) }).isEmpty)
        #expect(Self.stage().events([there], changes: { Self.bag($0) { $0.isRemnant = true } }).count == 2)
        there.objectClass = .person
        #expect(Self.stage().events([there], changes: { Self.bag($0) { $0.isRemnant = true } }).isEmpty)
    }

    @Test(arguments: [StaticChange.Kind.removed, .unclear])
    func `what was removed or is unclear was not left`(kind: StaticChange.Kind) {
        #expect(Self.stage().events([], changes: { $0 < 6 ? [] : [.at(Self.place, kind, since: 5)] }).isEmpty)
    }
}
