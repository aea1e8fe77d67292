import Base
import Settings
import StrictYAML
import Testing
import WaysideTestSupport

@Suite struct `Polygons in files` {
    private func accepts(_ corners: [Point]) -> Bool {
        let text = "p: [" + corners.map { "[\($0.x), \($0.y)]" }.joined(separator: ", ") + "]"
        return (try? YAMLFile.read(text: text, file: "p") { $0.peek("p")?.polygon() }) != nil
    }

    /// Corners of a star around the middle, which never crosses itself.
    private func star(_ count: Int, _ random: inout SeededRandom) -> [Point] {
        // Corners of the unit square's border pulled inwards, in order around it.
        (0..<count).map { index in
            let t = Double(index) / Double(count) * 4, side = t.rounded(.down), along = t - side
            let edge = [Point(along, 0), Point(1, along), Point(1 - along, 1), Point(0, 1 - along)][Int(side) % 4]
            let pull = Double.random(in: 0.3...1, using: &random)
            let middle = Point(0.5, 0.5), p = middle + (edge - middle) * pull
            return Point((p.x * 1000).rounded() / 1000, (p.y * 1000).rounded() / 1000)
        }
    }

    @Test(arguments: 0..<100)
    func `stars are accepted, and two corners exchanged on opposite sides are refused`(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let corners = star(Int.random(in: 4...24, using: &random), &random)
        #expect(accepts(corners), "\(corners)")
        #expect(accepts(corners.reversed()))
        var crossed = corners
        crossed.swapAt(0, corners.count / 2)
        if corners.count > 4 { #expect(!accepts(crossed), "\(crossed)") }
    }

    @Test func `concave zones and zones on the picture's border are accepted`() {
        #expect(accepts([Point(0, 0), Point(1, 0), Point(1, 1), Point(0.5, 0.2), Point(0, 1)]))
        #expect(accepts(Polygon.wholePicture.corners))
    }

    @Test func `a spike that folds back on itself is refused`() {
        #expect(!accepts([Point(0, 0), Point(1, 0), Point(0.5, 0), Point(0.5, 1)]))
    }
}
