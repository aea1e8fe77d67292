import Base

/// `fall`: somebody who stood lies on the ground. One span from the moment the body lies flat until the person is up again
/// or gone. Experimental.
///
/// It looks at silhouettes, not at tracks (see `PostureBook`): of the tracker it only takes what class and how sure.
struct FallRule: BehaviourRule {
    /// Flat and at rest for at least this long (with the debounce) before it is believed.
    static let rest_ms: Int64 = 400
    /// On the feet again for this long.
    static let risen_ms: Int64 = 700
    /// Upright silhouettes of less than this many working pixels say nothing about posture.
    static let leastHeight_px = 24.0

    /// An event that is going on, by the number of its trail.
    private struct Lying: Sendable {
        let trail: Int
        let start: EventStart
        var last: FrameMoment
    }

    var core: RuleCore
    private let zone: ZoneShape?
    private let leastHeight: Double
    private var book: PostureBook
    private var lying: [Lying] = []

    /// - Parameter pixel_heights: height of a working pixel as a fraction of the picture's.
    init(core: RuleCore, zone: ZoneShape?, geometry: PictureGeometry, pixel_heights: Double) {
        (self.core, self.zone) = (core, zone)
        leastHeight = FallRule.leastHeight_px * pixel_heights
        book = PostureBook(geometry: geometry)
    }

    mutating func update(_ frame: RuleFrame, into events: inout [ObservedEvent]) {
        book.update(frame.motion.things, at: frame.now)
        endGone(frame.now, &events)
        for trail in book.trails where trail.lastSeen == frame.now { judge(trail, frame, &events) }
    }

    private mutating func judge(_ trail: PostureTrail, _ frame: RuleFrame, _ events: inout [ObservedEvent]) {
        if let index = lying.firstIndex(where: { $0.trail == trail.id }) {
            if let risen = trail.risenSince, frame.now.isAtLeast(FallRule.risen_ms, after: risen) {
                end(index, risen, frame.now, &events)
            } else if trail.flatSince == nil {
                end(index, lying[index].last, frame.now, &events)
            } else {
                lying[index].last = frame.now
            }
            return
        }
        guard let since = trail.flatSince, trail.risenSince == nil,
            trail.uprightHeight >= leastHeight, trail.hasMoved,
            frame.now.isAtLeast(core.debounce_ms, after: since),
            frame.now.isAtLeast(FallRule.rest_ms, after: trail.restsSince)
        else { return }
        let box = book.fractions(trail.box), course = FallRule.course(in: box, frame.courses)
        guard zone.map({ $0.depth(of: box.bottomCentre) >= 0 }) ?? true, mayFall(course) else { return }
        let start = core.begin(at: core.notBeforeWatching(since))
        lying.append(Lying(trail: trail.id, start: start, last: frame.now))
        var event = core.event(.began, start, at: frame.now, course: course)
        event.box = box
        events.append(event)
    }

    /// A vehicle is no person, whatever its outline does. Other classes prove nothing: finders are trained on people who
    /// stand, and call somebody who lies a dog or a bag. What has no track has no class, and passes.
    private func mayFall(_ course: Course?) -> Bool {
        guard let course else { return core.settings.confidence == 0 }
        return core.accepts(course) && course.objectClass != .vehicle
    }

    /// The followed object that shares most with the box.
    private static func course(in box: Box, _ courses: [Course]) -> Course? {
        var best: (course: Course, share: Double)?
        for course in courses where course.state == .followed {
            let share = course.box.intersectionOverUnion(box)
            if share > max(0.2, best?.share ?? 0) { best = (course, share) }
        }
        return best?.course
    }

    private mutating func endGone(_ now: FrameMoment, _ events: inout [ObservedEvent]) {
        for index in lying.indices.reversed()
        where !book.trails.contains(where: { $0.id == lying[index].trail }) {
            end(index, lying[index].last, now, &events)
        }
    }

    private mutating func end(_ index: Int, _ end: FrameMoment, _ now: FrameMoment, _ events: inout [ObservedEvent]) {
        events.append(core.ended(lying[index].start, end: end, at: now))
        book.forget(lying[index].trail)
        lying.remove(at: index)
    }

    mutating func interrupt(after last: FrameMoment, at now: FrameMoment, into events: inout [ObservedEvent]) {
        for index in lying.indices.reversed() { end(index, last, now, &events) }
        book.clear()
    }
}
