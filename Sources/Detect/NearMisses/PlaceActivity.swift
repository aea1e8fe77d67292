import Base

/// What is seen at one place, whatever the rules: nothing, motion, something followed for a moment, a confirmed object. It
/// tells "nothing moved there" from "no rule minded".
struct PlaceActivity: Sendable {
    let place: String
    private let zone: ZoneShape?
    private let line: Segment?
    /// In fractions; what does not meet it is elsewhere.
    private let bounds: Box

    init(_ place: Place, geometry: PictureGeometry) {
        self.place = place.id
        zone = place.zone.map { ZoneShape($0, geometry: geometry) }
        line = place.line
        bounds = PlaceActivity.bounds(of: place.shape)
    }

    private static func bounds(of shape: Place.Shape) -> Box {
        switch shape {
        case .line(let line): Polygon([line.start, line.end]).bounds
        case .zone(let zone): zone.bounds
        }
    }

    /// The most that is seen there in this frame; nil is nothing. Costs some nanoseconds for each box elsewhere.
    func level(_ courses: [Course], _ motion: MotionSummary) -> NearMiss.Reason? {
        if motion.isDoubtful { return .doubtful }
        var level: NearMiss.Reason?
        for course in courses where isThere(course) {
            if course.confirmed { return .followed }
            level = .candidate
        }
        return level ?? (motion.regions.contains(where: meets) ? .moved : nil)
    }

    private func isThere(_ course: Course) -> Bool {
        switch course.state {
        case .free, .lost: false
        case .followed, .carried:
            line == nil ? bounds.contains(course.anchor) && holds(course.anchor) : meets(course.box)
        }
    }

    private func holds(_ anchor: Point) -> Bool { zone?.contains(anchor) ?? false }

    private func meets(_ box: Box) -> Bool {
        guard box.x <= bounds.maxX, box.maxX >= bounds.x, box.y <= bounds.maxY, box.maxY >= bounds.y else {
            return false
        }
        return line.map { $0.meets(box) } ?? zone?.overlaps(box) ?? false
    }
}

extension Segment {
    /// Whether any part of the segment lies in the box (Liang and Barsky's clipping, 1984).
    func meets(_ box: Box) -> Bool {
        let way = end - start
        var part = Part()
        return part.clip(-way.x, start.x - box.x) && part.clip(way.x, box.maxX - start.x)
            && part.clip(-way.y, start.y - box.y) && part.clip(way.y, box.maxY - start.y)
    }

    /// The part of a segment that is left, 0 its start, 1 its end.
    private struct Part {
        var from = 0.0, to = 1.0

        /// Cuts off what lies beyond one side, by the step towards that side and the room up to it.
        /// - Returns: whether anything is left.
        mutating func clip(_ step: Double, _ room: Double) -> Bool {
            if step == 0 { return room >= 0 && from <= to }
            if step < 0 { from = max(from, room / step) } else { to = min(to, room / step) }
            return from <= to
        }
    }
}
