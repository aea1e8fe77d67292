import Base

/// Joins tracks into courses. Bounded: a lost course is kept for seconds, and there are never more than `capacity`.
///
/// Courses live in slots; whoever keeps state beside a course keeps it under the slot's number and checks the course's id.
struct CourseBook: Sendable {
    /// More objects than this at once are not told apart; the newest are left out.
    static let capacity = 256
    /// How long a course that was moving, or standing, when it was lost may be continued by a new track. One who stands
    /// is found again where he was lost, so that a longer time costs no confusion.
    static let holdMoving_ms: Int64 = 2500
    static let holdStanding_ms: Int64 = 8000
    /// How long two objects may go as one.
    static let holdCarried_ms: Int64 = 10_000

    private(set) var courses: [Course] = []
    let geometry: PictureGeometry
    private var nextID = 0
    /// Frame in which each slot was last fed by a track; tells who is missing.
    private var fed: [Int] = []
    private var newcomers: [Int] = []
    private var pairs: [(cost: Double, newcomer: Int, slot: Int)] = []
    private var frame = 0

    /// Nil without calibrated ground: then nobody has a measured class.
    private var meter: GroundMeter?

    init(geometry: PictureGeometry, meter: GroundMeter? = nil) {
        (self.geometry, self.meter) = (geometry, meter)
        courses.reserveCapacity(32)
        fed.reserveCapacity(32)
        newcomers.reserveCapacity(32)
        pairs.reserveCapacity(32)
    }

    /// Takes the tracks of the next frame.
    mutating func update(_ tracks: [Track], at now: FrameMoment) {
        frame += 1
        newcomers.removeAll(keepingCapacity: true)
        for (index, track) in tracks.enumerated() {
            if let slot = slot(of: track, hint: index), isPlausible(track, slot, now) {
                feed(slot, track, now)
            } else {
                newcomers.append(index)
            }
        }
        for slot in courses.indices { retire(slot, now) }
        if !newcomers.isEmpty { admit(tracks, now) }
        for slot in courses.indices { carry(slot, now) }
        meter?.measure(&courses, at: now)
    }

    /// Marks that something has been counted for the course in this slot.
    mutating func spend(_ slot: Int) { courses[slot].spent = true }

    /// Forgets everything, e.g. after a long blindness.
    mutating func forgetAll() {
        for slot in courses.indices { courses[slot].state = .free }
    }

    // MARK: Steps of one frame

    private func slot(of track: Track, hint: Int) -> Int? {
        if hint < courses.count, courses[hint].track == track.id, courses[hint].state == .followed { return hint }
        return courses.indices.first { courses[$0].track == track.id && courses[$0].state == .followed }
    }

    /// A number that jumps across the picture is not the same object any more, whatever the tracker says: more than
    /// three quarters of the object's size at once, four sizes a second and twice its own speed.
    private func isPlausible(_ track: Track, _ slot: Int, _ now: FrameMoment) -> Bool {
        let course = courses[slot]
        let seconds = now.seconds(since: course.lastObserved)
        let reach = max(course.size, geometry.size(of: track.box), 0.02)
        let limit = reach * (0.75 + 4 * seconds) + 2 * course.velocity.length * seconds
        return (geometry.flat(track.anchor) - course.position).length <= limit
    }

    private mutating func feed(_ slot: Int, _ track: Track, _ now: FrameMoment) {
        let size = geometry.size(of: track.box)
        fed[slot] = frame
        courses[slot].track = track.id
        courses[slot].state = .followed
        courses[slot].anchor = track.anchor
        courses[slot].position = geometry.flat(track.anchor)
        courses[slot].box = track.box
        courses[slot].velocity = geometry.flat(track.velocity)
        courses[slot].size += 0.2 * (size - courses[slot].size)
        courses[slot].observed = track.observed
        courses[slot].confirmed = courses[slot].confirmed || track.confirmed
        courses[slot].confidence = track.confidence
        if let objectClass = track.objectClass { courses[slot].sightedClass = objectClass }
        if track.observed {
            courses[slot].lastObserved = now
            courses[slot].atPictureEdge = isLeaving(courses[slot])
        }
    }

    /// Whether the box touches an edge of the picture and moves towards it, by a fifth of its size each second. One who
    /// stands with his feet cut off by the edge is not leaving.
    private func isLeaving(_ course: Course) -> Bool {
        let speed = 0.2 * course.size, margin = 0.008
        return (course.box.x <= margin && course.velocity.x < -speed)
            || (course.box.maxX >= 1 - margin && course.velocity.x > speed)
            || (course.box.y <= margin && course.velocity.y < -speed)
            || (course.box.maxY >= 1 - margin && course.velocity.y > speed)
    }

    /// Lets go of what is not followed any more and frees what has been lost for too long.
    private mutating func retire(_ slot: Int, _ now: FrameMoment) {
        switch courses[slot].state {
        case .free: return
        case .followed:
            guard fed[slot] != frame else { return }
            courses[slot].observed = false
            courses[slot].lostSince = now
            courses[slot].track = -1
            courses[slot].state = .lost
            if !courses[slot].confirmed { courses[slot].state = .free }
            if let carrier = carrier(of: slot) {
                courses[slot].state = .carried(by: carrier)
                courses[slot].carrierID = courses[carrier].id
                courses[slot].carriedOffset = courses[slot].anchor - courses[carrier].anchor
            } else if let heir = lateHeir(of: slot) {
                inherit(slot, from: heir)
            }
        case .lost:
            let standing = courses[slot].velocity.length < 0.3 * courses[slot].size
            let hold = standing ? CourseBook.holdStanding_ms : CourseBook.holdMoving_ms
            if now.isAtLeast(hold, after: courses[slot].lostSince) { courses[slot].state = .free }
        case .carried:
            if now.isAtLeast(CourseBook.holdCarried_ms, after: courses[slot].lostSince) { courses[slot].state = .free }
        }
    }

    /// Moves a carried course along with its carrier, or loses it with it.
    private mutating func carry(_ slot: Int, _ now: FrameMoment) {
        guard case .carried(let by) = courses[slot].state else { return }
        guard courses[by].state == .followed, courses[by].id == courses[slot].carrierID else {
            courses[slot].state = .lost
            courses[slot].lostSince = now
            courses[slot].atPictureEdge = courses[slot].atPictureEdge || courses[by].atPictureEdge
            return
        }
        let box = courses[by].box
        let moved = courses[by].anchor + courses[slot].carriedOffset
        courses[slot].anchor = Point(min(max(moved.x, box.x), box.maxX), min(max(moved.y, box.y), box.maxY))
        courses[slot].position = geometry.flat(courses[slot].anchor)
        courses[slot].velocity = courses[by].velocity
        courses[slot].atPictureEdge = courses[by].atPictureEdge
    }

    /// Gives every track that no course follows to a course that it continues, best fit first, or to a new one.
    private mutating func admit(_ tracks: [Track], _ now: FrameMoment) {
        pairs.removeAll(keepingCapacity: true)
        for newcomer in newcomers {
            for slot in courses.indices {
                if let cost = costOfContinuing(slot, with: tracks[newcomer], now) {
                    pairs.append((cost, newcomer, slot))
                }
            }
        }
        pairs.sort { ($0.cost, $0.newcomer, $0.slot) < ($1.cost, $1.newcomer, $1.slot) }
        for pair in pairs {
            guard courses[pair.slot].state != .followed, let open = newcomers.firstIndex(of: pair.newcomer) else {
                continue
            }
            newcomers.remove(at: open)
            courses[pair.slot].continued = true
            feed(pair.slot, tracks[pair.newcomer], now)
        }
        for newcomer in newcomers { open(tracks[newcomer], now) }
    }

    private mutating func open(_ track: Track, _ now: FrameMoment) {
        guard let slot = courses.firstIndex(where: { $0.state == .free }) ?? grown() else { return }
        courses[slot] = Course()
        courses[slot].id = nextID
        nextID += 1
        courses[slot].size = geometry.size(of: track.box)
        courses[slot].firstSeen = now
        courses[slot].lastObserved = now
        feed(slot, track, now)
    }

    private mutating func grown() -> Int? {
        guard courses.count < CourseBook.capacity else { return nil }
        courses.append(Course())
        fed.append(-1)
        return courses.count - 1
    }

    /// The track that follows `heir` is the one that was missing in `slot`.
    private mutating func inherit(_ slot: Int, from heir: Int) {
        let id = courses[slot].id, firstSeen = courses[slot].firstSeen, spent = courses[slot].spent
        let sightedClass = courses[slot].sightedClass, votes = courses[slot].votes
        courses[slot] = courses[heir]
        courses[slot].sightedClass = courses[slot].sightedClass ?? sightedClass
        if courses[slot].votes.objectClass == nil { courses[slot].votes = votes }
        courses[slot].id = id
        courses[slot].firstSeen = firstSeen
        courses[slot].spent = spent
        courses[slot].continued = true
        fed[slot] = frame
        courses[heir].state = .free
        courses[heir].track = -1
    }
}
