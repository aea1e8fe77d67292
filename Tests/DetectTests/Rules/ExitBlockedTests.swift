import Base
import Detect
import Testing

@Suite struct `The rule exit-blocked` {
    static func stage(rate: Double = 10) -> RuleStage {
        let door = Place(
            id: "door", shape: .zone(Polygon([Point(0.4, 0.6), Point(0.6, 0.6), Point(0.6, 0.8), Point(0.4, 0.8)])))
        var stage = RuleStage(.exitBlocked, door) { $0.after_ms = 5000 }
        (stage.rate, stage.seconds) = (rate, 30)
        return stage
    }

    static func box(_ t: Double, kind: StaticChange.Kind = .left, size: Double = 0.15) -> [StaticChange] {
        t >= 6 && t < 20 ? [.at(Point(0.5, 0.7), kind, since: 5, size: size)] : []
    }

    static func van(between begin: Double, and end: Double, at point: Point = Point(0.5, 0.78)) -> Actor {
        var van = Actor.standing(1, at: point, between: begin, and: end)
        (van.width, van.height) = (0.3, 0.3)
        return van
    }

    @Test(arguments: frameRates)
    func `a thing in the way blocks until it is taken away`(rate: Double) throws {
        let events = Self.stage(rate: rate).events([], changes: { Self.box($0) })
        try #require(events.map(\.phase) == [.began, .ended])
        #expect(abs(events[0].began - 10) <= 1.01 / rate)
        #expect(abs(events[1].endedAt - 20) <= 1.01 / rate)
        #expect((events[0].measure("share") ?? 0) > 0.15)
    }

    @Test(arguments: frameRates)
    func `a vehicle that stops there blocks until it goes on`(rate: Double) throws {
        let events = Self.stage(rate: rate).events([Self.van(between: 4, and: 18)])
        try #require(events.map(\.phase) == [.began, .ended])
        #expect(abs(events[0].began - 9) <= 2.01 / rate)
        #expect((17.8...19.8).contains(events[1].endedAt))
    }

    @Test func `one who stops for a moment does not`() {
        #expect(Self.stage().events([Self.van(between: 4, and: 7.3)]).isEmpty)
    }

    @Test func `traffic that passes does not, however long it lasts`() {
        let passers = (0..<20).map { number in
            let begin = Double(number) * 1.4
            var car = Actor.walking(
                number, from: Point(-0.2, 0.78), to: Point(1.2, 0.78), between: begin, and: begin + 3)
            (car.width, car.height) = (0.3, 0.3)
            return car
        }
        #expect(Self.stage().events(passers).isEmpty)
    }

    @Test func `a little thing does not, nor what was taken away`() {
        #expect(Self.stage().events([], changes: { Self.box($0, size: 0.06) }).isEmpty)
        #expect(Self.stage().events([], changes: { Self.box($0, kind: .removed) }).isEmpty)
    }

    @Test func `heads of those who stand further ahead do not`() {
        #expect(Self.stage().events([Self.van(between: 2, and: 28, at: Point(0.5, 0.98))]).isEmpty)
    }

    @Test func `a short gap does not begin the time anew`() throws {
        let events = Self.stage().events([], changes: { t in (8.0..<8.6).contains(t) ? [] : Self.box(t) })
        #expect(try abs(#require(events.first).began - 10) < 0.15)
    }
}
