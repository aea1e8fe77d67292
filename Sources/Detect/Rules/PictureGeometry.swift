import Base

/// Turns fractions of the picture into a plane in which a distance is the same in all directions. Its unit is the
/// picture's height ("heights"), so that rules need no pixel numbers and do not change with the working scale.
struct PictureGeometry: Sendable {
    /// Width of the picture divided by its height.
    let aspect: Double

    init(_ size: PixelSize) { aspect = size.height > 0 ? Double(size.width) / Double(size.height) : 1 }

    /// The point in heights.
    func flat(_ point: Point) -> Point { Point(point.x * aspect, point.y) }

    /// Size of an object in heights: the side of the square with the area of its box.
    func size(of box: Box) -> Double { (box.width * aspect * box.height).squareRoot() }

    /// How far an anchor must be beyond a border before it is clearly beyond it, in heights: a tenth of the object's
    /// size, since a box found from pixels shakes in proportion to its size; at least 0.006 (3 pixels of 480), because
    /// small boxes shake by whole pixels, and at most 0.04.
    func deadBand(size: Double) -> Double { min(max(0.1 * size, 0.006), 0.04) }
}

extension Point {
    /// Length of the vector.
    var length: Double { (x * x + y * y).squareRoot() }
}

/// A zone prepared for asking how deep inside it a point lies.
struct ZoneShape: Sendable {
    private let polygon: Polygon
    private let geometry: PictureGeometry
    /// Edges that are borders: those on the picture's own edge are left out, since nobody leaves a zone across them
    /// without leaving the picture.
    private let borders: [Segment]
    /// Bounds in fractions, wider by `far` on every side.
    private let left, right, top, bottom: Double
    /// Beyond this distance (heights) it does not matter how far outside a point is.
    static let far = 0.1

    init(_ polygon: Polygon, geometry: PictureGeometry) {
        (self.polygon, self.geometry) = (polygon, geometry)
        let corners = polygon.corners
        borders = corners.indices.compactMap { index in
            let a = corners[index], b = corners[(index + 1) % corners.count]
            return ZoneShape.onPictureEdge(a, b) ? nil : Segment(geometry.flat(a), geometry.flat(b))
        }
        let bounds = polygon.bounds, farX = ZoneShape.far / geometry.aspect
        (left, right) = (bounds.x - farX, bounds.maxX + farX)
        (top, bottom) = (bounds.y - ZoneShape.far, bounds.maxY + ZoneShape.far)
    }

    /// The smallest box that holds the zone, in fractions.
    var bounds: Box { polygon.bounds }

    /// Whether the point lies in the zone.
    func contains(_ point: Point) -> Bool { polygon.contains(point) }

    /// Shorter side of the zone's bounds in heights.
    var extent: Double { min(polygon.bounds.width * geometry.aspect, polygon.bounds.height) }

    /// Distance in heights from the nearest border, positive inside, negative outside; `-far` for all that is farther.
    /// A point up to 0.05 outside the picture is taken to its edge; one farther away is outside every zone.
    func depth(of point: Point) -> Double {
        if point.x < left || point.x > right || point.y < top || point.y > bottom { return -ZoneShape.far }
        if point.x < -0.05 || point.x > 1.05 || point.y < -0.05 || point.y > 1.05 { return -ZoneShape.far }
        let held = Point(min(max(point.x, 0), 0.999_999), min(max(point.y, 0), 0.999_999))
        let inside = polygon.contains(held)
        let flat = geometry.flat(held)
        var least = inside ? 1.0 : ZoneShape.far * ZoneShape.far
        for border in borders { least = min(least, ZoneShape.squaredDistance(flat, border)) }
        return inside ? least.squareRoot() : -least.squareRoot()
    }

    /// Whether a moving region overlaps the zone by a twenty-fifth of its box, or holds a corner of the zone.
    func overlaps(_ box: Box) -> Bool {
        share(of: box) { polygon.contains($0) } >= 7
            || share(of: polygon.bounds) { polygon.contains($0) && box.contains($0) } >= 10
    }

    /// How many of 5 x 5 points spread over the box fulfil the condition.
    func share(of box: Box, _ condition: (Point) -> Bool) -> Int {
        var count = 0
        for row in 0..<5 {
            for column in 0..<5 {
                let x = box.x + box.width * (Double(column) + 0.5) / 5, y = box.y + box.height * (Double(row) + 0.5) / 5
                if condition(Point(x, y)) { count += 1 }
            }
        }
        return count
    }

    private static func onPictureEdge(_ a: Point, _ b: Point) -> Bool {
        let near = 0.01
        return (a.x <= near && b.x <= near) || (a.y <= near && b.y <= near)
            || (a.x >= 1 - near && b.x >= 1 - near) || (a.y >= 1 - near && b.y >= 1 - near)
    }

    private static func squaredDistance(_ point: Point, _ segment: Segment) -> Double {
        let along = min(max(segment.position(of: point), 0), 1)
        let away = point - (segment.start + (segment.end - segment.start) * along)
        return away.x * away.x + away.y * away.y
    }
}

/// A directed line prepared for asking on which side a point lies, and whether a path passed the line itself.
struct LineShape: Sendable {
    private let segment: Segment
    private let length: Double
    private let openStart: Bool
    private let openEnd: Bool

    init(_ line: Segment, geometry: PictureGeometry) {
        segment = Segment(geometry.flat(line.start), geometry.flat(line.end))
        length = (segment.end - segment.start).length
        openStart = LineShape.onPictureEdge(line.start)
        openEnd = LineShape.onPictureEdge(line.end)
    }

    /// Distance in heights from the line drawn on without end: negative on the walker's left, positive on the right.
    func distance(of point: Point) -> Double { length > 0 ? segment.side(of: point) / length : 0 }

    /// Whether the point (heights), at which a path met the endless line, belongs to the segment, give or take
    /// `tolerance` heights at each end. An end on the picture's edge is open: beyond it there is only feet cut off.
    func holds(_ point: Point, tolerance: Double) -> Bool {
        let along = segment.position(of: point) * length
        return (openStart || along >= -tolerance) && (openEnd || along <= length + tolerance)
    }

    /// How far in heights the point, at which a path met the endless line, lies past an end that is not open.
    func overshoot(of point: Point) -> Double {
        let along = segment.position(of: point) * length
        return max(0, openStart ? 0 : -along, openEnd ? 0 : along - length)
    }

    private static func onPictureEdge(_ point: Point) -> Bool {
        point.x <= 0.01 || point.y <= 0.01 || point.x >= 0.99 || point.y >= 0.99
    }
}
