import Base
import Configuration
import Simulate
import Testing

private func made(_ contrast: Double, light: ParityScene.Light = .overcast, height: Double = 1.7) -> ParityScene {
    ParityScene(
        .init(contrast_luma: contrast, height_m: height, speed_mps: 1.3), count: 2, light: light, seed: 5)
}

/// Mean difference to the empty ground over the figure alone, in a frame without noise and shadow.
private func contrast(of made: ParityScene) -> Double {
    var full = made.scene, empty = made.scene
    (full.sensor.noise_luma, empty.sensor.noise_luma) = (0, 0)
    empty.actors = []
    let frame = Int(7 * made.scene.rate)
    var a: [UInt8] = [], b: [UInt8] = []
    var renderer = SceneRenderer(full)
    renderer.renderLuma(frame: frame, into: &a)
    var ground = SceneRenderer(empty)
    ground.renderLuma(frame: frame, into: &b)
    let off = a.indices.filter { a[$0] != b[$0] }
    return off.isEmpty ? 0 : Double(off.reduce(0) { $0 + Int(a[$1]) - made.shown }) / Double(off.count)
}

extension ParityScene {
    fileprivate var shown: Int { Int(ground_luma.rounded()) }
}

@Suite struct `Scenes of parity` {
    @Test(arguments: [-64.0, -22, 22, 64])
    func `walkers have the contrast asked for, to either side alike`(asked: Double) {
        // Pixels at the edge of the figure are half ground, so what is seen is a little less.
        let seen = contrast(of: made(asked))
        #expect(abs(seen) > 0.8 * abs(asked) && abs(seen) < 1.05 * abs(asked) && seen * asked > 0, "\(seen)")
    }

    @Test func `every walker crosses the line once, one from each side`() {
        let made = made(45)
        let events = SceneTruth(made.scene, camera: made.camera).events
        #expect(events.map(\.direction) == [.right, .left] || events.map(\.direction) == [.left, .right])
    }

    @Test func `groups of one seed differ in nothing but what is asked about`() {
        let short = made(45, height: 1.2), tall = made(45, height: 2.0)
        #expect(short.ground_luma == tall.ground_luma)
        let starts = SceneTruth(short.scene, camera: short.camera).events.map(\.start_s)
        let others = SceneTruth(tall.scene, camera: tall.camera).events.map(\.start_s)
        #expect(starts.count == 2 && zip(starts, others).allSatisfy { abs($0 - $1) < 0.3 })
    }
}
