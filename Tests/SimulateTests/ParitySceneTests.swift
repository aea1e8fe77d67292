import Base
import Settings
import Simulate
import Testing

private func made(_ contrast: Double, light: ParityScene.Light = .overcast, height: Double = 1.7) -> ParityScene {
    ParityScene(
        .init(contrast_luma: contrast, height_m: height, speed_mps: 1.3), count: 2, light: light, seed: 5)
}

/// Mean difference to the ground that is hidden, in pictures without noise and shadow; pixels on an edge are half ground
/// and are left out.
private func contrast(of made: ParityScene, edge: Int) -> Double {
    var full = made.scene, empty = made.scene
    (full.sensor.noise_luma, empty.sensor.noise_luma) = (0, 0)
    empty.actors = []
    var sum = 0, count = 0
    var renderer = SceneRenderer(full), ground = SceneRenderer(empty)
    for second in [6.0, 6.5, 7, 7.5, 8] {
        var a: [UInt8] = [], b: [UInt8] = []
        renderer.renderLuma(frame: Int(second * made.scene.rate), into: &a)
        ground.renderLuma(frame: Int(second * made.scene.rate), into: &b)
        for i in a.indices where abs(Int(a[i]) - Int(b[i])) > edge {
            sum += Int(a[i]) - Int(b[i])
            count += 1
        }
    }
    return count == 0 ? 0 : Double(sum) / Double(count)
}

@Suite struct `Scenes of parity` {
    @Test(arguments: [22.0, 64])
    func `walkers have the contrast asked for, to either side alike`(asked: Double) {
        let brighter = contrast(of: made(asked), edge: Int(asked) / 2)
        let darker = contrast(of: made(-asked), edge: Int(asked) / 2)
        #expect(abs(brighter - asked) < 0.12 * asked, "\(brighter)")
        #expect(abs(darker + brighter) < 0.1 * asked, "\(darker) and \(brighter)")
    }

    @Test func `every walker crosses the line once, one from each side`() {
        let made = made(45)
        let events = SceneTruth(made.scene, camera: made.camera).events
        #expect(events.map(\.direction) == [.right, .left] || events.map(\.direction) == [.left, .right])
    }

    @Test func `groups of one seed differ in nothing but what is asked about`() {
        let short = made(45, height: 1.2), tall = made(45, height: 2.0)
        // Measured where each of them walks, so on other pixels of the same textured ground.
        #expect(abs(short.ground_luma - tall.ground_luma) < 2)
        let starts = SceneTruth(short.scene, camera: short.camera).events.map(\.start_s)
        let others = SceneTruth(tall.scene, camera: tall.camera).events.map(\.start_s)
        #expect(starts.count == 2 && zip(starts, others).allSatisfy { abs($0 - $1) < 0.3 })
    }
}
