import Base
import Detect
import Testing

@Suite struct LineCrossedTests {
    @Test(arguments: frameRates)
    func `an object that walks across is counted once, at the moment it passed`(rate: Double) throws {
        var stage = RuleStage(.lineCrossed, RuleStage.gate)
        stage.rate = rate
        let events = stage.events([.walking(1, from: Point(0.2, 0.6), to: Point(0.8, 0.6), between: 0, and: 6)])
        let event = try #require(events.first)
        #expect(events.count == 1)
        #expect(event.phase == .instant && event.direction == .right)
        #expect(abs(event.began - 3) <= 1 / rate + 0.001)
        #expect(event.at - event.began < 0.7)
    }

    @Test(arguments: [
        (Direction.any, 1), (.right, 1), (.left, 0),
    ])
    func `only the direction asked for counts`(direction: Direction, count: Int) {
        let stage = RuleStage(.lineCrossed, RuleStage.gate) { $0.direction = direction }
        let walk = Actor.walking(1, from: Point(0.2, 0.6), to: Point(0.8, 0.6), between: 0, and: 6)
        #expect(stage.events([walk]).count == count)
    }

    @Test(arguments: frameRates)
    func `passing beside the end of the line is no crossing`(rate: Double) {
        var stage = RuleStage(.lineCrossed, RuleStage.gate)
        stage.rate = rate
        #expect(stage.events([.walking(1, from: Point(0.2, 0.2), to: Point(0.8, 0.2), between: 0, and: 6)]).isEmpty)
    }

    @Test func `a line that reaches the edge of the picture has no end there`() {
        let exit = Place(id: "gate", shape: .line(Segment(Point(0.5, 1), Point(0.5, 0.5))))
        let stage = RuleStage(.lineCrossed, exit)
        #expect(
            stage.events([.walking(1, from: Point(0.2, 1.02), to: Point(0.8, 1.02), between: 0, and: 6)]).count == 1)
    }

    @Test(arguments: frameRates)
    func `a flicker of one frame is no crossing`(rate: Double) {
        var stage = RuleStage(.lineCrossed, RuleStage.gate)
        stage.rate = rate
        let flicker = Actor(1) { t in abs(t - 5) < 0.5 / rate ? Point(0.55, 0.6) : Point(0.45, 0.6) }
        #expect(stage.events([flicker]).isEmpty)
    }

    @Test(arguments: frameRates)
    func `stopping on the line and swaying there counts once`(rate: Double) {
        var stage = RuleStage(.lineCrossed, RuleStage.gate)
        (stage.rate, stage.seconds) = (rate, 40)
        let dweller = Actor(1) { t in
            if t < 4 { return Point(0.3 + 0.05 * t, 0.6) }
            if t < 36 { return Point(0.5 + 0.012 * (wave(t, 3.1) + 0.4 * wave(t, 0.9)), 0.6) }
            return Point(0.5 + 0.05 * (t - 36), 0.6)
        }
        #expect(stage.events([dweller]).map(\.direction) == [.right])
    }

    @Test(arguments: frameRates)
    func `walking up to the line and back is no crossing`(rate: Double) {
        var stage = RuleStage(.lineCrossed, RuleStage.gate)
        stage.rate = rate
        let visitor = Actor(1) { t in Point(0.495 - 0.05 * abs(t - 5), 0.6) }
        #expect(stage.events([visitor]).isEmpty)
    }

    @Test(arguments: frameRates)
    func `going clearly over and back counts there and back`(rate: Double) {
        var stage = RuleStage(.lineCrossed, RuleStage.gate)
        stage.rate = rate
        let visitor = Actor(1) { t in Point(0.6 - 0.06 * abs(t - 5), 0.6) }
        #expect(stage.events([visitor]).map(\.direction) == [.right, .left])
    }

    @Test(arguments: frameRates)
    func `a track lost before the line and found after it still crosses`(rate: Double) {
        var stage = RuleStage(.lineCrossed, RuleStage.gate)
        stage.rate = rate
        var walker = Actor(1) { t in abs(t - 3) < 0.6 || t > 6 ? nil : Point(0.2 + 0.1 * t, 0.6) }
        walker.trackAt = { t in t < 3 ? 1 : 2 }
        let events = stage.events([walker])
        #expect(events.map(\.direction) == [.right])
        #expect(events.allSatisfy { abs($0.began - 3) < 0.5 })
    }

    @Test(arguments: frameRates)
    func `a number used again for another object does not cross`(rate: Double) {
        var stage = RuleStage(.lineCrossed, RuleStage.gate)
        stage.rate = rate
        let reused = Actor(7) { t in t < 5 ? Point(0.2, 0.6) : Point(0.8, 0.6) }
        #expect(stage.events([reused]).isEmpty)
    }

    @Test(arguments: frameRates)
    func `two that cross as one blob and part after it count twice`(rate: Double) {
        var stage = RuleStage(.lineCrossed, RuleStage.gate)
        stage.rate = rate
        // The second comes up to the first, both are seen as one from 2.5 s to 4.5 s, and part.
        var blob = Actor.walking(1, from: Point(0.25, 0.6), to: Point(0.85, 0.6), between: 0, and: 6)
        blob.width = 0.1
        var other = Actor(2) { t in
            if t < 2.5 { return Point(0.10 + 0.148 * t, 0.62) }
            return t < 4.5 ? nil : Point(0.66 + 0.03 * (t - 4.5), 0.65)
        }
        other.trackAt = { t in t < 3 ? 2 : 3 }
        #expect(stage.events([blob, other]).map(\.direction) == [.right, .right])
    }

    @Test func `two that cross in the same frame are two events with their own names`() {
        let stage = RuleStage(.lineCrossed, RuleStage.gate)
        let events = stage.events([
            .walking(1, from: Point(0.2, 0.5), to: Point(0.8, 0.5), between: 0, and: 6),
            .walking(2, from: Point(0.2, 0.8), to: Point(0.8, 0.8), between: 0, and: 6),
        ])
        #expect(events.map(\.ordinal) == [0, 1])
        #expect(Set(events.map(\.id)).count == 2)
    }

    @Test func `an object known to be of another class is refused, one of no class is not`() {
        let stage = RuleStage(.lineCrossed, RuleStage.gate) { $0.classes = [.person] }
        func count(_ objectClass: ObjectClass?) -> Int {
            stage.events([Actor(1, objectClass: objectClass) { t in Point(0.2 + 0.08 * t, 0.6) }]).count
        }
        #expect(count(nil) == 1)
        #expect(count(.person) == 1)
        #expect(count(.vehicle) == 0)
    }

    @Test func `what the tracker is not sure enough of does not count`() {
        let stage = RuleStage(.lineCrossed, RuleStage.gate) { $0.confidence = 0.6 }
        var walker = Actor(1) { t in Point(0.2 + 0.08 * t, 0.6) }
        walker.confidence = 0.5
        #expect(stage.events([walker]).isEmpty)
    }

    @Test(arguments: [(0, 1440, 1), (1, 2, 0), (1439, 1, 1)])
    func `a rule is silent outside its hours`(from: Int, to: Int, count: Int) {
        let stage = RuleStage(.lineCrossed, RuleStage.gate) { $0.hours = [DailyHours(fromMinute: from, toMinute: to)] }
        #expect(stage.events([Actor(1) { t in Point(0.2 + 0.08 * t, 0.6) }]).count == count)
    }
}

/// A triangle wave between -1 and 1.
func wave(_ t: Double, _ period: Double) -> Double {
    let part = (t / period).truncatingRemainder(dividingBy: 1)
    return part < 0.5 ? 4 * part - 1 : 3 - 4 * part
}

/// One object that the tracker sees in two pieces.
@Suite struct PieceTests {
    @Test(arguments: frameRates)
    func `a piece that splits off before the line is not counted beside its object`(rate: Double) {
        var stage = RuleStage(.lineCrossed, RuleStage.gate)
        stage.rate = rate
        var vehicle = Actor.walking(1, from: Point(0.2, 0.7), to: Point(0.8, 0.7), between: 0, and: 6)
        (vehicle.width, vehicle.height) = (0.3, 0.3)
        var piece = Actor.walking(2, from: Point(0.38, 0.68), to: Point(0.78, 0.68), between: 2, and: 6)
        (piece.width, piece.height) = (0.15, 0.2)
        #expect(stage.events([vehicle, piece]).map(\.direction) == [.right])
    }

    @Test(arguments: frameRates)
    func `two who were followed for long and pass one before the other are two`(rate: Double) {
        var stage = RuleStage(.lineCrossed, RuleStage.gate)
        (stage.rate, stage.seconds) = (rate, 12)
        let near = Actor.walking(1, from: Point(0.1, 0.7), to: Point(0.8, 0.7), between: 0, and: 10)
        let behind = Actor.walking(2, from: Point(0.1, 0.68), to: Point(0.8, 0.68), between: 0.2, and: 10.2)
        #expect(stage.events([near, behind]).map(\.direction) == [.right, .right])
    }

    @Test(arguments: frameRates)
    func `a large object whose anchor passes just beyond the end of the line does not count`(rate: Double) {
        var stage = RuleStage(.lineCrossed, RuleStage.gate)
        stage.rate = rate
        var lorry = Actor.walking(1, from: Point(0.2, 0.27), to: Point(0.8, 0.27), between: 0, and: 6)
        (lorry.width, lorry.height) = (0.4, 0.25)
        #expect(stage.events([lorry]).isEmpty)
    }
}
