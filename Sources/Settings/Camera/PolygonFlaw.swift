import Base

/// Why a list of corners is not a polygon that rules can work with, and at which corner it shows.
struct PolygonFlaw: Equatable {
    let corner: Int
    let message: String
    let mend: String

    /// The first flaw: a corner given twice in a row, edges that cross or touch, or no area. Cost: square of the corners.
    static func first(in corners: [Point]) -> PolygonFlaw? {
        let count = corners.count
        for i in 0..<count where corners[i] == corners[(i + 1) % count] {
            return i == count - 1
                ? PolygonFlaw(
                    corner: i, message: "ends at its first corner",
                    mend: "leave the last corner out, it closes by itself")
                : PolygonFlaw(corner: i + 1, message: "has the same corner twice in a row", mend: "remove one")
        }
        // Before the edges: the edges of a flat polygon always lie on each other, and this says it better.
        guard Polygon(corners).area >= 1e-6 || crossing(corners) != nil && !flat(corners) else {
            return PolygonFlaw(corner: 0, message: "has no area", mend: "give corners that are not on one line")
        }
        if let corner = crossing(corners) {
            return PolygonFlaw(
                corner: corner, message: "has edges that cross or touch each other",
                mend: "give the corners in order around the area")
        }
        return nil
    }

    private static func flat(_ corners: [Point]) -> Bool {
        corners.allSatisfy { a in
            corners.allSatisfy { b in abs(Point.cross(a - corners[0], b - corners[0])) < 1e-9 }
        }
    }

    /// Index of the corner at which an edge starts that crosses or touches an edge before it.
    private static func crossing(_ corners: [Point]) -> Int? {
        let count = corners.count
        for j in 1..<count {
            for i in 0..<j {
                let (a, b, c, d) = (corners[i], corners[i + 1], corners[j], corners[(j + 1) % count])
                let meets: Bool
                if j == i + 1 {  // share a corner: they may not fold back on each other
                    meets = Point.cross(b - a, d - c) == 0 && dot(b - a, d - c) < 0
                } else if (j + 1) % count == i {
                    meets = Point.cross(d - c, b - a) == 0 && dot(d - c, b - a) < 0
                } else {
                    meets = touch(a, b, c, d)
                }
                if meets { return j }
            }
        }
        return nil
    }

    private static func dot(_ a: Point, _ b: Point) -> Double { a.x * b.x + a.y * b.y }

    /// Whether two segments share a point (orientation test).
    private static func touch(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> Bool {
        let d1 = Point.cross(b - a, c - a), d2 = Point.cross(b - a, d - a)
        let d3 = Point.cross(d - c, a - c), d4 = Point.cross(d - c, b - c)
        if (d1 > 0) != (d2 > 0), (d3 > 0) != (d4 > 0), d1 != 0, d2 != 0, d3 != 0, d4 != 0 { return true }
        return d1 == 0 && within(a, b, c) || d2 == 0 && within(a, b, d) || d3 == 0 && within(c, d, a)
            || d4 == 0 && within(c, d, b)
    }

    private static func within(_ a: Point, _ b: Point, _ p: Point) -> Bool {
        p.x >= min(a.x, b.x) && p.x <= max(a.x, b.x) && p.y >= min(a.y, b.y) && p.y <= max(a.y, b.y)
    }
}
