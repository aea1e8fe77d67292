import Base

/// Measures courses on calibrated ground and lets each measure vote for the course's class. Costs about a microsecond for
/// each course that is seen.
struct GroundMeter: Sendable {
    private let plane: GroundPlane
    /// Size of a working pixel in fractions of the picture.
    private let pixel: Point
    private let aspect: Double
    /// Speeds by the slots of the courses, and whose they are.
    private var speeds: [(course: Int, track: Int, speed: GroundSpeed, last: Timestamp?)] = []

    /// Boxes of fewer working pixels than this in width or height say nothing in metres.
    static let leastPixels = Point(3, 8)

    init(plane: GroundPlane, pixel: Point, aspect: Double) {
        (self.plane, self.pixel, self.aspect) = (plane, pixel, aspect)
    }

    /// Measures everything that is confirmed and seen in this frame. What is predicted, cut off by the picture's edge or too
    /// small has no vote; what it was called stays.
    mutating func measure(_ courses: inout [Course], at now: FrameMoment) {
        while speeds.count < courses.count { speeds.append((-1, -1, GroundSpeed(), nil)) }
        for slot in courses.indices where courses[slot].state == .followed && courses[slot].observed {
            if speeds[slot].course != courses[slot].id || speeds[slot].track != courses[slot].track {
                (speeds[slot].course, speeds[slot].track) = (courses[slot].id, courses[slot].track)
                speeds[slot].speed.clear()
                speeds[slot].last = nil
            }
            speeds[slot].speed.follow(courses[slot], pixel: pixel, on: plane, at: now.time)
            let estimate = speeds[slot].speed.estimate
            let measure = BodyMeasure(courses[slot], speed: estimate, on: plane, aspect: aspect)
            if let measure, let given = courses[slot].votes.objectClass, measure.rulesOut(given) {
                courses[slot].votes = ClassVotes()
            }
            guard courses[slot].confirmed, let measure, let estimate, isLargeEnough(courses[slot].box) else {
                speeds[slot].last = nil
                continue
            }
            // The first vote after a pause stands for one frame of a usual rate.
            let elapsed_s = speeds[slot].last.map { now.time.seconds(since: $0) } ?? 0.04
            speeds[slot].last = now.time
            // Who stands shows nothing new.
            if estimate.speed_mps >= 0.4 { courses[slot].votes.add(measure.looksLike, elapsed_s: elapsed_s) }
        }
    }

    private func isLargeEnough(_ box: Box) -> Bool {
        box.width >= GroundMeter.leastPixels.x * pixel.x && box.height >= GroundMeter.leastPixels.y * pixel.y
    }
}

extension GroundSpeed {
    /// Takes where a course is seen. Where the picture's edge cuts its box, the anchor is not where it stands, and what was
    /// known is forgotten.
    mutating func follow(_ course: Course, pixel: Point, on plane: GroundPlane, at time: Timestamp) {
        let box = course.box, edge = 2.0
        guard box.x > edge * pixel.x, box.maxX < 1 - edge * pixel.x, box.maxY < 1 - edge * pixel.y else {
            clear()
            return
        }
        // Edges of a box shake with its size, and by half a pixel at least.
        let noise = Point(0.01 * box.width + 0.5 * pixel.x, 0.01 * box.height + 0.5 * pixel.y)
        add(course.anchor, noise: noise, on: plane, at: time)
    }
}
