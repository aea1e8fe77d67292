import Base

/// `exit-blocked`: something stands in the way out for longer than `after`, be it a thing, a vehicle or somebody who waits.
/// What passes does not block.
struct ExitBlockedRule: BehaviourRule {
    /// Share of the zone that must be covered, and under which it is free again.
    static let blocking = 0.15, free = 0.08
    /// What stands before the zone covers it with its lower part; heads of people further ahead do not block.
    static let lower = 0.6
    /// A pause shorter than this neither frees the way nor begins the time anew.
    static let pause_ms: Int64 = 1000
    /// One who has not gone further than this share of his size, and is not quicker than this in sizes a second, stands.
    static let drift = 0.5, speed = 0.25
    static let coasting_ms: Int64 = 20_000
    static let lost_ms: Int64 = 1500

    private struct Stand: Sendable {
        var course = -1
        var since: FrameMoment
        var position: Point
    }

    var core: RuleCore
    private let shape: ZoneShape
    private var stands: [Stand?] = []
    /// What stands before the zone in this frame, and the parts of it that cover the zone.
    private var boxes: [Box] = []
    private var feet: [Box] = []
    private var blockedSince: FrameMoment?
    private var lastBlocked: FrameMoment?
    private var span: EventStart?
    /// The greatest share that was covered without blocking, since when, and when last.
    private var partial: (share: Double, since: FrameMoment, last: FrameMoment)?

    init(core: RuleCore, shape: ZoneShape) { (self.core, self.shape) = (core, shape) }

    mutating func update(_ frame: RuleFrame, into events: inout [ObservedEvent]) {
        let now = frame.now
        var since = now
        boxes.removeAll(keepingCapacity: true)
        feet.removeAll(keepingCapacity: true)
        for slot in frame.courses.indices {
            guard let stand = standing(slot, frame) else { continue }
            if note(frame.courses[slot].box) { since = min(since, stand) }
        }
        for change in frame.changes where change.kind == .left && note(change.box) { since = min(since, change.since) }
        let share = shape.share(coveredBy: feet)
        if share >= (blockedSince == nil ? Self.blocking : Self.free) {
            partial = nil
            block(core.notBeforeWatching(since), share, now, &events)
        } else {
            clear(now, &events)
            noteTooLittle(share, now)
        }
    }

    /// Takes what stands in this box into account if it covers any of the zone; says whether it does.
    private mutating func note(_ box: Box) -> Bool {
        let foot = Self.foot(of: box)
        guard shape.share(coveredBy: foot) > 0 else { return false }
        boxes.append(box)
        feet.append(foot)
        return true
    }

    /// Since when the course in a slot stands; nil when it does not.
    private mutating func standing(_ slot: Int, _ frame: RuleFrame) -> FrameMoment? {
        while stands.count <= slot { stands.append(nil) }
        let course = frame.courses[slot]
        guard course.isPresent(at: frame.now, coasting_ms: Self.coasting_ms, lost_ms: Self.lost_ms),
            core.accepts(course)
        else {
            stands[slot] = nil
            return nil
        }
        let size = max(course.size, 0.02)
        guard let stand = stands[slot], stand.course == course.id,
            (course.position - stand.position).length < Self.drift * size,
            course.velocity.length < Self.speed * size || frame.now.isAtLeast(1000, after: stand.since)
        else {
            stands[slot] = Stand(course: course.id, since: frame.now, position: course.position)
            return nil
        }
        return stand.since
    }

    private mutating func block(
        _ since: FrameMoment, _ share: Double, _ now: FrameMoment, _ events: inout [ObservedEvent]
    ) {
        let began = blockedSince ?? max(since, lastBlocked ?? since)
        (blockedSince, lastBlocked) = (began, now)
        guard span == nil, now != began, now.isAtLeast(core.settings.after_ms, after: began) else { return }
        let start = core.begin(at: now)
        span = start
        var event = core.event(.began, start, at: now)
        event.box = boxes.dropFirst().reduce(boxes.first) { $0?.union($1) }
        event.measures = [
            Measure("blocked", now.seconds(since: began), "s"), Measure("share", share, "ratio"),
        ]
        events.append(event)
    }

    private mutating func clear(_ now: FrameMoment, _ events: inout [ObservedEvent]) {
        guard let last = lastBlocked, now.isAtLeast(Self.pause_ms, after: last) else { return }
        end(last, now, &events, reason: .tooShort)
    }

    private mutating func end(
        _ last: FrameMoment, _ now: FrameMoment, _ events: inout [ObservedEvent], reason: NearMiss.Reason
    ) {
        if let start = span {
            events.append(core.ended(start, end: lastBlocked ?? last, at: now))
        } else if let since = blockedSince {
            core.missLasting(
                "blocked", from: since, to: lastBlocked ?? last, of: core.settings.after_ms, reason: reason)
        }
        (blockedSince, lastBlocked, span) = (nil, nil, nil)
    }

    /// Notes, when nothing stands there any more, how much of the zone was covered.
    private mutating func noteTooLittle(_ share: Double, _ now: FrameMoment) {
        guard blockedSince == nil else { return }
        if share > 0 {
            partial = (max(share, partial?.share ?? 0), partial?.since ?? now, now)
        } else if let most = partial {
            core.miss(
                .tooLittle, from: most.since, to: most.last, Shortfall("share", most.share, of: Self.blocking, "ratio"))
            partial = nil
        }
    }

    private static func foot(of box: Box) -> Box {
        Box(x: box.x, y: box.y + box.height * (1 - lower), width: box.width, height: box.height * lower)
    }

    mutating func interrupt(after last: FrameMoment, at now: FrameMoment, into events: inout [ObservedEvent]) {
        if blockedSince == nil { noteTooLittle(0, last) }
        end(last, now, &events, reason: .cutOff)
        (partial, stands) = (nil, [])
    }
}
