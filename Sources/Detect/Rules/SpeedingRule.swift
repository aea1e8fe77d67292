import Base

/// `speeding`: an object in the zone moves over the ground faster than `over`. One span for each passage.
///
/// Speed is that of the anchor on the calibrated ground (`GroundPlane`), over most of a second (`GroundSpeed`). It must
/// exceed the limit by more than its own uncertainty, so that far away, where a pixel is many centimetres, the rule stays
/// quiet rather than guess.
struct SpeedingRule: BehaviourRule {
    /// The limit must be exceeded by so many standard deviations.
    static let certainty = 2.0
    /// The excess ends below this share of the limit, when that lasts for `under_ms`.
    static let release = 0.95
    static let under_ms: Int64 = 1000
    /// A lost object is waited for this long.
    static let lost_ms: Int64 = 1500
    /// What is told is the median of so many speeds at most; the greatest would be the luckiest error.
    static let memory = 100

    /// One course and its speed.
    private struct Passage: Sendable {
        var course = -1
        var track = -1
        var speed = GroundSpeed()
        var overSince: FrameMoment?
        var lastOver: FrameMoment?
        /// Speeds above the limit in this passage, the latest `memory` of them.
        var speeds_mps: [Double] = []
        var event: EventStart?

        /// Begins with another course; lists keep their room.
        mutating func restart(_ course: Int) {
            (self.course, track, overSince, lastOver, event) = (course, -1, nil, nil, nil)
            speed.clear()
            speeds_mps.removeAll(keepingCapacity: true)
        }
    }

    var core: RuleCore
    private let zone: Int
    private let plane: GroundPlane
    private let pixel: Point
    private var passages: [Passage] = []

    /// - Parameter pixel: size of a working pixel in fractions of the picture.
    init(core: RuleCore, zone: Int, plane: GroundPlane, pixel: Point) {
        (self.core, self.zone, self.plane, self.pixel) = (core, zone, plane, pixel)
    }

    var watched: Watched { .zone(zone) }

    mutating func update(_ frame: RuleFrame, into events: inout [ObservedEvent]) {
        while passages.count < frame.courses.count { passages.append(Passage()) }
        for slot in frame.courses.indices {
            let course = frame.courses[slot], presence = frame.zones[zone].presences[slot]
            if passages[slot].course != course.id || course.state == .free {
                end(slot, frame.now, &events)
                passages[slot].restart(course.id)
            }
            if course.state == .followed, course.observed { measure(slot, course, frame.now) }
            let isThere =
                presence.inside && core.accepts(course)
                && course.isPresent(
                    at: frame.now, coasting_ms: SpeedingRule.lost_ms, lost_ms: SpeedingRule.lost_ms)
            guard isThere else {
                passages[slot].overSince = nil
                end(slot, frame.now, &events)
                continue
            }
            judge(slot, course, presence, frame.now, &events)
        }
    }

    /// Notes where the object is on the ground.
    private mutating func measure(_ slot: Int, _ course: Course, _ now: FrameMoment) {
        if passages[slot].track != course.track {
            passages[slot].track = course.track
            passages[slot].speed.clear()
        }
        passages[slot].speed.follow(course, pixel: pixel, on: plane, at: now.time)
    }

    private mutating func judge(
        _ slot: Int, _ course: Course, _ presence: ZoneWatch.Presence, _ now: FrameMoment,
        _ events: inout [ObservedEvent]
    ) {
        let limit = core.settings.over_mps ?? .infinity
        if let estimate = passages[slot].speed.estimate, course.observed {
            let sure = estimate.speed_mps - SpeedingRule.certainty * estimate.doubt_mps
            if sure > limit || passages[slot].event != nil && estimate.speed_mps > SpeedingRule.release * limit {
                passages[slot].lastOver = now
                if passages[slot].overSince == nil { passages[slot].overSince = now }
                if passages[slot].speeds_mps.count == SpeedingRule.memory { passages[slot].speeds_mps.removeFirst() }
                if passages[slot].speeds_mps.isEmpty { passages[slot].speeds_mps.reserveCapacity(SpeedingRule.memory) }
                passages[slot].speeds_mps.append(estimate.speed_mps)
            } else if passages[slot].event == nil {
                passages[slot].overSince = nil
                passages[slot].speeds_mps.removeAll(keepingCapacity: true)
            }
        }
        if passages[slot].event == nil {
            guard let since = passages[slot].overSince, passages[slot].lastOver == now, since != now,
                now.isAtLeast(core.debounce_ms, after: since)
            else { return }
            let start = core.begin(at: core.notBeforeWatching(since))
            passages[slot].event = start
            var event = core.event(.began, start, at: now, course: course)
            event.measures = [speed(slot)]
            events.append(event)
        } else if let last = passages[slot].lastOver, now.isAtLeast(SpeedingRule.under_ms, after: last) {
            end(slot, now, &events)
        }
    }

    private func speed(_ slot: Int) -> Measure {
        Measure("speed", (GroundSpeed.median(passages[slot].speeds_mps) * 10).rounded() / 10, "m/s")
    }

    private mutating func end(_ slot: Int, _ now: FrameMoment, _ events: inout [ObservedEvent]) {
        guard let start = passages[slot].event, let last = passages[slot].lastOver else { return }
        var event = core.ended(start, end: last, at: now)
        event.measures.append(speed(slot))
        events.append(event)
        (passages[slot].event, passages[slot].overSince, passages[slot].lastOver) = (nil, nil, nil)
        passages[slot].speeds_mps.removeAll(keepingCapacity: true)
    }

    mutating func interrupt(after last: FrameMoment, at now: FrameMoment, into events: inout [ObservedEvent]) {
        for slot in passages.indices {
            end(slot, now, &events)
            passages[slot] = Passage()
        }
    }
}
