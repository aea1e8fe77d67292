import Base
import Testing

/// A pinhole camera above flat ground, to work out by hand where ground points are seen.
private struct Pinhole {
    let height_m = 5.0
    // 30 degrees below the horizon; the picture is 4:3 and 1.2 focal lengths wide.
    let sine = 0.5, cosine = 0.75.squareRoot()
    let width = 1.2, height = 0.9

    func picture(of p: Point) -> Point {
        let depth = p.y * cosine + height_m * sine
        return Point(0.5 + p.x / depth / width, 0.5 + (height_m * cosine - p.y * sine) / depth / height)
    }

    /// Calibrated on a rectangle that begins at `near` metres; ground coordinates count from its near left corner.
    func plane(left: Double, near: Double, width: Double, depth: Double) -> GroundPlane? {
        let corners = [
            Point(left, near), Point(left + width, near), Point(left + width, near + depth), Point(left, near + depth),
        ]
        return GroundPlane(GroundCalibration(corners: corners.map(picture), width_m: width, depth_m: depth))
    }
}

extension Point { fileprivate var length: Double { (x * x + y * y).squareRoot() } }

@Suite struct GroundPlaneTests {
    private let eye = Pinhole()

    @Test(arguments: [(-2.0, 6.0), (0, 8), (3, 12), (-4, 20), (9, 30), (0.5, 5)])
    func `a camera's ground points come out in metres, inside the four corners and far beyond`(x: Double, y: Double)
        throws
    {
        let plane = try #require(eye.plane(left: -2, near: 6, width: 4, depth: 6))
        let ground = try #require(plane.ground(at: eye.picture(of: Point(x, y))))
        #expect((ground - Point(x + 2, y - 6)).length < 1e-9)
        let back = try #require(plane.picture(of: ground))
        #expect((back - eye.picture(of: Point(x, y))).length < 1e-12)
    }

    @Test func `a rectangle seen straight from above is only scaled`() throws {
        let square = [Point(0.2, 0.8), Point(0.7, 0.8), Point(0.7, 0.3), Point(0.2, 0.3)]
        let plane = try #require(GroundPlane(GroundCalibration(corners: square, width_m: 10, depth_m: 5)))
        #expect((try #require(plane.ground(at: Point(0.45, 0.55))) - Point(5, 2.5)).length < 1e-12)
        let scale = try #require(plane.scale(at: Point(0.3, 0.4)))
        #expect((scale.across - Point(20, 0)).length < 1e-9 && (scale.along - Point(0, -10)).length < 1e-9)
    }

    @Test func `the scale at a point is what a small step on the picture is on the ground`() throws {
        let plane = try #require(eye.plane(left: -2, near: 6, width: 4, depth: 6))
        let point = Point(0.7, 0.45), step = 1e-6
        let here = try #require(plane.ground(at: point)), scale = try #require(plane.scale(at: point))
        let right = (try #require(plane.ground(at: Point(point.x + step, point.y))) - here) * (1 / step)
        let down = (try #require(plane.ground(at: Point(point.x, point.y + step))) - here) * (1 / step)
        #expect((right - scale.across).length < 1e-3 * right.length)
        #expect((down - scale.along).length < 1e-3 * down.length)
    }

    @Test func `near the horizon and above it there is no ground, and behind the camera no picture`() throws {
        let plane = try #require(eye.plane(left: -2, near: 6, width: 4, depth: 6))
        // The horizon is where depth on the ground is without end: tan 30 degrees above the middle.
        let horizon = 0.5 - eye.sine / eye.cosine / eye.height
        for y in [horizon - 0.1, horizon, horizon + 0.01] {
            #expect(plane.ground(at: Point(0.5, y)) == nil && plane.scale(at: Point(0.5, y)) == nil)
        }
        #expect(plane.ground(at: Point(0.5, horizon + 0.1)) != nil)
        #expect(plane.picture(of: Point(2, -20)) == nil)
    }

    @Test(arguments: [
        [Point(0.2, 0.3), Point(0.7, 0.3), Point(0.7, 0.8), Point(0.2, 0.8)],  // turned the other way round
        [Point(0.1, 0.9), Point(0.9, 0.9), Point(0.5, 0.8999), Point(0.1, 0.3)],  // bends inwards
        [Point(0.1, 0.9), Point(0.9, 0.9), Point(0.501, 0.6), Point(0.1, 0.301)],  // three almost on one line
        [Point(0.1, 0.5), Point(0.9, 0.5), Point(0.7, 0.5), Point(0.3, 0.5)],  // no area
    ])
    func `these corners are no view of a rectangle`(corners: [Point]) {
        #expect(GroundPlane(GroundCalibration(corners: corners, width_m: 4, depth_m: 4)) == nil)
    }
}
