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
    /// The most that were inside while they were too few, since when, and when last.
    private var mostUnder: (count: Int, since: FrameMoment, last: FrameMoment)?

    init(core: RuleCore, zone: Int) { (self.core, self.zone) = (core, zone) }

    var watched: Watched { .zone(zone) }

    mutating func update(_ frame: RuleFrame, into events: inout [ObservedEvent]) {
        let count = core.countInside(
            zone, frame, coasting_ms: OvercrowdingRule.coasting_ms, lost_ms: OvercrowdingRule.lost_ms)
        guard count > core.settings.moreThan ?? 0 else {
            fallShort(frame.now, &events)
            noteTooFew(count, frame.now)
            return
        }
        mostUnder = nil
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
        if let start = crowd {
            events.append(core.ended(start, end: since, at: now))
        } else if let over = overSince {
            core.missLasting("over", from: over, to: since, of: core.settings.after_ms)
        }
        (overSince, underSince, crowd) = (nil, nil, nil)
    }

    /// Notes, when the zone is empty again, how many there were; not beside a crowd.
    private mutating func noteTooFew(_ count: Int, _ now: FrameMoment) {
        guard overSince == nil else { return }
        if count > 0 {
            mostUnder = (max(count, mostUnder?.count ?? 0), mostUnder?.since ?? now, now)
        } else if let most = mostUnder {
            let needed = Double((core.settings.moreThan ?? 0) + 1)
            core.miss(
                .tooFew, from: most.since, to: most.last,
                Shortfall("occupancy", Double(most.count), of: needed, "count"))
            mostUnder = nil
        }
    }

    mutating func interrupt(after last: FrameMoment, at now: FrameMoment, into events: inout [ObservedEvent]) {
        if let start = crowd {
            events.append(core.ended(start, end: underSince ?? last, at: now))
        } else if let over = overSince {
            core.missLasting("over", from: over, to: underSince ?? last, of: core.settings.after_ms, reason: .cutOff)
        } else {
            noteTooFew(0, last)
        }
        (overSince, underSince, crowd, mostUnder) = (nil, nil, nil, nil)
    }
}
