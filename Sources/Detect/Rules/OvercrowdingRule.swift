import Base

/// `overcrowding`: more than `more_than` objects are in the zone for longer than `after`. Shortfalls of less than a second
/// neither begin the time anew nor end the crowd.
struct OvercrowdingRule: BehaviourRule {
    static let shortfall_ms: Int64 = 1000
    static let coasting_ms: Int64 = 10_000
    static let lost_ms: Int64 = 700

    var core: RuleCore
    private let zone: Int
    private var overSince: FrameMoment?
    private var underSince: FrameMoment?
    private var crowd: EventStart?

    init(core: RuleCore, zone: Int) { (self.core, self.zone) = (core, zone) }

    mutating func update(_ frame: RuleFrame, into events: inout [ObservedEvent]) {
        let count = core.countInside(
            zone, frame, coasting_ms: OvercrowdingRule.coasting_ms, lost_ms: OvercrowdingRule.lost_ms)
        guard count > core.settings.moreThan ?? 0 else {
            fallShort(frame.now, &events)
            return
        }
        underSince = nil
        let since = overSince ?? frame.now
        overSince = since
        guard crowd == nil, frame.now != since || core.settings.after_ms == 0,
            frame.now.isAtLeast(core.settings.after_ms, after: since)
        else { return }
        let start = core.begin(at: frame.now)
        crowd = start
        var event = core.event(.began, start, at: frame.now)
        event.measures = [
            Measure("occupancy", Double(count), "count"), Measure("over", frame.now.seconds(since: since), "s"),
        ]
        events.append(event)
    }

    private mutating func fallShort(_ now: FrameMoment, _ events: inout [ObservedEvent]) {
        guard overSince != nil else { return }
        let since = underSince ?? now
        underSince = since
        guard now != since, now.isAtLeast(max(core.debounce_ms, OvercrowdingRule.shortfall_ms), after: since) else {
            return
        }
        if let start = crowd { events.append(core.ended(start, end: since, at: now)) }
        (overSince, underSince, crowd) = (nil, nil, nil)
    }

    mutating func interrupt(after last: FrameMoment, at now: FrameMoment, into events: inout [ObservedEvent]) {
        if let start = crowd { events.append(core.ended(start, end: underSince ?? last, at: now)) }
        (overSince, underSince, crowd) = (nil, nil, nil)
    }
}
