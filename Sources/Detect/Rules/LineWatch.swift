import Base

/// Who passes one line, settled: from clearly one side to clearly the other, across the segment itself.
///
/// For each course it is a Schmitt trigger on the signed distance from the line. The first crossing needs the dead band
/// on both sides; after a crossing the threshold is wider (`wideShare` of the object's size), so that one who stands and
/// sways on the line is counted once, and one who turns round and goes back is counted back: the net count stays right.
struct LineWatch: Sendable {
    /// One crossing, decided in this frame.
    struct Crossing: Sendable {
        let slot: Int
        let direction: Direction
        /// The frame in which the path passed the line.
        let passed: FrameMoment
    }

    private struct State: Sendable {
        var course = -1
        var object = Credentials()
        var touch: LineTouch?
        /// First seen on the line, before any side was settled.
        var beganOnLine = false
        /// How far past an end of the line its path went, in heights, when it last met the endless line.
        var overshoot = 0.0
        /// -1 left, 1 right, 0 not yet settled.
        var side = 0
        var hasPassedBefore = false
        var seen = false
        var distance = 0.0
        var position = Point(0, 0)
        var moment = FrameMoment(time: Timestamp(microseconds: 0), sequence: 0)
        var candidate = 0
        var frames = 0
        var candidateSince = FrameMoment(time: Timestamp(microseconds: 0), sequence: 0)
        /// The last time the path met the endless line, and whether that was on the segment.
        var passed = FrameMoment(time: Timestamp(microseconds: 0), sequence: 0)
        var passedSegment = false
    }

    /// Frames in which the new side must be seen, at any frame rate.
    static let leastFrames = 2
    /// How long a course must be on its first side before that side is believed.
    static let firstSide_ms: Int64 = 80
    static let wideShare = 0.3
    /// How far beyond an end of the segment (heights) the path may pass it. Small: a large vehicle behind the end of a
    /// line must not count, and who draws a line draws it long enough.
    static let endTolerance = 0.01
    /// A piece of an object that already crossed: a course not older than this that crosses the same way within
    /// `pieceDelay_ms` and lies in the other's box (or the other in its box) for at least `pieceShare` of the smaller.
    static let pieceAge_ms: Int64 = 3000
    static let pieceDelay_ms: Int64 = 1000
    static let pieceShare = 0.6

    let place: String
    let debounce_ms: Int64
    private let shape: LineShape
    private let geometry: PictureGeometry
    private var states: [State] = []
    /// Crossings of the last second.
    private var recent: [(crossing: Crossing, course: Int, decided: FrameMoment)] = []
    /// Crossings decided in the last frame, in order of slots.
    private(set) var crossings: [Crossing] = []
    /// Attempts that were over in the last frame without a crossing.
    private(set) var ended: [LineApproach] = []

    init(place: String, line: Segment, debounce_ms: Int64, geometry: PictureGeometry) {
        (self.place, self.debounce_ms, self.geometry) = (place, debounce_ms, geometry)
        shape = LineShape(line, geometry: geometry)
        states.reserveCapacity(32)
        ended.reserveCapacity(16)
        crossings.reserveCapacity(16)
        recent.reserveCapacity(16)
    }

    /// Takes the courses of the next frame.
    mutating func update(_ courses: [Course], at now: FrameMoment) {
        crossings.removeAll(keepingCapacity: true)
        ended.removeAll(keepingCapacity: true)
        while states.count < courses.count { states.append(State()) }
        for slot in courses.indices {
            if states[slot].course != courses[slot].id {
                lose(slot)
                states[slot] = State()
                states[slot].course = courses[slot].id
            }
            switch courses[slot].state {
            case .free: leave(slot, courses)
            case .lost: decideAtPictureEdge(slot, courses, now)
            case .followed, .carried: observe(slot, courses, now)
            }
        }
    }

    private mutating func observe(_ slot: Int, _ courses: [Course], _ now: FrameMoment) {
        let course = courses[slot]
        let distance = shape.distance(of: course.position)
        let band = geometry.deadBand(size: course.size)
        notePassage(slot, course, distance, now)
        guard course.observed else { return }  // where nobody was seen, nothing is decided
        let threshold = states[slot].hasPassedBefore ? max(band, LineWatch.wideShare * course.size) : band
        noteTouch(slot, course, distance, band, threshold, now)
        let side = distance > threshold ? 1 : distance < -threshold ? -1 : 0
        if side == states[slot].side || (side == 0 && distance * Double(states[slot].candidate) <= 0) {
            states[slot].candidate = 0
            return
        }
        guard side != 0 else { return }
        if states[slot].candidate != side {
            (states[slot].candidate, states[slot].frames, states[slot].candidateSince) = (side, 0, now)
        }
        states[slot].frames += 1
        let patience = states[slot].side == 0 ? LineWatch.firstSide_ms : debounce_ms
        if states[slot].frames >= LineWatch.leastFrames, course.confirmed || states[slot].side == 0,
            now.isAtLeast(patience, after: states[slot].candidateSince)
        {
            settle(slot, on: side, courses, now)
        }
    }

    /// Remembers where and when the path met the endless line.
    private mutating func notePassage(_ slot: Int, _ course: Course, _ distance: Double, _ now: FrameMoment) {
        let state = states[slot]
        if state.seen, (state.distance < 0) != (distance < 0) {
            let share = state.distance / (state.distance - distance)
            let point = state.position + (course.position - state.position) * share
            states[slot].passed = now.interpolated(from: state.moment, share: share)
            states[slot].passedSegment = shape.holds(point, tolerance: LineWatch.endTolerance)
            states[slot].overshoot = shape.overshoot(of: point)
        }
        states[slot].seen = true
        (states[slot].distance, states[slot].position, states[slot].moment) = (distance, course.position, now)
    }

    private mutating func settle(_ slot: Int, on side: Int, _ courses: [Course], _ now: FrameMoment) {
        let isCrossing = states[slot].side != 0 && states[slot].passedSegment
        if !isCrossing { noteNoCrossing(slot, courses[slot], now) }
        states[slot].touch = nil
        states[slot].side = side
        states[slot].candidate = 0
        guard isCrossing else { return }
        states[slot].hasPassedBefore = true
        let crossing = Crossing(slot: slot, direction: side > 0 ? .right : .left, passed: states[slot].passed)
        recent.removeAll { now.isAtLeast(LineWatch.pieceDelay_ms, after: $0.decided) }
        if recent.contains(where: { isPiece(slot, of: $0.crossing, $0.course, crossing.direction, courses, now) }) {
            note(slot, .piece, crossing.passed, now)
            return
        }
        recent.append((crossing, courses[slot].id, now))
        crossings.append(crossing)
    }

    /// Whether the course in `slot` is a piece of the object that has just crossed, or that object the rest of its piece.
    private func isPiece(
        _ slot: Int, of earlier: Crossing, _ id: Int, _ direction: Direction, _ courses: [Course], _ now: FrameMoment
    ) -> Bool {
        let piece = courses[slot], whole = courses[earlier.slot]
        guard whole.id == id, whole.state == .followed, earlier.direction == direction else { return false }
        let younger = max(piece.firstSeen, whole.firstSeen)
        guard !now.isAtLeast(LineWatch.pieceAge_ms, after: younger) else { return false }
        let smaller = min(piece.box.area, whole.box.area)
        return piece.box.intersection(whole.box) >= LineWatch.pieceShare * smaller
    }

    // MARK: What came to nothing

    /// Follows how far and how long an object on the line is beyond it, and notes it when it is back on its side.
    private mutating func noteTouch(
        _ slot: Int, _ course: Course, _ distance: Double, _ band: Double, _ threshold: Double, _ now: FrameMoment
    ) {
        states[slot].object.note(course)
        let side = states[slot].side, onLine = shape.holds(course.position, tolerance: LineWatch.endTolerance)
        if side == 0 {
            if onLine, abs(distance) <= band { states[slot].beganOnLine = true }
        } else if onLine, distance * Double(side) <= band {
            var touch = states[slot].touch ?? LineTouch(since: now, needed: threshold)
            touch.take(beyond: -distance * Double(side), threshold, now)
            states[slot].touch = touch
        } else if let touch = states[slot].touch, distance * Double(side) > band {
            states[slot].touch = nil
            ended.append(touch.approach(states[slot].object, debounce_ms: debounce_ms))
        }
    }

    /// The side was settled without a crossing: of one who was first seen on the line, or went past one of its ends.
    private mutating func noteNoCrossing(_ slot: Int, _ course: Course, _ now: FrameMoment) {
        let state = states[slot]
        if state.side == 0 {
            if state.beganOnLine { note(slot, .beganOnLine, course.firstSeen, now) }
        } else if state.overshoot <= course.size {
            let past = Shortfall("past", state.overshoot, of: LineWatch.endTolerance, "heights")
            note(slot, .pastEnd, state.passed, now, past)
        }
    }

    private mutating func note(
        _ slot: Int, _ reason: NearMiss.Reason, _ since: FrameMoment, _ last: FrameMoment, _ shortfall: Shortfall? = nil
    ) {
        ended.append(
            LineApproach(
                object: states[slot].object, reason: reason, since: since, last: last, shortfall: shortfall))
    }

    /// The course in this slot is gone; one that another slot took over is not.
    private mutating func leave(_ slot: Int, _ courses: [Course]) {
        guard states[slot].touch != nil else { return }
        if courses.contains(where: { $0.state == .followed && $0.anchor == courses[slot].anchor }) {
            states[slot].touch = nil
        } else {
            lose(slot)
        }
    }

    private mutating func lose(_ slot: Int) {
        guard let touch = states[slot].touch else { return }
        note(slot, .lost, touch.since, touch.last, touch.shortfall(debounce_ms: debounce_ms))
        states[slot].touch = nil
    }

    /// Observing is over: whoever is on the line is not followed any further.
    mutating func close() {
        ended.removeAll(keepingCapacity: true)
        for slot in states.indices { lose(slot) }
    }

    /// One who is seen clearly beyond the line and leaves the picture in the next frame has crossed it: at five frames a
    /// second there may be no second frame.
    private mutating func decideAtPictureEdge(_ slot: Int, _ courses: [Course], _ now: FrameMoment) {
        let course = courses[slot]
        guard course.lostSince == now, course.atPictureEdge, course.confirmed, states[slot].side != 0,
            states[slot].candidate == -states[slot].side
        else { return }
        settle(slot, on: states[slot].candidate, courses, now)
    }
}
