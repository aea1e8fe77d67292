import Base

/// `motion`: something moves in the place, or in the picture when the rule names none. It needs no followed object.
struct MotionRule: BehaviourRule {
    /// Frames that must have motion, at any frame rate.
    static let leastFrames = 2
    /// A pause shorter than this does not end the motion.
    static let pause_ms: Int64 = 2000
    /// A pause shorter than this does not begin the debounce time anew.
    static let gap_ms: Int64 = 250

    var core: RuleCore
    private let shape: ZoneShape?
    private var since: FrameMoment?
    private var frames = 0
    private var last: FrameMoment?
    private var span: EventStart?

    init(core: RuleCore, shape: ZoneShape?) { (self.core, self.shape) = (core, shape) }

    mutating func update(_ frame: RuleFrame, into events: inout [ObservedEvent]) {
        let now = frame.now
        guard let region = frame.motion.regions.first(where: { shape?.overlaps($0) ?? true }) else {
            rest(now, &events)
            return
        }
        if since == nil { since = now }
        frames += 1
        last = now
        guard span == nil, let since, frames >= MotionRule.leastFrames, now.isAtLeast(core.debounce_ms, after: since)
        else { return }
        let start = core.begin(at: since)
        span = start
        var event = core.event(.began, start, at: now)
        event.box = region
        events.append(event)
    }

    private mutating func rest(_ now: FrameMoment, _ events: inout [ObservedEvent]) {
        guard let last else { return }
        // At five frames a second one frame without motion is already 400 ms between two with it.
        guard now.isAtLeast(span == nil ? MotionRule.gap_ms : MotionRule.pause_ms, after: last) else { return }
        if let start = span { events.append(core.ended(start, end: last, at: now)) } else { missMotion(.debounce) }
        (since, frames, self.last, span) = (nil, 0, nil, nil)
    }

    /// Notes motion that was over too soon.
    private mutating func missMotion(_ reason: NearMiss.Reason) {
        guard let since, let last else { return }
        core.missLasting("moved", from: since, to: last, of: core.debounce_ms, reason: reason)
    }

    mutating func interrupt(after last: FrameMoment, at now: FrameMoment, into events: inout [ObservedEvent]) {
        if let start = span {
            events.append(core.ended(start, end: self.last ?? last, at: now))
        } else {
            missMotion(.cutOff)
        }
        (since, frames, self.last, span) = (nil, 0, nil, nil)
    }
}
