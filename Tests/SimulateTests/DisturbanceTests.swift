import Base
import Simulate
import Testing

/// Each disturbance changes the picture as it says, and nothing when it is over.
@Suite struct DisturbanceTests {
    private func pictures(_ reason: TamperReason, amount: Double? = nil) -> (
        before: [UInt8], during: [UInt8], after: [UInt8]
    ) {
        var scene = yard(seconds: 6)
        scene.setting.blocks = [
            Block(centre: GroundPoint(2, 14), width_m: 6, depth_m: 3, height_m: 4, material: .brick)
        ]
        scene.disturbances = [Disturbance(reason: reason, from_s: 2, to_s: 4, amount: amount)]
        var renderer = SceneRenderer(scene)
        let frames = [10, 30, 50].map { number in
            var plane: [UInt8] = []
            renderer.renderLuma(frame: number, into: &plane)
            return plane
        }
        return (frames[0], frames[1], frames[2])
    }

    @Test(arguments: TamperReason.allCases)
    func `when it is over the picture is as before`(_ reason: TamperReason) {
        let p = pictures(reason)
        #expect(p.before == p.after)
    }

    @Test func `covered is dark and without detail`() {
        let p = pictures(.covered)
        #expect(mean(p.during) < 70 && detail(p.during) < detail(p.before) / 4)
    }

    @Test func `dark is nearly black, bright is nearly white`() {
        #expect(mean(pictures(.dark).during) < 20)
        #expect(mean(pictures(.bright).during) > 220)
    }

    @Test func `blurred has the same brightness and little detail`() {
        let p = pictures(.blurred)
        #expect(abs(mean(p.during) - mean(p.before)) < 2 && detail(p.during) < detail(p.before) / 2)
    }

    @Test func `moved shows another part of the place`() {
        let p = pictures(.moved)
        #expect(changed(p.before, p.during, by: 8) > 0.2 && detail(p.during) > detail(p.before) / 2)
    }

    @Test func `frozen repeats one picture, noise and all, and the clock goes on`() throws {
        var scene = yard(seconds: 4)
        scene.sensor.noise_luma = 2
        scene.actors = [walker(way((-4, 9), (4, 9)))]
        scene.disturbances = [Disturbance(reason: .frozen, from_s: 1, to_s: 3)]
        #expect(luma(scene, 10) == luma(scene, 29))
        #expect(luma(scene, 9) != luma(scene, 10) && luma(scene, 29) != luma(scene, 30))
    }

    @Test(arguments: [1.0, 3.5, 8.0])
    func `noise has the deviation asked for`(_ sigma: Double) {
        var scene = yard()
        let still = luma(scene, 0)
        scene.sensor.noise_luma = sigma
        let noisy = luma(scene, 0)
        var sum = 0.0, count = 0.0
        for (a, b) in zip(still, noisy) where a > 40 && a < 215 {
            sum += Double((Int(b) - Int(a)) * (Int(b) - Int(a)))
            count += 1
        }
        #expect(abs((sum / count).squareRoot() / sigma - 1) < 0.1)
    }

    @Test func `noise of the colours leaves the luma alone`() {
        var scene = yard()
        let (still, still_rgb) = (luma(scene, 0), rgb(scene, 0))
        scene.sensor.noise_chroma = 3
        #expect(luma(scene, 0) == still)
        var sum = 0.0, count = 0.0
        let noisy_rgb = rgb(scene, 0)
        // Blue is luma + 1.772 Cb, away from the ends of its range.
        for i in stride(from: 2, to: still_rgb.count, by: 3) where still_rgb[i] > 60 && still_rgb[i] < 195 {
            let difference = Double(Int(noisy_rgb[i]) - Int(still_rgb[i])) / 1.772
            sum += difference * difference
            count += 1
        }
        #expect(count > 1000 && abs((sum / count).squareRoot() / 3 - 1) < 0.1)
    }

    @Test func `a switched light multiplies the picture`() {
        var scene = yard()
        scene.light.changes = [LightChange(at_s: 2, factor: 0.5), LightChange(at_s: 4, factor: 1)]
        #expect(abs(mean(luma(scene, 25)) / mean(luma(scene, 5)) - 0.5) < 0.02)
        #expect(luma(scene, 45) == luma(scene, 5))
    }

    @Test func `automatic exposure brings the brightness back in steps`() {
        var scene = yard()
        scene.light.autoExposure = true
        scene.light.changes = [LightChange(at_s: 2, factor: 0.6)]
        let before = mean(luma(scene, 15)), dark = mean(luma(scene, 21)), later = mean(luma(scene, 80))
        #expect(dark < before * 0.75 && later > before * 0.93)
    }

    @Test func `clouds take the sun from the ground but not what lies in the shade`() {
        var scene = yard(seconds: 60)
        scene.light.clouds = 1
        scene.light.cloudPeriod_s = 12
        let levels = stride(from: 0, to: 600, by: 20).map { mean(luma(scene, $0)) }
        #expect((levels.min() ?? 0) < (levels.max() ?? 0) * 0.8)
    }

    @Test func `leaves move in the wind and only there`() {
        var scene = yard()
        scene.setting.trees = [Tree(at: GroundPoint(0, 12), trunk_m: 1.5, crownWidth_m: 4, crownHeight_m: 3)]
        #expect(luma(scene, 0) == luma(scene, 7))
        scene.weather.wind = 0.8
        let share = changed(luma(scene, 0), luma(scene, 7), by: 8)
        #expect(share > 0.01 && share < 0.3)
    }

    @Test func `vibration shifts the whole picture by parts of a pixel`() {
        var scene = yard()
        let still = luma(scene, 3)
        scene.sensor.shake_px = 0.8
        let shaken = luma(scene, 3)
        #expect(changed(still, shaken) > 0.3 && abs(mean(still) - mean(shaken)) < 0.5)
    }

    @Test func `rain makes streaks that are elsewhere in the next frame`() {
        var scene = yard()
        let dry = luma(scene, 3)
        scene.weather.rain = 0.8
        let first = luma(scene, 3), second = luma(scene, 4)
        #expect(changed(dry, first, by: 6) > 0.003 && changed(first, second, by: 6) > 0.003)
    }

    @Test func `wet ground mirrors people`() {
        var scene = yard()
        scene.light.sun.strength = 0
        scene.actors = [walker(way((-2, 9), (2, 9)))]
        let dry = luma(scene, 10)
        scene.weather.wet = 1
        #expect(changed(dry, luma(scene, 10), by: 6) > 0.002)
    }
}
