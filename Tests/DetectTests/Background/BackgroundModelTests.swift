import Base
import Detect
import Testing

@Suite struct `The learned scene` {
    static let ground = StillLife.ground()

    @Test(arguments: frameRates)
    func `a still scene with noise has no foreground`(rate: Double) {
        var model = BackgroundModel.of(Self.ground), noise = Noise(seed: 9)
        for i in 1...Int(10 * rate) {
            model.update(with: Self.ground.frame(noise: 5, &noise), elapsed_s: 1 / rate)
            #expect(model.foreground == 0, "frame \(i)")
        }
        let off = Self.ground.values.indices.map { abs(model.level($0 % 160, $0 / 160) - Self.ground.values[$0]) }
        #expect(off.reduce(0, +) / Double(off.count) < 1)
    }

    @Test(arguments: frameRates, [30.0, -30])
    func `a step of 30 grey levels is foreground, and nothing else is`(rate: Double, step: Double) {
        var model = BackgroundModel.of(Self.ground), picture = Self.ground
        model.watch(rate, seconds: 8) { _ in Self.ground }
        picture.paint(50..<70, 40..<90) { $0 + step }
        model.watch(rate, seconds: 1) { _ in picture }
        let inside = (40..<90).reduce(0) { sum, y in sum + (50..<70).count { model.isForeground($0, y) } }
        #expect(inside == 20 * 50)
        #expect(model.foreground == inside)
    }

    @Test func `what is far off is clearly foreground`() {
        var model = BackgroundModel.of(Self.ground), picture = Self.ground
        model.watch(10, seconds: 8) { _ in Self.ground }
        picture.paint(50..<70, 40..<90) { $0 > 120 ? $0 - 90 : $0 + 90 }
        model.watch(10, seconds: 0.2) { _ in picture }
        #expect(model.mask[60 * 160 + 60] == 3)
        picture = Self.ground
        picture.paint(50..<70, 40..<90) { $0 + 21 }
        var near = BackgroundModel.of(Self.ground)
        near.watch(10, seconds: 0.1, noise: 0) { _ in picture }
        #expect(near.mask[60 * 160 + 60] == 1)
    }

    @Test(arguments: frameRates)
    func `a slow drift of light is followed without foreground`(rate: Double) {
        var model = BackgroundModel.of(Self.ground), worst = 0
        for second in 0..<60 {
            model.watch(rate, seconds: 1) { t in Self.ground.lit(gain: 1, offset: (Double(second) + t) / 2) }
            worst = max(worst, model.foreground)
        }
        #expect(worst == 0)
        let off = Self.ground.values.indices.map { model.level($0 % 160, $0 / 160) - Self.ground.values[$0] - 30 }
        #expect(abs(off.reduce(0, +) / Double(off.count)) < 5)
    }

    @Test func `what is held is not learned, and is learned again once it is let go`() {
        var model = BackgroundModel.of(Self.ground), picture = Self.ground
        model.watch(10, seconds: 5) { _ in Self.ground }
        picture.paint(50..<70, 40..<90) { $0 + 35 }
        for y in 40..<90 { model.hold(row: y, columns: 50..<70) }
        let before = model.mean, doubts = model.deviation
        model.watch(10, seconds: 120) { _ in picture }
        for y in 40..<90 {
            let row = (y * 160 + 50)..<(y * 160 + 70)
            #expect(model.mean[row] == before[row] && model.deviation[row] == doubts[row])
        }
        #expect(model.isForeground(60, 60), "who stands for two minutes is still there")
        #expect(model.mean[60 * 160 + 49] != before[60 * 160 + 49], "the pixel beside is followed")
        model.release()
        #expect(model.hold.allSatisfy { $0 == 0 })
        model.watch(10, seconds: 120) { _ in picture }
        #expect(!model.isForeground(60, 60))
    }

    @Test func `what is absorbed is scene from the next frame on, and no pixel beside it`() {
        var model = BackgroundModel.of(Self.ground), picture = Self.ground
        picture.paint(50..<70, 40..<90) { 255 - $0 }
        model.update(with: picture.frame(), elapsed_s: 0.1)
        let before = model.mean
        model.absorb(picture.frame(), row: 60, columns: 50..<60)
        #expect((50..<60).allSatisfy { !model.isForeground($0, 60) })
        #expect(model.mean[60 * 160 + 60] == before[60 * 160 + 60])
        model.update(with: picture.frame(), elapsed_s: 0.1)
        #expect((50..<60).allSatisfy { !model.isForeground($0, 60) })
        #expect(model.isForeground(65, 60))
    }

    @Test(arguments: [(1.0, 20.0), (1.3, 0), (0.6, 10), (0.5, -20), (2.0, 50)])
    func `relighting moves the scene by gain and offset, within black and white`(gain: Double, offset: Double) {
        var model = BackgroundModel.of(Self.ground), sudden = model
        let doubt = model.deviation
        model.relight(gain: gain, offset: offset, isSudden: false)
        sudden.relight(gain: gain, offset: offset, isSudden: true)
        for (x, y) in [(3, 5), (80, 60), (159, 119), (40, 100)] {
            let expected = min(max(Self.ground.values[y * 160 + x].rounded() * gain + offset, 0), 255)
            #expect(abs(model.level(x, y) - expected) < 0.2)
            #expect(model.level(x, y) == sudden.level(x, y))
        }
        #expect(zip(sudden.deviation, doubt).allSatisfy { $0 >= $1 })
        #expect(sudden.deviation.reduce(0) { $0 + Int($1) } > model.deviation.reduce(0) { $0 + Int($1) })
        model.watch(10, seconds: 0.1) { _ in Self.ground.lit(gain: gain, offset: offset) }
        #expect(model.foreground == 0)
    }

    @Test(arguments: frameRates)
    func `where it flickers the scene becomes less sensitive, but never blind`(rate: Double) {
        var model = BackgroundModel.of(.plain(100)), noise = Noise(seed: 4), late = 0, quiet = 0
        var leaves = StillLife.plain(100)
        for i in 1...Int(30 * rate) {
            // One half moves between two brightnesses, as leaves before a wall do.
            leaves.paint(0..<80, 0..<120) { _ in noise.next() < 0.5 ? 88 : 112 }
            model.update(with: leaves.frame(), elapsed_s: 1 / rate)
            if Double(i) > 20 * rate { late += model.foreground }
        }
        #expect(Double(late) / (10 * rate) < 0.01 * Double(80 * 120))
        var bright = StillLife.plain(100)
        bright.paint(20..<140, 20..<100) { _ in 125 }
        model.update(with: bright.frame(), elapsed_s: 1 / rate)
        quiet = (80..<140).count { model.isForeground($0, 60) }
        #expect(quiet == 60 && (20..<75).count { model.isForeground($0, 60) } < 10)
        bright.paint(20..<140, 20..<100) { _ in 190 }
        model.update(with: bright.frame(), elapsed_s: 1 / rate)
        #expect((20..<140).allSatisfy { model.isForeground($0, 60) })
    }

    @Test func `the scene follows by time, whatever the frame rate`() {
        let levels = frameRates.map { rate in
            var model = BackgroundModel.of(.plain(100))
            model.watch(rate, seconds: 3, noise: 0) { _ in .plain(106) }
            return model.level(5, 5)
        }
        #expect((levels.max() ?? 0) - (levels.min() ?? 0) < 0.7, "\(levels)")
        #expect(levels.allSatisfy { $0 > 101 && $0 < 106 })
    }

    @Test func `starting anew forgets all that was`() {
        var model = BackgroundModel.of(Self.ground)
        model.hold(row: 10, columns: 0..<160)
        model.watch(10, seconds: 1) { _ in .plain(20) }
        model.restart(from: StillLife.plain(80).frame())
        #expect(model.foreground == 0 && model.hold.allSatisfy { $0 == 0 })
        #expect(model.mean.allSatisfy { $0 == 80 * BackgroundModel.unit })
    }
}
