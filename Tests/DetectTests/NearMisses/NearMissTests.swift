import Base
import Detect
import Testing

@Suite struct `What came near an event` {
    /// One attempt that comes to nothing, and what must be said of it.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let stage: RuleStage
        let actors: [Actor]
        let reason: NearMiss.Reason
        var measure: (name: String, range: ClosedRange<Double>, needed: Double)?
        var detail: String?
    }

    private static func stage(
        _ behaviour: Behaviour, _ place: Place?, _ adjust: (inout RuleSettings) -> Void = { _ in }
    ) -> RuleStage {
        var stage = RuleStage(behaviour, place, adjust)
        stage.seconds = 14
        return stage
    }

    private static func visitor(
        _ seconds: Double, _ objectClass: ObjectClass? = nil, _ adjust: (inout Actor) -> Void = { _ in }
    ) -> Actor {
        // Through the left border at 2.5 s, in for this long, and out again the same way.
        var actor = Actor(1, objectClass: objectClass) { t in
            let way = min(t - 2, 3 + seconds - t)
            return way < 0 ? nil : Point(0.2 + 0.2 * min(way, 1), 0.6)
        }
        actor.width = 0.1
        adjust(&actor)
        return actor
    }

    /// Comes to `depth` beyond the gate from its left side and goes back.
    private static func turner(_ depth: Double, frames: Double = 4, _ objectClass: ObjectClass? = nil) -> Actor {
        Actor(1, objectClass: objectClass) { t in
            if t < 1 || t > 6 { return nil }
            return t < 3 || t > 3 + frames / 10 - 0.05 ? Point(0.44, 0.6) : Point(0.5 + depth, 0.6)
        }
    }

    private static func walker(_ objectClass: ObjectClass? = nil, _ adjust: (inout Actor) -> Void = { _ in }) -> Actor {
        var actor = Actor.walking(1, from: Point(0.3, 0.6), to: Point(0.7, 0.6), between: 1, and: 5)
        actor.objectClass = objectClass
        adjust(&actor)
        return actor
    }

    static let zones: [Case] = [
        Case(
            testDescription: "loitering, not long enough",
            stage: stage(.loitering, RuleStage.hall) { $0.after_ms = 10_000 }, actors: [visitor(6)], reason: .tooShort,
            measure: ("inside", 5.7...6.3, 10)),
        Case(
            testDescription: "loitering, cut off by the end",
            stage: stage(.loitering, RuleStage.hall) { $0.after_ms = 20_000 }, actors: [visitor(60)], reason: .cutOff,
            measure: ("inside", 11.2...11.6, 20)),
        Case(
            testDescription: "zone-entered, over before the debounce time",
            stage: stage(.zoneEntered, RuleStage.hall), actors: [visitor(0.15)], reason: .debounce,
            measure: ("inside", 0...0.15, 0.2)),
        Case(
            testDescription: "zone-entered, another class",
            stage: stage(.zoneEntered, RuleStage.hall) { $0.classes = [.person] }, actors: [visitor(6, .vehicle)],
            reason: .objectClass, detail: "vehicle"),
        Case(
            testDescription: "zone-entered, not sure enough",
            stage: stage(.zoneEntered, RuleStage.hall) { $0.confidence = 0.6 },
            actors: [visitor(6) { $0.confidence = 0.41 }], reason: .confidence,
            measure: ("confidence", 0.41...0.41, 0.6)),
        Case(
            testDescription: "zone-entered, never confirmed", stage: stage(.zoneEntered, RuleStage.hall),
            actors: [visitor(6) { $0.isConfirmed = false }], reason: .unconfirmed),
        Case(
            testDescription: "zone-entered, outside its hours",
            stage: stage(.zoneEntered, RuleStage.hall) { $0.hours = [DailyHours(fromMinute: 1, toMinute: 2)] },
            actors: [visitor(6)], reason: .hours),
        Case(
            testDescription: "wrong-way, but moved as allowed",
            stage: stage(.wrongWay, RuleStage.hall) { $0.allowedBearing_deg = 90 },
            actors: [.walking(1, from: Point(0.2, 0.6), to: Point(0.8, 0.6), between: 1, and: 6)], reason: .allowedWay,
            measure: ("deviation", 0...1, 90)),
        Case(
            testDescription: "wrong-way, one step only",
            stage: stage(.wrongWay, RuleStage.hall) { $0.allowedBearing_deg = 270 },
            actors: [
                Actor(1) { t in
                    t < 1 || t > 6 ? nil : t < 4 ? Point(0.32 + 0.06 * min(1, (t - 1) / 2), 0.6) : Point(0.2, 0.6)
                }
            ], reason: .tooShort, measure: ("steps", 0.1...1, 2)),
        Case(
            testDescription: "occupancy, over before the debounce time",
            stage: stage(.occupancy, RuleStage.hall) { $0.debounce_ms = 3000 }, actors: [visitor(1.6)],
            reason: .debounce,
            measure: ("held", 1...2.9, 3)),
        Case(
            testDescription: "overcrowding, too few",
            stage: stage(.overcrowding, RuleStage.hall) { $0.moreThan = 2 }, actors: [visitor(6)], reason: .tooFew,
            measure: ("occupancy", 1...1, 3)),
        Case(
            testDescription: "overcrowding, not long enough",
            stage: stage(.overcrowding, RuleStage.hall) { ($0.moreThan, $0.after_ms) = (0, 10_000) },
            actors: [visitor(5)], reason: .tooShort, measure: ("over", 4...7, 10)),
        Case(
            testDescription: "motion, over before the debounce time",
            stage: stage(.motion, RuleStage.hall) { $0.debounce_ms = 5000 },
            actors: [visitor(0.1)], reason: .debounce, measure: ("moved", 0.1...3, 5)),
    ]

    static let lines: [Case] = [
        Case(
            testDescription: "touched and turned back", stage: stage(.lineCrossed, RuleStage.gate),
            actors: [turner(0.002)],
            reason: .turnedBack, measure: ("beyond", 0.002...0.004, 0.01131)),
        Case(
            testDescription: "beyond it for one frame", stage: stage(.lineCrossed, RuleStage.gate),
            actors: [turner(0.03, frames: 1)], reason: .debounce, measure: ("beyond", 0...0.1, 0.15)),
        Case(
            testDescription: "crossed to the other side",
            stage: stage(.lineCrossed, RuleStage.gate) { $0.direction = .left }, actors: [walker()], reason: .direction,
            detail: "right"),
        Case(
            testDescription: "crossed by another class",
            stage: stage(.lineCrossed, RuleStage.gate) { $0.classes = [.person] }, actors: [walker(.vehicle)],
            reason: .objectClass, detail: "vehicle"),
        Case(
            testDescription: "touched by another class",
            stage: stage(.lineCrossed, RuleStage.gate) { $0.classes = [.person] }, actors: [turner(0.002, .vehicle)],
            reason: .objectClass, detail: "vehicle"),
        Case(
            testDescription: "crossed, not sure enough",
            stage: stage(.lineCrossed, RuleStage.gate) { $0.confidence = 0.6 },
            actors: [walker { $0.confidence = 0.41 }], reason: .confidence, measure: ("confidence", 0.41...0.41, 0.6)),
        Case(
            testDescription: "crossed by what was never confirmed", stage: stage(.lineCrossed, RuleStage.gate),
            actors: [walker { $0.isConfirmed = false }], reason: .unconfirmed),
        Case(
            testDescription: "outside its hours",
            stage: stage(.lineCrossed, RuleStage.gate) { $0.hours = [DailyHours(fromMinute: 1, toMinute: 2)] },
            actors: [walker()], reason: .hours),
        Case(
            testDescription: "went past the end", stage: stage(.lineCrossed, RuleStage.gate),
            actors: [.walking(1, from: Point(0.3, 0.96), to: Point(0.7, 0.96), between: 1, and: 5)], reason: .pastEnd,
            measure: ("past", 0.059...0.061, 0.01)),
        Case(
            testDescription: "first seen on the line", stage: stage(.lineCrossed, RuleStage.gate),
            actors: [.walking(1, from: Point(0.5, 0.6), to: Point(0.7, 0.6), between: 1, and: 5)], reason: .beganOnLine),
        Case(
            testDescription: "lost on the line", stage: stage(.lineCrossed, RuleStage.gate),
            actors: [.walking(1, from: Point(0.3, 0.6), to: Point(0.5, 0.6), between: 1, and: 3)], reason: .lost,
            measure: ("beyond", 0...0.001, 0.01131)),
        Case(
            testDescription: "counted, but another class",
            stage: stage(.occupancy, RuleStage.gate) { $0.classes = [.person] }, actors: [walker(.vehicle)],
            reason: .objectClass, detail: "vehicle"),
    ]

    @Test(arguments: zones + lines)
    func `an attempt that comes to nothing is noted once, with its rule, its reason and its measure`(one: Case) throws {
        #expect(one.stage.events(one.actors).isEmpty)
        let noted = one.stage.nearMisses(one.actors).filter { $0.rule != nil }
        try #require(noted.map(\.reason) == [one.reason], "\(noted)")
        #expect(noted[0].rule?.id == one.stage.camera.rules[0].id && noted[0].place == one.stage.camera.places[0].id)
        #expect(noted[0].source == "site/cam" && noted[0].start <= noted[0].end && noted[0].detail == one.detail)
        let shortfall = noted[0].shortfall
        #expect((shortfall == nil) == (one.measure == nil) && shortfall?.name == one.measure?.name)
        if let measure = one.measure, let shortfall {
            #expect(measure.range.contains(shortfall.reached), "\(shortfall)")
            #expect(abs(shortfall.needed - measure.needed) < 0.001, "\(shortfall)")
        }
    }

    @Test(arguments: [
        (Self.stage(.loitering, RuleStage.hall) { $0.after_ms = 3000 }, Self.visitor(6)),
        (Self.stage(.zoneEntered, RuleStage.hall), Self.visitor(6)),
        (Self.stage(.lineCrossed, RuleStage.gate), Self.walker()),
        (Self.stage(.motion, RuleStage.hall), Self.visitor(6)),
        (Self.stage(.occupancy, RuleStage.gate), Self.walker()),
    ])
    func `what became an event is no near miss`(stage: RuleStage, actor: Actor) {
        #expect(!stage.events([actor]).isEmpty)
        #expect(stage.nearMisses([actor]).filter { $0.rule != nil }.isEmpty)
    }

    @Test
    func `a stay that goes on under a new track is one near miss`() {
        var actor = Self.visitor(8)
        actor.trackAt = { $0 < 6 ? 1 : 2 }
        let noted = Self.stage(.loitering, RuleStage.hall) { $0.after_ms = 20_000 }.nearMisses([actor])
        #expect(noted.filter { $0.reason == .tooShort }.count == 1)
        #expect(noted.first { $0.rule != nil }.map { ($0.shortfall?.reached ?? 0) > 7 } == true)
    }

    @Test func `many attempts within seconds are one, counted, with the nearest measure`() throws {
        let actor = Actor(1) { t in
            guard t >= 1, t <= 7 else { return nil }
            let frame = Int((t * 10).rounded())
            return Point(frame % 8 != 0 ? 0.44 : frame == 32 ? 0.502 : 0.501, 0.6)
        }
        let noted = Self.stage(.lineCrossed, RuleStage.gate).nearMisses([actor]).filter { $0.rule != nil }
        #expect(noted.reduce(0) { $0 + $1.count } >= 5 && noted.count <= 2, "\(noted)")
        #expect(noted.contains { ($0.shortfall?.reached ?? 0) > 0.002 })
    }
}
