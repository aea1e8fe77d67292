import Base

/// `object-removed`: something that belonged to the scene has been gone from the zone for longer than `after`. One event for
/// each thing; it ends when something is in its place again, or when the empty place has become the scene.
struct ObjectRemovedRule: BehaviourRule {
    /// Whoever covers more than this share of the place may be what hides the thing.
    static let covered = 0.3

    var core: RuleCore
    private let shape: ZoneShape
    private var spans: [(change: Int, start: EventStart)] = []

    init(core: RuleCore, shape: ZoneShape) { (self.core, self.shape) = (core, shape) }

    mutating func update(_ frame: RuleFrame, into events: inout [ObservedEvent]) {
        end(frame.now, frame.now, &events) { id in !frame.changes.contains { $0.id == id } }
        for change in frame.changes where change.kind == .removed && change.isInView && shape.shares(change.box) {
            guard !spans.contains(where: { $0.change == change.id }), !Self.isHidden(change, frame) else { continue }
            let since = core.notBeforeWatching(change.since)
            guard frame.now.isAtLeast(core.settings.after_ms, after: since) else { continue }
            let start = core.begin(at: frame.now)
            spans.append((change.id, start))
            var event = core.event(.began, start, at: frame.now)
            event.box = change.box
            event.measures = [Measure("gone", frame.now.seconds(since: since), "s")]
            events.append(event)
        }
    }

    /// Whether somebody is before the place.
    private static func isHidden(_ change: StaticChange, _ frame: RuleFrame) -> Bool {
        frame.courses.contains { course in
            course.confirmed && course.state == .followed && course.observed
                && course.box.intersection(change.box) > covered * change.box.area
        }
    }

    private mutating func end(
        _ end: FrameMoment, _ now: FrameMoment, _ events: inout [ObservedEvent], _ isOver: (Int) -> Bool
    ) {
        for span in spans where isOver(span.change) { events.append(core.ended(span.start, end: end, at: now)) }
        spans.removeAll { isOver($0.change) }
    }

    mutating func interrupt(after last: FrameMoment, at now: FrameMoment, into events: inout [ObservedEvent]) {
        end(last, now, &events) { _ in true }
    }
}
