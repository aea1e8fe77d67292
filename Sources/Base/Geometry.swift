/// A point of the picture in fractions of its width and height; origin top left, x right, y down.
public struct Point: Hashable, Sendable {
    public var x: Double
    public var y: Double

    /// Makes a point; values outside 0...1 lie outside the picture and are allowed.
    public init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }

    public static func + (a: Point, b: Point) -> Point { Point(a.x + b.x, a.y + b.y) }
    public static func - (a: Point, b: Point) -> Point { Point(a.x - b.x, a.y - b.y) }
    public static func * (a: Point, k: Double) -> Point { Point(a.x * k, a.y * k) }

    /// z component of the cross product; positive when `b` lies clockwise of `a` on the picture (y down).
    public static func cross(_ a: Point, _ b: Point) -> Double { a.x * b.y - a.y * b.x }
}

/// An upright rectangle in fractions of the picture; `x`, `y` is its top left corner.
public struct Box: Hashable, Sendable {
    public var x: Double
    public var y: Double
    public var width: Double
    public var height: Double

    /// Makes a box; `width` and `height` are not negative.
    public init(x: Double, y: Double, width: Double, height: Double) {
        (self.x, self.y, self.width, self.height) = (x, y, width, height)
    }

    public var maxX: Double { x + width }
    public var maxY: Double { y + height }
    public var area: Double { width * height }
    public var centre: Point { Point(x + width / 2, y + height / 2) }

    /// Where the thing in the box stands: the middle of its lower edge.
    public var bottomCentre: Point { Point(x + width / 2, y + height) }

    /// Whether the point lies in the box or on its border.
    public func contains(_ point: Point) -> Bool { point.x >= x && point.x <= maxX && point.y >= y && point.y <= maxY }

    /// Shared area of two boxes.
    public func intersection(_ other: Box) -> Double {
        let w = min(maxX, other.maxX) - max(x, other.x)
        let h = min(maxY, other.maxY) - max(y, other.y)
        return w > 0 && h > 0 ? w * h : 0
    }

    /// Intersection over union, 0...1 (Jaccard index); 0 for two empty boxes.
    public func intersectionOverUnion(_ other: Box) -> Double {
        let shared = intersection(other)
        let union = area + other.area - shared
        return union > 0 ? shared / union : 0
    }

    /// The smallest box that holds both.
    public func union(_ other: Box) -> Box {
        let left = min(x, other.x), top = min(y, other.y)
        return Box(x: left, y: top, width: max(maxX, other.maxX) - left, height: max(maxY, other.maxY) - top)
    }
}

/// A closed polygon of three or more corners; the edge from the last to the first is implied.
public struct Polygon: Hashable, Sendable {
    public let corners: [Point]

    /// Makes a polygon. The configuration reader refuses degenerate ones (fewer than 3 corners, no area, edges that
    /// cross); this type does not.
    public init(_ corners: [Point]) { self.corners = corners }

    /// The whole picture.
    public static let wholePicture = Polygon([Point(0, 0), Point(1, 0), Point(1, 1), Point(0, 1)])

    /// Area by the shoelace formula, in fractions of the picture; never negative.
    public var area: Double {
        var twice = 0.0
        for i in corners.indices { twice += Point.cross(corners[i], corners[(i + 1) % corners.count]) }
        return abs(twice) / 2
    }

    /// Whether the point lies inside (even-odd rule); points on the left and top edges count as inside, those on the
    /// right and bottom edges as outside, except on the picture's own border, where they are inside.
    public func contains(_ point: Point) -> Bool {
        // Feet on the picture's right or bottom border belong to a zone that reaches that border.
        let p = Point(min(point.x, 0.999_999), min(point.y, 0.999_999))
        var inside = false
        var previous = corners[corners.count - 1]
        for corner in corners {
            if (corner.y > p.y) != (previous.y > p.y) {
                let x = (previous.x - corner.x) * (p.y - corner.y) / (previous.y - corner.y) + corner.x
                if p.x < x { inside.toggle() }
            }
            previous = corner
        }
        return inside
    }

    /// The smallest box that holds the polygon.
    public var bounds: Box {
        let xs = corners.map(\.x), ys = corners.map(\.y)
        let left = xs.min() ?? 0, top = ys.min() ?? 0
        return Box(x: left, y: top, width: (xs.max() ?? 0) - left, height: (ys.max() ?? 0) - top)
    }
}

/// A directed segment; someone walks it from `start` to `end`.
public struct Segment: Hashable, Sendable {
    public let start: Point
    public let end: Point

    /// Makes a segment; the configuration reader refuses one without length.
    public init(_ start: Point, _ end: Point) { (self.start, self.end) = (start, end) }

    /// Signed area towards `point`: negative on the left of the walker, positive on the right, as seen on the picture.
    public func side(of point: Point) -> Double { Point.cross(end - start, point - start) }

    /// Where along the segment the perpendicular from `point` falls: 0 at `start`, 1 at `end`.
    public func position(of point: Point) -> Double {
        let d = end - start, p = point - start
        let length = d.x * d.x + d.y * d.y
        return length > 0 ? (d.x * p.x + d.y * p.y) / length : 0
    }
}
