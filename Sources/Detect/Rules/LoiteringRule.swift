import Base

/// `loitering`: one object stays in the zone for longer than `after`. One event for each stay of one object.
///
/// A stay belongs to a course, so it survives a track that is lost and found; it also survives a short step outside.
struct LoiteringRule: BehaviourRule {
    /// Being outside for less than this does not end a stay.
    static let stepOutside_ms: Int64 = 2000
    /// A standing object may be predicted for this long before its stay ends.
    static let coasting_ms: Int64 = 20_000
    /// A lost object is waited for as long as the course book keeps it.
    static let lost_ms = CourseBook.holdStanding_ms

    private struct Stay: Sendable {
        var course = -1
        var since: FrameMoment
        var lastInside: FrameMoment
        var event: EventStart?
    }

    var core: RuleCore
    private let zone: Int
    private var stays: [Stay?] = []

    init(core: RuleCore, zone: Int) {
        (self.core, self.zone) = (core, zone)
        stays.reserveCapacity(32)
    }

    var watched: Watched { .zone(zone) }

    mutating func update(_ frame: RuleFrame, into events: inout [ObservedEvent]) {
        while stays.count < frame.courses.count { stays.append(nil) }
        for slot in frame.courses.indices {
            let course = frame.courses[slot], presence = frame.zones[zone].presences[slot]
            if let stay = stays[slot], stay.course != course.id || course.state == .free {
                end(slot, frame.now, &events, reason: frame.isTakenOver(slot) ? nil : .tooShort)
            }
            let isInside =
                presence.inside && core.accepts(course)
                && course.isPresent(
                    at: frame.now, coasting_ms: LoiteringRule.coasting_ms, lost_ms: LoiteringRule.lost_ms)
            if isInside {
                stayOn(slot, course, presence, frame.now, &events)
            } else if let stay = stays[slot], frame.now.isAtLeast(LoiteringRule.stepOutside_ms, after: stay.lastInside)
            {
                end(slot, frame.now, &events)
            }
        }
    }

    private mutating func stayOn(
        _ slot: Int, _ course: Course, _ presence: ZoneWatch.Presence, _ now: FrameMoment,
        _ events: inout [ObservedEvent]
    ) {
        var stay =
            stays[slot]
            ?? Stay(
                course: course.id, since: core.notBeforeWatching(presence.since), lastInside: presence.lastInside)
        stay.lastInside = presence.lastInside
        let isSeen = course.state == .followed
        if stay.event == nil, isSeen, now.isAtLeast(core.settings.after_ms, after: stay.since) {
            let start = core.begin(at: now)
            stay.event = start
            var event = core.event(.began, start, at: now, course: course)
            event.measures = [Measure("inside", now.seconds(since: stay.since), "s")]
            events.append(event)
        }
        stays[slot] = stay
    }

    private mutating func end(
        _ slot: Int, _ now: FrameMoment, _ events: inout [ObservedEvent], reason: NearMiss.Reason? = .tooShort
    ) {
        guard let stay = stays[slot] else { return }
        stays[slot] = nil
        guard let start = stay.event else {
            if let reason {
                core.missLasting(
                    "inside", from: stay.since, to: stay.lastInside, of: core.settings.after_ms, reason: reason)
            }
            return
        }
        var event = core.ended(start, end: stay.lastInside, at: now)
        event.measures.append(Measure("inside", stay.lastInside.seconds(since: stay.since), "s"))
        events.append(event)
    }

    mutating func interrupt(after last: FrameMoment, at now: FrameMoment, into events: inout [ObservedEvent]) {
        for slot in stays.indices { end(slot, now, &events, reason: .cutOff) }
    }
}
