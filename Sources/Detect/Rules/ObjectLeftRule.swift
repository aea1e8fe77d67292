import Base

/// `object-left` (experimental): a thing that somebody put down has lain in the zone for longer than `after`, and nobody has
/// been with it for the second half of that time. It never begins while anybody overlaps it or stands beside it. One event
/// for each thing.
///
/// People who stand, sit or lie are no things: what came by itself, or moves in itself, is never left.
struct ObjectLeftRule: BehaviourRule {
    /// Somebody is with a thing when his box, this much of its width wider on both sides, touches it.
    static let beside = 0.75
    /// Who only passes does not begin the time anew.
    static let passing_ms: Int64 = 2000
    /// Nothing in a thing moves for this long, in seconds.
    static let calm_s = 3.0
    /// A box that shares so much with the thing's is the thing itself.
    static let itself = 0.5
    /// Somebody who is not seen for a moment is still believed to be there.
    static let coasting_ms: Int64 = 10_000
    static let lost_ms: Int64 = 1500

    private struct Watch: Sendable {
        let change: Int
        /// Since when nobody has been with it.
        var aloneSince: FrameMoment
        /// Since when somebody has been, without a pause.
        var metSince: FrameMoment?
        var start: EventStart?
        /// When it was last there, and what kept it from being told then.
        var last: FrameMoment
        var since: FrameMoment
        var hindrance = NearMiss.Reason.tooShort
    }

    var core: RuleCore
    private let shape: ZoneShape
    private var watches: [Watch] = []

    init(core: RuleCore, shape: ZoneShape) { (self.core, self.shape) = (core, shape) }

    mutating func update(_ frame: RuleFrame, into events: inout [ObservedEvent]) {
        end(frame.now, frame.now, &events, isCutOff: false) { id in !frame.changes.contains { $0.id == id } }
        for change in frame.changes where change.kind != .removed && shape.holds(change.box) {
            let w = index(of: change, frame.now)
            let isMet = Self.isMet(change, frame)
            note(isMet, w, frame.now)
            let isThing = change.kind == .left && !change.cameByItself && change.calm_s >= Self.calm_s
            watches[w].last = frame.now
            watches[w].hindrance = hindrance(w, isThing: isThing, frame.now)
            guard watches[w].start == nil, isThing, change.isInView, !isMet, watches[w].metSince == nil,
                frame.now.isAtLeast(core.settings.after_ms, after: core.notBeforeWatching(change.since)),
                frame.now.isAtLeast(core.settings.after_ms / 2, after: watches[w].aloneSince)
            else { continue }
            let start = core.begin(at: frame.now)
            var event = core.event(.began, start, at: frame.now)
            event.box = change.box
            event.classes = [.object]
            event.measures = [
                Measure("lain", frame.now.seconds(since: core.notBeforeWatching(change.since)), "s"),
                Measure("alone", frame.now.seconds(since: watches[w].aloneSince), "s"),
            ]
            events.append(event)
            watches[w].start = start
        }
    }

    private mutating func index(of change: StaticChange, _ now: FrameMoment) -> Int {
        if let known = watches.firstIndex(where: { $0.change == change.id }) { return known }
        // Who was with it before it was known, nobody can say.
        watches.append(
            Watch(change: change.id, aloneSince: now, last: now, since: core.notBeforeWatching(change.since)))
        return watches.count - 1
    }

    private mutating func note(_ isMet: Bool, _ w: Int, _ now: FrameMoment) {
        if isMet {
            let since = watches[w].metSince ?? now
            watches[w].metSince = since
            if now.isAtLeast(Self.passing_ms, after: since) { watches[w].aloneSince = now }
        } else {
            watches[w].metSince = nil
        }
    }

    /// Whether anybody who is followed overlaps the thing or is beside it.
    private static func isMet(_ change: StaticChange, _ frame: RuleFrame) -> Bool {
        frame.courses.contains { course in
            guard course.isPresent(at: frame.now, coasting_ms: coasting_ms, lost_ms: lost_ms) else { return false }
            let margin = beside * course.box.width
            let reach = Box(
                x: course.box.x - margin, y: course.box.y, width: course.box.width + 2 * margin,
                height: course.box.height)
            guard reach.intersection(change.box) > 0 else { return false }
            let isItself =
                course.box.intersectionOverUnion(change.box) >= itself && change.isRemnant
                && change.calm_s >= calm_s && course.sightedClass != .person
            return !isItself
        }
    }

    /// What keeps the thing from being told, as far as it can be seen now.
    private func hindrance(_ w: Int, isThing: Bool, _ now: FrameMoment) -> NearMiss.Reason {
        if !isThing { return .noThing }
        guard now.isAtLeast(core.settings.after_ms, after: watches[w].since) else { return .tooShort }
        return .attended
    }

    private mutating func end(
        _ end: FrameMoment, _ now: FrameMoment, _ events: inout [ObservedEvent], isCutOff: Bool,
        _ isOver: (Int) -> Bool
    ) {
        for watch in watches where isOver(watch.change) {
            if let start = watch.start {
                events.append(core.ended(start, end: end, at: now))
            } else {
                let reason = isCutOff && watch.hindrance == .tooShort ? .cutOff : watch.hindrance
                core.missLasting("lain", from: watch.since, to: watch.last, of: core.settings.after_ms, reason: reason)
            }
        }
        watches.removeAll { isOver($0.change) }
    }

    mutating func interrupt(after last: FrameMoment, at now: FrameMoment, into events: inout [ObservedEvent]) {
        end(last, now, &events, isCutOff: true) { _ in true }
    }
}
