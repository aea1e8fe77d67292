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

    init(place: String, zone: Polygon, debounce_ms: Int64, geometry: PictureGeometry) {
        (self.place, self.debounce_ms, self.geometry) = (place, debounce_ms, geometry)
        shape = ZoneShape(zone, geometry: geometry)
    }

    /// Takes the courses of the next frame. About 10 ns for each course that is nowhere near the zone.
    mutating func update(_ courses: [Course], at now: FrameMoment) {
        while presences.count < courses.count { presences.append(Presence()) }
        for slot in courses.indices {
            if presences[slot].course != courses[slot].id {
                presences[slot] = Presence()
                presences[slot].course = courses[slot].id
            }
            switch courses[slot].state {
            case .free: presences[slot].inside = false
            case .lost: break
            case .followed, .carried: observe(slot, courses[slot], now)
            }
        }
    }

    private mutating func observe(_ slot: Int, _ course: Course, _ now: FrameMoment) {
        let depth = shape.depth(of: course.anchor)
        let band = geometry.deadBand(size: course.size)
        var presence = presences[slot]
        if (depth > 0) == presence.inside {
            // As settled. A flicker within the dead band does not stop a change that is under way from the outside.
            if presence.inside { presence.lastInside = now }
            if presence.inside || depth < -band { presence.changing = false }
        } else {
            if !presence.changing {
                (presence.changing, presence.frames, presence.clear) = (true, 0, false)
                presence.changeSince = now
            }
            presence.frames += 1
            presence.clear = presence.clear || abs(depth) >= band
            let patience = presence.clear ? debounce_ms : max(debounce_ms, ZoneWatch.lingering_ms)
            if presence.frames >= ZoneWatch.leastFrames, now.isAtLeast(patience, after: presence.changeSince) {
                settle(&presence, now)
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
