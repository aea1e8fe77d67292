import Base

/// Who is inside one zone, settled: it takes time and some depth to be inside, and time and some distance to be out.
/// Shared by all rules that ask about the same zone with the same debounce.
struct ZoneWatch: Sendable {
    /// One course and the zone.
    struct Presence: Sendable {
        var course = -1
        /// Settled inside.
        var inside = false
        /// First frame of the stay.
        var since = FrameMoment(time: Timestamp(microseconds: 0), sequence: 0)
        /// Last frame in which the anchor really was inside.
        var lastInside = FrameMoment(time: Timestamp(microseconds: 0), sequence: 0)
        /// Frames of the change that is under way (inside while settled outside, outside while settled inside).
        fileprivate var changing = false
        fileprivate var frames = 0
        fileprivate var changeSince = FrameMoment(time: Timestamp(microseconds: 0), sequence: 0)
        fileprivate var clear = false
        fileprivate var object = Credentials()

        /// Inside, settled or not.
        fileprivate var isVisiting: Bool { inside || changing }
    }

    /// A time inside that is over, whether it was long enough to be settled or not.
    struct Visit: Sendable {
        let slot: Int
        let course: Int
        /// Whether it was settled inside.
        let wasInside: Bool
        let since: FrameMoment
        let last: FrameMoment
        let object: Credentials

        fileprivate init(_ slot: Int, _ presence: Presence) {
            (self.slot, course, wasInside, object) = (slot, presence.course, presence.inside, presence.object)
            (since, last) = (presence.inside ? presence.since : presence.changeSince, presence.lastInside)
        }
    }

    /// Frames that a change must be seen in, at any frame rate: one bad frame is never enough.
    static let leastFrames = 2
    static let defaultDebounce_ms: Int64 = 200
    /// How long an anchor may linger within the dead band at the border before it is believed all the same.
    static let lingering_ms: Int64 = 1000

    let place: String
    let debounce_ms: Int64
    let shape: ZoneShape
    private let geometry: PictureGeometry
    /// By slot of the course book.
    private(set) var presences: [Presence] = []
    /// Visits that were over in the last frame, in order of slots.
    private(set) var ended: [Visit] = []

    init(place: String, zone: Polygon, debounce_ms: Int64, geometry: PictureGeometry) {
        (self.place, self.debounce_ms, self.geometry) = (place, debounce_ms, geometry)
        shape = ZoneShape(zone, geometry: geometry)
        presences.reserveCapacity(32)
        ended.reserveCapacity(16)
    }

    /// Takes the courses of the next frame. About 10 ns for each course that is nowhere near the zone.
    mutating func update(_ courses: [Course], at now: FrameMoment) {
        ended.removeAll(keepingCapacity: true)
        while presences.count < courses.count { presences.append(Presence()) }
        for slot in courses.indices {
            if presences[slot].course != courses[slot].id {
                endVisit(slot)
                presences[slot] = Presence()
                presences[slot].course = courses[slot].id
            }
            switch courses[slot].state {
            case .free: leave(slot, courses)
            case .lost: break
            case .followed, .carried: observe(slot, courses[slot], now)
            }
        }
    }

    /// Observing is over: whoever is inside is not followed any further.
    mutating func close() {
        ended.removeAll(keepingCapacity: true)
        for slot in presences.indices { leave(slot, []) }
    }

    /// The course in this slot is gone. One that another slot took over goes on there and has not left.
    private mutating func leave(_ slot: Int, _ courses: [Course]) {
        guard presences[slot].isVisiting else { return }
        let isTakenOver = courses.contains { $0.state == .followed && $0.anchor == courses[slot].anchor }
        if !isTakenOver { endVisit(slot) }
        (presences[slot].inside, presences[slot].changing) = (false, false)
    }

    private mutating func endVisit(_ slot: Int) {
        if presences[slot].isVisiting { ended.append(Visit(slot, presences[slot])) }
    }

    private mutating func observe(_ slot: Int, _ course: Course, _ now: FrameMoment) {
        let depth = shape.depth(of: course.anchor)
        let band = geometry.deadBand(size: course.size)
        var presence = presences[slot]
        if depth > 0 { presence.object.note(course) }
        if (depth > 0) == presence.inside {
            // As settled. A flicker within the dead band does not stop a change that is under way from the outside.
            if presence.inside { presence.lastInside = now }
            if presence.inside || depth < -band {
                if !presence.inside, presence.changing { ended.append(Visit(slot, presence)) }
                presence.changing = false
            }
            if !presence.changing, !presence.inside { presence.object = Credentials() }
        } else {
            if !presence.changing {
                (presence.changing, presence.frames, presence.clear) = (true, 0, false)
                presence.changeSince = now
            }
            if depth > 0 { presence.lastInside = now }
            presence.frames += 1
            presence.clear = presence.clear || abs(depth) >= band
            let patience = presence.clear ? debounce_ms : max(debounce_ms, ZoneWatch.lingering_ms)
            if presence.frames >= ZoneWatch.leastFrames, now.isAtLeast(patience, after: presence.changeSince) {
                if presence.inside { ended.append(Visit(slot, presence)) }
                settle(&presence, now)
                if !presence.inside { presence.object = Credentials() }
            }
        }
        presences[slot] = presence
    }

    private func settle(_ presence: inout Presence, _ now: FrameMoment) {
        presence.changing = false
        presence.inside.toggle()
        if presence.inside {
            presence.since = presence.changeSince
            presence.lastInside = now
        }
    }
}
