import Base
import Capture
import Testing
import WaysideTestSupport

@Suite struct `Masks` {
    @Test func `a rectangle on pixel borders takes exactly its pixels`() {
        let mask = Polygon([Point(0.25, 0.5), Point(0.75, 0.5), Point(0.75, 1), Point(0.25, 1)])
        #expect(masked([mask], 8, 4) == rows(["........", "........", "..####..", "..####.."]))
    }

    @Test func `a pixel that is touched at all is taken`() {
        let mask = Polygon([Point(0.26, 0.26), Point(0.51, 0.26), Point(0.51, 0.51), Point(0.26, 0.51)])
        #expect(masked([mask], 4, 4) == rows(["....", ".##.", ".##.", "...."]))
    }

    @Test func `a sliver thinner than a pixel is not lost`() {
        let mask = Polygon([Point(0.0, 0.30), Point(1.0, 0.70), Point(1.0, 0.7001)])
        #expect(masked([mask], 8, 8).count { $0 } >= 8)
    }

    @Test func `a hole by the even-odd rule stays open`() {
        let ring = Polygon([
            Point(0, 0), Point(1, 0), Point(1, 1), Point(0, 1), Point(0, 0),
            Point(0.4, 0.4), Point(0.6, 0.4), Point(0.6, 0.6), Point(0.4, 0.6), Point(0.4, 0.4),
        ])
        let pixels = masked([ring], 10, 10)
        #expect(pixels[0] && pixels[99] && !pixels[45] == true)
    }

    @Test func `corners outside the picture are clipped`() {
        let all = Polygon([Point(-3, -3), Point(9, -3), Point(9, 9), Point(-3, 9)])
        #expect(masked([all], 7, 5) == Array(repeating: true, count: 35))
        let none = Polygon([Point(2, 2), Point(3, 2), Point(3, 3)])
        #expect(masked([none], 7, 5) == Array(repeating: false, count: 35))
        let far = Polygon([Point(-1e308, 0.1), Point(1e308, 0.1), Point(0, 0.9)])
        #expect(masked([far], 7, 5).contains(true))
    }

    @Test func `everything inside is masked, and nothing further than a pixel away`() {
        var random = SeededRandom(seed: 21)
        let width = 24, height = 18
        for round in 0..<120 {
            let corners = (0..<Int.random(in: 3...7, using: &random)).map { _ in
                Point(Double.random(in: -0.2...1.2, using: &random), Double.random(in: -0.2...1.2, using: &random))
            }
            let polygon = Polygon(corners)
            let pixels = masked([polygon], width, height)
            var touched = [Bool](repeating: false, count: pixels.count)
            let fine = 12
            for y in 0..<height * fine {
                for x in 0..<width * fine {
                    let point = Point(
                        (Double(x) + 0.5) / Double(width * fine), (Double(y) + 0.5) / Double(height * fine))
                    guard polygon.contains(point) else { continue }
                    touched[y / fine * width + x / fine] = true
                }
            }
            for i in pixels.indices where touched[i] { #expect(pixels[i], "round \(round), pixel \(i)") }
            for i in pixels.indices where pixels[i] {
                let near = polygonDistance(i % width, i / width, corners, width, height)
                #expect(touched[i] || near < 0.75, "round \(round), pixel \(i)")
            }
        }
    }

    @Test func `colour pictures are masked in all channels`() {
        let size = PixelSize(width: 8, height: 4)
        let mask = Polygon([Point(0.25, 0.5), Point(0.75, 0.5), Point(0.75, 1), Point(0.25, 1)])
        var picture = RGBPicture(size: size, bytes: [UInt8](repeating: 9, count: 96))
        MaskRaster([mask], size: size).burn(into: &picture)
        let expected = masked([mask], 8, 4).flatMap { [UInt8](repeating: $0 ? 0 : 9, count: 3) }
        #expect(picture == RGBPicture(size: size, bytes: expected))
    }
}

private func masked(_ polygons: [Polygon], _ width: Int, _ height: Int) -> [Bool] {
    let raster = MaskRaster(polygons, size: PixelSize(width: width, height: height))
    let white = [UInt8](repeating: 255, count: width * height)
    var frame = Frame(width: width, height: height, pixels: white, time: .recordingDefault, sequence: 0)
    raster.burn(into: &frame)
    let result = pixels(frame).map { $0 == 0 }
    #expect(raster.maskedCount == result.count { $0 })
    return result
}

private func rows(_ lines: [String]) -> [Bool] { lines.joined().map { $0 == "#" } }

/// Distance in pixels from the middle of a pixel to the nearest edge.
private func polygonDistance(_ x: Int, _ y: Int, _ corners: [Point], _ width: Int, _ height: Int) -> Double {
    let p = Point(Double(x) + 0.5, Double(y) + 0.5)
    let scaled = corners.map { Point($0.x * Double(width), $0.y * Double(height)) }
    return scaled.indices.map { i in
        let a = scaled[i], d = scaled[(i + 1) % scaled.count] - a
        let t = min(1, max(0, ((p.x - a.x) * d.x + (p.y - a.y) * d.y) / (d.x * d.x + d.y * d.y)))
        let q = a + d * t
        return ((p.x - q.x) * (p.x - q.x) + (p.y - q.y) * (p.y - q.y)).squareRoot()
    }.min() ?? 0
}
