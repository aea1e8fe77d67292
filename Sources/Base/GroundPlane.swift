/// The ground as a plane in metres, from four points of a calibration: a homography between picture and ground.
///
/// The map from the unit square to a quadrilateral has a closed form (Heckbert, "Fundamentals of Texture Mapping and Image
/// Warping", 1989, section 2.2.3) and its adjugate is the way back, so nothing is iterated and the same corners give the
/// same bits everywhere. Ground coordinates are metres: x along the near edge from the near left corner, y away from it.
/// It holds beyond the four points too, as far as the ground is flat; errors of the points grow with the distance.
public struct GroundPlane: Hashable, Sendable {
    /// What one unit of the picture's width and height is on the ground, at one point: metres for each fraction.
    public struct Scale: Hashable, Sendable {
        /// Movement on the ground, in metres, for a movement by the whole width (`across`) or height (`along`).
        public let across: Point
        public let along: Point
    }

    /// Rows of the map from picture to ground; the third gives the divisor, positive below the horizon.
    private let toX, toY, toW: Row
    private let fromU, fromV, fromW: Row
    private let width_m, depth_m: Double

    /// A row of a 3 x 3 matrix.
    private struct Row: Hashable, Sendable {
        var a, b, c: Double
        func of(_ p: Point) -> Double { a * p.x + b * p.y + c }
    }

    /// Least ratio of the smallest to the largest triangle that three of the corners make. Flatter quadrilaterals than this
    /// turn a shift of a corner by a thousandth of the picture into metres.
    static let leastTriangle = 0.01

    /// The plane of a calibration; nil when its corners are no view of a rectangle: not convex, in clockwise order on the
    /// picture, or three of them nearly on one line.
    public init?(_ calibration: GroundCalibration) {
        let c = calibration.corners
        let turns = (0..<4).map { Point.cross(c[($0 + 1) % 4] - c[$0], c[($0 + 2) % 4] - c[($0 + 1) % 4]) }
        // Counter-clockwise with y downwards, as near left, near right, far right, far left are.
        guard let least = turns.max(), let most = turns.min(), least < 0, least <= GroundPlane.leastTriangle * most,
            calibration.width_m > 0, calibration.depth_m > 0
        else { return nil }
        let d1 = c[1] - c[2], d2 = c[3] - c[2], s = (c[0] - c[1]) + (c[2] - c[3])
        let area = Point.cross(d1, d2)
        let g = Point.cross(s, d2) / area, h = Point.cross(d1, s) / area
        let u = Row(a: c[1].x - c[0].x + g * c[1].x, b: c[3].x - c[0].x + h * c[3].x, c: c[0].x)
        let v = Row(a: c[1].y - c[0].y + g * c[1].y, b: c[3].y - c[0].y + h * c[3].y, c: c[0].y)
        let w = Row(a: g, b: h, c: 1)
        (fromU, fromV, fromW) = (u, v, w)
        // The adjugate; its sign is chosen so that the divisor is positive inside the four corners.
        let x = Row(a: v.b * w.c - v.c * w.b, b: u.c * w.b - u.b * w.c, c: u.b * v.c - u.c * v.b)
        let y = Row(a: v.c * w.a - v.a * w.c, b: u.a * w.c - u.c * w.a, c: u.c * v.a - u.a * v.c)
        let z = Row(a: v.a * w.b - v.b * w.a, b: u.b * w.a - u.a * w.b, c: u.a * v.b - u.b * v.a)
        let middle = (c[0] + c[1] + c[2] + c[3]) * 0.25
        let sign = z.of(middle) < 0 ? -1.0 : 1.0, scale = sign / abs(z.of(middle))
        func scaled(_ r: Row, _ k: Double) -> Row { Row(a: r.a * k, b: r.b * k, c: r.c * k) }
        (toX, toY, toW) = (
            scaled(x, scale * calibration.width_m), scaled(y, scale * calibration.depth_m), scaled(z, scale)
        )
        (width_m, depth_m) = (calibration.width_m, calibration.depth_m)
    }

    /// The ground point seen at a point of the picture, in metres; nil near, on or above the horizon, where a pixel would
    /// be more than twenty times what it is in the middle of the four points.
    public func ground(at point: Point) -> Point? {
        let w = toW.of(point)
        guard w > 0.05 else { return nil }
        return Point(toX.of(point) / w, toY.of(point) / w)
    }

    /// Where a ground point lies in the picture, in fractions; nil behind the camera.
    public func picture(of ground: Point) -> Point? {
        let p = Point(ground.x / width_m, ground.y / depth_m)
        let w = fromW.of(p)
        guard w > 1e-9 else { return nil }
        return Point(fromU.of(p) / w, fromV.of(p) / w)
    }

    /// What small movements on the picture are on the ground at a point of it (the Jacobian); nil where `ground` is nil.
    public func scale(at point: Point) -> Scale? {
        guard let g = ground(at: point) else { return nil }
        let w = toW.of(point)
        return Scale(
            across: Point((toX.a - g.x * toW.a) / w, (toY.a - g.y * toW.a) / w),
            along: Point((toX.b - g.x * toW.b) / w, (toY.b - g.y * toW.b) / w))
    }
}
