import Base
import Detect
import Testing

extension Point { fileprivate var length: Double { (x * x + y * y).squareRoot() } }

/// Speeds of scripted positions on a ground of which the picture's width and height are 20 m each.
@Suite struct GroundSpeedTests {
    private let corners = [Point(0, 1), Point(1, 1), Point(1, 0), Point(0, 0)]

    /// The estimate after a way given in metres by the time.
    private func estimate(
        rate: Double, seconds: Double, noise_m: Double = 0.01, _ way: (Double) -> Point?
    ) throws -> GroundSpeed.Estimate? {
        let plane = try #require(GroundPlane(GroundCalibration(corners: corners, width_m: 20, depth_m: 20)))
        var speed = GroundSpeed()
        for frame in 0...Int(seconds * rate) {
            let t = Double(frame) / rate
            guard let at = way(t) else { continue }
            speed.add(
                Point(at.x / 20, 1 - at.y / 20), noise: Point(noise_m / 20, noise_m / 20), on: plane,
                at: Timestamp.recordingDefault.advanced(bySeconds: t))
        }
        return speed.estimate
    }

    @Test(arguments: frameRates)
    func `a steady speed is exact, whatever the way and the frame rate`(rate: Double) throws {
        for way in [Point(6, 8), Point(-3, 4), Point(0, -5)] {
            let found = try #require(try estimate(rate: rate, seconds: 2) { Point(10, 10) + way * $0 })
            #expect(abs(found.speed_mps - way.length) < 1e-6)
        }
    }

    @Test func `who stands has no speed`() throws {
        let found = try #require(try estimate(rate: 10, seconds: 2) { _ in Point(4, 4) })
        #expect(found.speed_mps == 0 && found.doubt_mps > 0)
    }

    @Test(arguments: frameRates)
    func `one position that jumps by two metres changes the speed by less than a tenth`(rate: Double) throws {
        for wrong in 1...3 {
            let found = try #require(
                try estimate(rate: rate, seconds: 2) { t in
                    let isWrong = abs(t - 2 + Double(wrong) / rate) < 0.5 / rate
                    return Point(2 + 5 * t, isWrong ? 7 : 5)
                })
            #expect(abs(found.speed_mps - 5) < 0.5, "\(wrong)")
        }
    }

    @Test func `a jump that stays is doubted for as long as it is in the window`() throws {
        // Walking at 1.4 m/s; the box grows at 1.9 s, and the anchor is a metre further from then on.
        for end in [1.9, 2.0, 2.2, 2.4, 2.6] {
            let found = try #require(
                try estimate(rate: 10, seconds: end) { t in Point(2 + 1.4 * t + (t >= 1.9 ? 1 : 0), 5) })
            #expect(found.speed_mps - 2 * found.doubt_mps < 1.5, "\(end)")
        }
    }

    @Test func `doubt grows with the noise of the positions`() throws {
        let sharp = try #require(try estimate(rate: 10, seconds: 1, noise_m: 0.02) { Point(5 * $0, 5) })
        let blurred = try #require(try estimate(rate: 10, seconds: 1, noise_m: 0.5) { Point(5 * $0, 5) })
        #expect(sharp.doubt_mps < 0.2 && blurred.doubt_mps > 1)
    }

    @Test func `a few positions, and those before a hole, give no speed`() throws {
        #expect(try estimate(rate: 10, seconds: 0.3) { Point(5 * $0, 5) } == nil)
        #expect(try estimate(rate: 2, seconds: 1) { Point(5 * $0, 5) } == nil)
        #expect(try estimate(rate: 10, seconds: 1.7) { $0 > 0.85 && $0 < 1.45 ? nil : Point(5 * $0, 5) } == nil)
    }
}
