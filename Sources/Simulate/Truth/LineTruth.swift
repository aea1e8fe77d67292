import Base

/// When an object crosses a line.
enum LineTruth {
    /// How far beyond the line the foot point must get to count, in heights of the object and in heights of the picture.
    static let clearance = (ofObject: 0.10, ofPicture: 0.006)

    /// The crossings of one actor: from clearly one side to clearly the other, over the segment itself; the time is that
    /// at which its foot point is on the line.
    static func crossings(_ record: ActorRecord, _ line: Segment, aspect: Double) -> [(
        at_s: Double, direction: Direction
    )] {
        // Distances in heights of the picture, so that slanting lines are as wide as level ones.
        func square(_ p: Point) -> Point { Point(p.x * aspect, p.y) }
        let segment = Segment(square(line.start), square(line.end))
        let d = segment.end - segment.start
        let length = (d.x * d.x + d.y * d.y).squareRoot()
        var crossings: [(at_s: Double, direction: Direction)] = []
        var side = 0, passed: (at_s: Double, on: Bool)?
        var last: (tick: Int, distance: Double, point: Point)?
        for (tick, sighting) in record.sightings.enumerated() {
            guard let sighting, sighting.inPicture else {
                (side, passed, last) = (0, nil, nil)
                continue
            }
            let point = square(sighting.foot), distance = segment.side(of: point) / length
            if let before = last, (before.distance < 0) != (distance < 0) {
                let share = before.distance / (before.distance - distance)
                let meeting = segment.position(of: before.point + (point - before.point) * share)
                passed = (Ticks.seconds(before.tick) + share * Ticks.step_s, meeting >= 0 && meeting <= 1)
            }
            last = (tick, distance, point)
            let clear = max(clearance.ofPicture, clearance.ofObject * sighting.height)
            let now = distance > clear ? 1 : distance < -clear ? -1 : 0
            guard now != 0, now != side else { continue }
            if side != 0, let passed, passed.on { crossings.append((passed.at_s, now > 0 ? .right : .left)) }
            side = now
        }
        return crossings
    }
}
