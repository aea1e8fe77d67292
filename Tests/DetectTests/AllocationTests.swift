import Base
import CAllocationCount
import Detect
import Testing

/// Heap allocations of `Detector.observe`, frame by frame. What a producer of frames or a reader of events allocates is
/// not counted.
@Suite(.enabled(if: allocation_count_works())) struct `What detection takes from the heap` {
    /// A camera with every behaviour, over a line and a zone in the walkers' way.
    static let camera: CameraSettings = {
        var camera = `The detection stage of a camera`.camera
        camera.calibration = GroundCalibration(
            corners: [Point(0.1, 0.95), Point(0.9, 0.95), Point(0.7, 0.4), Point(0.3, 0.4)], width_m: 8, depth_m: 20)
        for behaviour in Behaviour.allCases where !camera.rules.contains(where: { $0.behaviour == behaviour }) {
            var rule = RuleSettings(
                id: behaviour.rawValue, behaviour: behaviour, place: behaviour.concernsCamera ? nil : "hall")
            (rule.after_ms, rule.moreThan, rule.over_mps, rule.allowedBearing_deg) = (2000, 1, 1, 90)
            camera.rules.append(rule)
        }
        return camera
    }()

    /// One frame: how much was allocated, whether anything was observed, and whether anything moved.
    struct Cost {
        let allocations: Int
        let isSilent: Bool
        let isBusy: Bool
    }

    static func costs(rate: Double, seconds: Double, _ picture: (Double) -> StillLife) -> [Cost] {
        var detector = Detector(camera: camera, site: "site", frameSize: StillLife.size), noise = Noise(seed: 5)
        return (0..<Int(seconds * rate)).map { sequence in
            let t = Double(sequence) / rate
            let frame = picture(t).frame(at: t, sequence: sequence, noise: 3, &noise)
            allocation_count_begin()
            let observations = detector.observe(frame)
            let count = allocation_count_end()
            return Cost(
                allocations: count, isSilent: observations.isEmpty, isBusy: !detector.regions.isEmpty)
        }
    }

    @Test func `allocations are counted`() {
        allocation_count_begin()
        let list = Array(repeating: 1, count: Int.random(in: 10...20))
        #expect(allocation_count_end() == 1 && list.count >= 10)
    }

    @Test(arguments: [10.0, 25])
    func `a frame that decides nothing takes nothing, whoever walks through it`(rate: Double) {
        // One who walks through every eight seconds, and a second one on his way back; the first three rounds are for
        // lists to reach their size.
        let costs = Self.costs(rate: rate, seconds: 60) { t in
            var picture = `The detection stage of a camera`.walk(2 + t.truncatingRemainder(dividingBy: 10))
            let x = Int(170 - 18 * t.truncatingRemainder(dividingBy: 12))
            picture.paint(x..<(x + 9), 80..<112) { $0 > 110 ? 30 : 220 }
            return picture
        }
        let late = costs.dropFirst(costs.count / 2).filter(\.isSilent)
        #expect(late.count { $0.isBusy } > late.count / 2, "the scene is busy")
        #expect(late.count > costs.count / 4)
        #expect(late.allSatisfy { $0.allocations == 0 }, "\(late.map(\.allocations).filter { $0 > 0 })")
    }

    @Test func `a still scene takes nothing from the second frame on`() {
        let costs = Self.costs(rate: 10, seconds: 20) { _ in StillLife.ground() }
        #expect(costs.dropFirst(2).allSatisfy { $0.allocations == 0 })
    }
}
