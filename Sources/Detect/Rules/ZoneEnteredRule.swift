import Base

/// `zone-entered`: somebody is in the zone. One span from the first inside to the last one's leaving, however many come
/// and go in between.
struct ZoneEnteredRule: BehaviourRule {
    /// A standing object may be predicted for this long before the zone counts as empty.
    static let coasting_ms: Int64 = 30_000
    /// A lost one is waited for this long.
    static let lost_ms: Int64 = 1500
    /// Least time for which the zone must be empty; a longer `debounce` lengthens it.
    static let empty_ms: Int64 = 500

    var core: RuleCore
    private let zone: Int
    private var stay: EventStart?
    private var lastInside: FrameMoment?
    private var emptySince: FrameMoment?

    init(core: RuleCore, zone: Int) { (self.core, self.zone) = (core, zone) }

    var watched: Watched { .zone(zone) }

    mutating func update(_ frame: RuleFrame, into events: inout [ObservedEvent]) {
        var first: (since: FrameMoment, slot: Int)?
        for (slot, presence) in frame.zones[zone].presences.enumerated() where presence.inside {
            let course = frame.courses[slot]
            guard core.accepts(course),
                course.isPresent(
                    at: frame.now, coasting_ms: ZoneEnteredRule.coasting_ms, lost_ms: ZoneEnteredRule.lost_ms)
            else { continue }
            if first.map({ presence.since.time < $0.since.time }) ?? true { first = (presence.since, slot) }
            if lastInside.map({ presence.lastInside.time > $0.time }) ?? true { lastInside = presence.lastInside }
        }
        if let first {
            emptySince = nil
            guard stay == nil else { return }
            let start = core.begin(at: core.notBeforeWatching(first.since))
            stay = start
            events.append(core.event(.began, start, at: frame.now, course: frame.courses[first.slot]))
        } else if let start = stay {
            let since = emptySince ?? frame.now
            emptySince = since
            guard frame.now != since, frame.now.isAtLeast(max(core.debounce_ms, ZoneEnteredRule.empty_ms), after: since)
            else { return }
            events.append(core.ended(start, end: lastInside ?? since, at: frame.now))
            (stay, lastInside, emptySince) = (nil, nil, nil)
        } else {
            lastInside = nil
        }
    }

    mutating func interrupt(after last: FrameMoment, at now: FrameMoment, into events: inout [ObservedEvent]) {
        if let start = stay {
            events.append(core.ended(start, end: emptySince == nil ? last : lastInside ?? last, at: now))
        }
        (stay, lastInside, emptySince) = (nil, nil, nil)
    }
}
