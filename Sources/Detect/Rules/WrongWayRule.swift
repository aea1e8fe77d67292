import Base

/// `wrong-way`: an object in the zone moves against the allowed bearing. Once for each stay.
///
/// The way is measured in steps: each time the object has got `stepShare` of its size away from where the last step ended,
/// the step has a bearing. Two wrong steps with no right one between them are the wrong way; swaying makes no steps.
struct WrongWayRule: BehaviourRule {
    /// Length of a step in sizes of the object; at least `leastStep` heights, and never more than a quarter of the zone.
    static let stepShare = 0.5
    static let leastStep = 0.03

    private struct Way: Sendable {
        var course = -1
        var stay = FrameMoment(time: Timestamp(microseconds: 0), sequence: 0)
        var from = Point(0, 0)
        var fromMoment = FrameMoment(time: Timestamp(microseconds: 0), sequence: 0)
        var wrongSteps = 0
        var wrongSince = FrameMoment(time: Timestamp(microseconds: 0), sequence: 0)
        var wrongFrom = Point(0, 0)
        var told = false
        /// How far the step deviated that did so most, in degrees; nil before the first step.
        var deviation_deg: Double?
        /// The furthest that it got before its first step was whole, in steps.
        var reach = 0.0
    }

    var core: RuleCore
    private let zone: Int
    private var ways: [Way] = []

    init(core: RuleCore, zone: Int) {
        (self.core, self.zone) = (core, zone)
        ways.reserveCapacity(32)
    }

    var watched: Watched { .zone(zone) }

    mutating func update(_ frame: RuleFrame, into events: inout [ObservedEvent]) {
        for visit in frame.zones[zone].ended { noteMiss(visit) }
        while ways.count < frame.courses.count { ways.append(Way()) }
        for slot in frame.courses.indices {
            let course = frame.courses[slot], presence = frame.zones[zone].presences[slot]
            guard presence.inside, course.state == .followed, course.observed, core.accepts(course) else { continue }
            if ways[slot].course != course.id || ways[slot].stay != presence.since {
                ways[slot] = Way(
                    course: course.id, stay: presence.since, from: course.position, fromMoment: frame.now)
            }
            guard !ways[slot].told, takeStep(slot, course, frame) else { continue }
            ways[slot].told = true
            var event = core.event(
                .instant, core.begin(at: ways[slot].wrongSince), at: frame.now, course: course)
            event.measures = [Measure("bearing", WrongWayRule.bearing(course.position - ways[slot].wrongFrom), "deg")]
            events.append(event)
        }
    }

    /// Whether this frame completes the wrong way.
    private mutating func takeStep(_ slot: Int, _ course: Course, _ frame: RuleFrame) -> Bool {
        let moved = course.position - ways[slot].from
        let step = min(
            max(WrongWayRule.stepShare * course.size, WrongWayRule.leastStep), frame.zones[zone].shape.extent / 4)
        ways[slot].reach = min(max(ways[slot].reach, moved.length / step), 1)
        guard moved.length >= step else { return false }
        let away = WrongWayRule.angle(WrongWayRule.bearing(moved), core.settings.allowedBearing_deg ?? 0)
        ways[slot].deviation_deg = max(away, ways[slot].deviation_deg ?? 0)
        if away <= core.settings.spread_deg {
            ways[slot].wrongSteps = 0
        } else if away > max(90, core.settings.spread_deg) {
            if ways[slot].wrongSteps == 0 {
                (ways[slot].wrongSince, ways[slot].wrongFrom) = (ways[slot].fromMoment, ways[slot].from)
            }
            ways[slot].wrongSteps += 1
        }
        (ways[slot].from, ways[slot].fromMoment) = (course.position, frame.now)
        return ways[slot].wrongSteps >= 2 && frame.now.isAtLeast(core.debounce_ms, after: ways[slot].wrongSince)
    }

    /// Notes how near an object came that has left without going the wrong way.
    private mutating func noteMiss(_ visit: ZoneWatch.Visit) {
        guard visit.slot < ways.count, visit.wasInside else { return }
        let way = ways[visit.slot]
        guard way.course == visit.course, way.stay == visit.since, !way.told else { return }
        if way.wrongSteps >= 2 {
            core.missLasting("wrong", from: way.wrongSince, to: visit.last, of: core.debounce_ms, reason: .debounce)
        } else if let deviation_deg = way.deviation_deg, way.wrongSteps == 0 {
            let needed = max(90, core.settings.spread_deg)
            core.miss(
                .allowedWay, from: visit.since, to: visit.last,
                Shortfall("deviation", min(deviation_deg, needed), of: needed, "deg"))
        } else {
            let steps = way.wrongSteps == 0 ? way.reach : 1
            core.miss(.tooShort, from: visit.since, to: visit.last, Shortfall("steps", steps, of: 2, "count"))
        }
    }

    mutating func interrupt(after last: FrameMoment, at now: FrameMoment, into events: inout [ObservedEvent]) {
        for slot in ways.indices { ways[slot] = Way() }
    }

    /// Bearing of a movement on the picture in degrees: 0 up the picture, 90 to its right, 0..<360.
    static func bearing(_ movement: Point) -> Double {
        let degrees = arcTangent(movement.x, -movement.y) * 180 / .pi
        return degrees < 0 ? degrees + 360 : degrees
    }

    /// Angle between two bearings, 0...180 degrees.
    static func angle(_ a: Double, _ b: Double) -> Double {
        let difference = abs(a - b).truncatingRemainder(dividingBy: 360)
        return difference > 180 ? 360 - difference : difference
    }
}
