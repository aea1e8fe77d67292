import Base

/// `occupancy` of a zone: how many are inside. An event whenever the settled count changes.
///
/// The count of one frame is smoothed by the median of the last second, and a new median must hold for the debounce time.
struct OccupancyRule: BehaviourRule {
    static let window_ms: Int64 = 1000
    static let coasting_ms: Int64 = 20_000
    static let lost_ms: Int64 = 700

    var core: RuleCore
    private let zone: Int
    private var recent: [(moment: FrameMoment, count: Int)] = []
    private var settled = 0
    private var candidate: (count: Int, since: FrameMoment)?

    init(core: RuleCore, zone: Int) {
        (self.core, self.zone) = (core, zone)
        recent.reserveCapacity(33)
    }

    var watched: Watched { .zone(zone) }

    mutating func update(_ frame: RuleFrame, into events: inout [ObservedEvent]) {
        let count = core.countInside(
            zone, frame, coasting_ms: OccupancyRule.coasting_ms, lost_ms: OccupancyRule.lost_ms)
        recent.append((frame.now, count))
        // The newest 32 frames at most: a second of 30 frames.
        while recent.count > 32
            || (recent.count > 3 && frame.now.isAtLeast(OccupancyRule.window_ms, after: recent[0].moment))
        {
            recent.removeFirst()
        }
        let median = median
        guard median != settled else {
            if let change = candidate {
                core.missLasting(
                    "held", from: change.since, to: recent[max(0, recent.count - 2)].moment, of: core.debounce_ms,
                    reason: .debounce)
            }
            candidate = nil
            return
        }
        if candidate?.count != median { candidate = (median, firstSeen(median) ?? frame.now) }
        guard let change = candidate, frame.now.isAtLeast(core.debounce_ms, after: change.since), recent.count >= 3
        else { return }
        settled = median
        candidate = nil
        var event = core.event(.instant, core.begin(at: change.since), at: frame.now)
        event.measures = [Measure("occupancy", Double(median), "count")]
        events.append(event)
    }

    /// The middle one of the recent counts, the larger of two: as many counts are below it as its rank says.
    private var median: Int {
        let rank = recent.count / 2
        for (_, count) in recent {
            var below = 0, alike = 0
            for (_, other) in recent {
                if other < count { below += 1 } else if other == count { alike += 1 }
            }
            if below <= rank, rank < below + alike { return count }
        }
        return settled
    }

    /// When the run of frames that led to this count began.
    private func firstSeen(_ count: Int) -> FrameMoment? { recent.first { $0.count == count }?.moment }

    mutating func interrupt(after last: FrameMoment, at now: FrameMoment, into events: inout [ObservedEvent]) {
        recent.removeAll(keepingCapacity: true)
        candidate = nil
    }
}

/// `occupancy` of a line: how many more have crossed it from left to right than from right to left since the start, as
/// ONVIF's OccupancyCounter counts. An event for each crossing; the count can be negative.
struct LineOccupancyRule: BehaviourRule {
    var core: RuleCore
    private let line: Int
    private var net = 0

    init(core: RuleCore, line: Int) { (self.core, self.line) = (core, line) }

    var watched: Watched { .line(line) }

    mutating func update(_ frame: RuleFrame, into events: inout [ObservedEvent]) {
        for crossing in frame.lines[line].crossings {
            guard core.accepts(frame.courses[crossing.slot]) else {
                core.missFilter(frame.courses[crossing.slot], from: crossing.passed, to: frame.now)
                continue
            }
            net += crossing.direction == .right ? 1 : -1
            var event = core.event(.instant, core.begin(at: crossing.passed), at: frame.now)
            event.measures = [Measure("occupancy", Double(net), "count")]
            events.append(event)
        }
    }

    mutating func interrupt(after last: FrameMoment, at now: FrameMoment, into events: inout [ObservedEvent]) {}
}

extension RuleCore {
    /// How many objects that count for this rule are settled inside the zone.
    func countInside(_ zone: Int, _ frame: RuleFrame, coasting_ms: Int64, lost_ms: Int64) -> Int {
        var count = 0
        for (slot, presence) in frame.zones[zone].presences.enumerated() where presence.inside {
            let course = frame.courses[slot]
            if accepts(course), course.isPresent(at: frame.now, coasting_ms: coasting_ms, lost_ms: lost_ms) {
                count += 1
            }
        }
        return count
    }
}
