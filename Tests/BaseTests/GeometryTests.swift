import Base
import Testing
import WaysideTestSupport

private let square = Polygon([Point(0.2, 0.2), Point(0.8, 0.2), Point(0.8, 0.8), Point(0.2, 0.8)])

@Suite struct `Geometry` {
    @Test(arguments: [
        (0.5, 0.5, true), (0.1, 0.5, false), (0.5, 0.9, false), (0.2, 0.5, true), (0.5, 0.2, true), (0.8, 0.5, false),
        (0.5, 0.8, false), (-1, 0.5, false), (0.5, 7, false),
    ])
    func `a point is inside a zone, on its left or top edge, or outside`(x: Double, y: Double, inside: Bool) {
        #expect(square.contains(Point(x, y)) == inside)
    }

    @Test(arguments: [(0.0, 0.0), (1, 1), (0.5, 1), (1, 0.5), (0, 1), (0.3, 1.02)])
    func `the picture's border belongs to the whole picture, and feet cut off by it too`(x: Double, y: Double) {
        #expect(Polygon.wholePicture.contains(Point(x, y)))
    }

    @Test func `zones that share an edge divide the points between them`() {
        let left = Polygon([Point(0, 0), Point(0.5, 0), Point(0.5, 1), Point(0, 1)])
        let right = Polygon([Point(0.5, 0), Point(1, 0), Point(1, 1), Point(0.5, 1)])
        for step in 0...1000 {
            let p = Point(Double(step) / 1000, 0.37)
            #expect(left.contains(p) != right.contains(p), "\(p)")
        }
    }

    @Test(arguments: 0..<50)
    func `a point is inside a polygon exactly when the winding number says so`(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let count = Int.random(in: 3...12, using: &random)
        let corners = (0..<count).map { index in
            // A star around the middle: even-odd and winding agree on polygons that do not cross themselves.
            let t = Double(index) / Double(count) * 4, along = t - t.rounded(.down)
            let edge = [Point(along, 0), Point(1, along), Point(1 - along, 1), Point(0, 1 - along)][Int(t) % 4]
            return Point(0.5, 0.5) + (edge - Point(0.5, 0.5)) * Double.random(in: 0.2...0.95, using: &random)
        }
        let polygon = Polygon(corners)
        for _ in 0..<200 {
            let p = Point(Double.random(in: 0...0.99, using: &random), Double.random(in: 0...0.99, using: &random))
            var winding = 0
            for i in corners.indices {
                let a = corners[i], b = corners[(i + 1) % count], side = Point.cross(b - a, p - a)
                if a.y <= p.y, b.y > p.y, side > 0 { winding += 1 }
                if a.y > p.y, b.y <= p.y, side < 0 { winding -= 1 }
            }
            #expect(polygon.contains(p) == (winding != 0), "\(p) in \(corners)")
        }
    }

    @Test func `area, bounds and reversed corners`() {
        #expect(abs(square.area - 0.36) < 1e-12)
        #expect(abs(Polygon(square.corners.reversed()).area - 0.36) < 1e-12)
        #expect(Polygon.wholePicture.bounds == Box(x: 0, y: 0, width: 1, height: 1))
    }

    @Test func `someone who walks up the picture has smaller x on his left`() {
        let up = Segment(Point(0.5, 1), Point(0.5, 0))
        #expect(up.side(of: Point(0.2, 0.5)) < 0)
        #expect(up.side(of: Point(0.8, 0.5)) > 0)
        #expect(up.side(of: Point(0.5, 0.3)) == 0)
        let across = Segment(Point(0, 0.5), Point(1, 0.5))
        #expect(across.side(of: Point(0.5, 0.1)) < 0, "the picture's top is on the left of someone who walks right")
        #expect(up.position(of: Point(0.9, 0.25)) == 0.75)
        #expect(Segment(Point(0, 0), Point(0, 0)).position(of: Point(1, 1)) == 0)
    }

    @Test func `boxes overlap by their shared area over their joint area`() {
        let a = Box(x: 0, y: 0, width: 0.5, height: 0.5), b = Box(x: 0.25, y: 0, width: 0.5, height: 0.5)
        #expect(abs(a.intersectionOverUnion(b) - 1.0 / 3) < 1e-12)
        #expect(a.intersectionOverUnion(a) == 1)
        #expect(a.intersection(Box(x: 0.5, y: 0, width: 1, height: 1)) == 0)
        let empty = Box(x: 0, y: 0, width: 0, height: 0)
        #expect(empty.intersectionOverUnion(empty) == 0)
        #expect(a.union(b) == Box(x: 0, y: 0, width: 0.75, height: 0.5))
        #expect(b.bottomCentre == Point(0.5, 0.5))
    }
}
