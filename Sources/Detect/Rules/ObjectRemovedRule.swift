import Base

/// `object-removed`: something that belonged to the scene has been gone from the zone for longer than `after`. One event for
/// each thing; it ends when something is in its place again, or when the empty place has become the scene.
struct ObjectRemovedRule: BehaviourRule {
    /// Whoever covers more than this share of the place may be what hides the thing.
    static let covered = 0.3
    /// What lies with more than this share of itself in the place of a thing that is known to be gone is a part of that.
    static let part = 0.6

    var core: RuleCore
    private let shape: ZoneShape
    private var spans: [(change: Int, box: Box, start: EventStart)] = []
    /// What is gone, but not for long enough, or hidden: since when, and when it was last found gone.
    private var waiting: [(change: Int, since: FrameMoment, last: FrameMoment)] = []

    init(core: RuleCore, shape: ZoneShape) { (self.core, self.shape) = (core, shape) }

    mutating func update(_ frame: RuleFrame, into events: inout [ObservedEvent]) {
        end(frame.now, frame.now, &events, reason: .tooShort) { id in !frame.changes.contains { $0.id == id } }
        for change in frame.changes where change.kind == .removed && change.isInView && shape.shares(change.box) {
            guard !spans.contains(where: { $0.change == change.id || Self.isPart(change.box, of: $0.box) }) else {
                continue
            }
            let since = core.notBeforeWatching(change.since)
            wait(for: change.id, since, frame.now)
            guard !Self.isHidden(change, frame), frame.now.isAtLeast(core.settings.after_ms, after: since) else {
                continue
            }
            waiting.removeAll { $0.change == change.id }
            let start = core.begin(at: frame.now)
            spans.append((change.id, change.box, start))
            var event = core.event(.began, start, at: frame.now)
            event.box = change.box
            event.measures = [Measure("gone", frame.now.seconds(since: since), "s")]
            events.append(event)
        }
    }

    private static func isPart(_ box: Box, of thing: Box) -> Bool {
        box.intersection(thing) > part * box.area
    }

    /// Whether something is before the place, believed or not: a hand is no object that a finder knows.
    private static func isHidden(_ change: StaticChange, _ frame: RuleFrame) -> Bool {
        frame.courses.contains { course in
            course.state == .followed && course.observed
                && course.box.intersection(change.box) > covered * change.box.area
        }
    }

    private mutating func wait(for change: Int, _ since: FrameMoment, _ now: FrameMoment) {
        if let known = waiting.firstIndex(where: { $0.change == change }) {
            waiting[known].last = now
        } else {
            waiting.append((change, since, now))
        }
    }

    private mutating func end(
        _ end: FrameMoment, _ now: FrameMoment, _ events: inout [ObservedEvent], reason: NearMiss.Reason,
        _ isOver: (Int) -> Bool
    ) {
        for gone in waiting where isOver(gone.change) {
            core.missLasting("gone", from: gone.since, to: gone.last, of: core.settings.after_ms, reason: reason)
        }
        waiting.removeAll { isOver($0.change) }
        for span in spans where isOver(span.change) { events.append(core.ended(span.start, end: end, at: now)) }
        spans.removeAll { isOver($0.change) }
    }

    mutating func interrupt(after last: FrameMoment, at now: FrameMoment, into events: inout [ObservedEvent]) {
        end(last, now, &events, reason: .cutOff) { _ in true }
    }
}
