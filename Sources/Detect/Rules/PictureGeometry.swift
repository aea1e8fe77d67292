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
    /// The smallest box that holds the zone, in fractions.
    let bounds: Box
    /// Bounds in fractions, wider by `far` on every side.
    private let left, right, top, bottom: Double
    /// Those of 5 x 5 and of 16 x 16 points spread over the bounds that lie in the zone.
    private let coarsePoints: [Point]
    let finePoints: [Point]
    /// Beyond this distance (heights) it does not matter how far outside a point is.
    static let far = 0.1

    init(_ polygon: Polygon, geometry: PictureGeometry) {
        (self.polygon, self.geometry) = (polygon, geometry)
        let corners = polygon.corners
        borders = corners.indices.compactMap { index in
            let a = corners[index], b = corners[(index + 1) % corners.count]
            return ZoneShape.onPictureEdge(a, b) ? nil : Segment(geometry.flat(a), geometry.flat(b))
        }
        let bounds = polygon.bounds
        self.bounds = bounds
        coarsePoints = ZoneShape.points(of: bounds, perSide: 5).filter(polygon.contains)
        finePoints = ZoneShape.points(of: bounds, perSide: 16).filter(polygon.contains)
        let farX = ZoneShape.far / geometry.aspect
        (left, right) = (bounds.x - farX, bounds.maxX + farX)
        (top, bottom) = (bounds.y - ZoneShape.far, bounds.maxY + ZoneShape.far)
    }

    /// Whether the point lies in the zone.
    func contains(_ point: Point) -> Bool { polygon.contains(point) }

    /// Shorter side of the zone's bounds in heights.
    var extent: Double { min(bounds.width * geometry.aspect, bounds.height) }

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
        if isBeyond(box) { return false }
        return share(of: box) >= 7 || coarsePoints.count { box.contains($0) } >= 10
    }

    /// How many of 5 x 5 points spread over the box lie in the zone.
    func share(of box: Box) -> Int {
        if isBeyond(box) { return 0 }
        var count = 0
        for row in 0..<5 {
            for column in 0..<5 {
                let x = box.x + box.width * (Double(column) + 0.5) / 5, y = box.y + box.height * (Double(row) + 0.5) / 5
                if polygon.contains(Point(x, y)) { count += 1 }
            }
        }
        return count
    }

    /// Whether the box surely has no point of the zone. `Polygon.contains` takes what lies beyond the picture's right and
    /// lower border to that border, hence the limit.
    private func isBeyond(_ box: Box) -> Bool {
        let hair = 1e-6
        return min(box.x, 0.999_999) > bounds.maxX + hair || box.maxX < bounds.x - hair
            || min(box.y, 0.999_999) > bounds.maxY + hair || box.maxY < bounds.y - hair
    }

    /// Points spread evenly over a box, row by row.
    private static func points(of box: Box, perSide count: Int) -> [Point] {
        (0..<count * count).map { i in
            Point(
                box.x + box.width * (Double(i % count) + 0.5) / Double(count),
                box.y + box.height * (Double(i / count) + 0.5) / Double(count))
        }
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
