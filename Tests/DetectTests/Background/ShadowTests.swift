import Base
import Detect
import Testing

/// Looks at a picture after having learned the empty ground.
private func looked(_ ground: StillLife, _ paint: (inout StillLife) -> Void) -> Scenery {
    var scene = Scenery(size: StillLife.size, smallestObject: 0.06), noise = Noise(seed: 6)
    scene.begin(with: ground.frame(noise: 2, &noise))
    for _ in 0..<30 { scene.look(at: ground.frame(noise: 2, &noise), elapsed_s: 0.1) }
    var picture = ground
    paint(&picture)
    for _ in 0..<4 { scene.look(at: picture.frame(noise: 2, &noise), elapsed_s: 0.1) }
    return scene
}

extension Scenery {
    /// Foreground pixels within a rectangle that are left in usable regions.
    fileprivate func area(_ x: Range<Int>, _ y: Range<Int>) -> Int {
        var sum = 0
        for r in usable {
            for run in map.runs[map.regions[r].firstRun..<map.regions[r].endRun] where y.contains(Int(run.row)) {
                sum += max(0, min(Int(run.end), x.upperBound) - max(Int(run.start), x.lowerBound))
            }
        }
        return sum
    }
}

@Suite struct `Cast shadows` {
    static let ground = StillLife.ground()

    /// A person at 60..<72 x 40..<84 in clothes of this brightness, and a shadow that lies to the right.
    static func person(_ clothes: Double, shadow: Double, in picture: inout StillLife) {
        picture.paint(72..<112, 76..<84) { $0 * shadow }
        picture.paint(60..<72, 48..<84) { _ in clothes }
        picture.paint(63..<69, 40..<48) { _ in min(clothes + 60, 250) }
    }

    @Test(arguments: [25.0, 215], [0.45, 0.6, 0.75])
    func `a shadow on textured ground is trimmed, who casts it stays`(clothes: Double, factor: Double) {
        let scene = looked(Self.ground) { Self.person(clothes, shadow: factor, in: &$0) }
        let body = 12 * 36 + 6 * 8
        #expect(scene.area(60..<72, 40..<84) > body * 9 / 10)
        #expect(scene.area(76..<160, 0..<120) < 40 * 8 / 10, "little of the shadow is left")
        let boxes = scene.usable.map { scene.map.regions[$0] }
        #expect(boxes.count == 1)
        #expect((boxes.first?.right ?? 0) <= 78, "it does not stretch the box")
        #expect(boxes.first?.bottom == 84)
    }

    @Test func `a shadow alone is nothing`() {
        let scene = looked(Self.ground) { $0.paint(60..<112, 76..<84) { $0 * 0.55 } }
        #expect(scene.usable.isEmpty)
    }

    @Test(arguments: [20.0, 35, 60])
    func `a solid dark vehicle stays whole`(paint: Double) {
        let scene = looked(Self.ground) { $0.paint(40..<110, 50..<84) { _ in paint } }
        #expect(scene.usable.count == 1)
        #expect(scene.area(40..<110, 50..<84) > 70 * 34 * 95 / 100)
    }

    @Test func `a solid dark vehicle stays whole on plain ground`() {
        let scene = looked(.plain(120)) { $0.paint(40..<110, 50..<84) { _ in 70 } }
        #expect(scene.area(40..<110, 50..<84) > 70 * 34 * 95 / 100)
    }

    @Test func `somebody with a texture of his own stays, however dim`() {
        let scene = looked(Self.ground) { picture in
            for y in 40..<84 { picture.paint(60..<76, y..<(y + 1)) { _ in y % 6 < 3 ? 40 : 80 } }
        }
        #expect(scene.area(60..<76, 40..<84) > 16 * 44 * 8 / 10)
    }
}

@Suite struct `How dark the shadows of a scene are` {
    /// The share of a dark, even patch on plain ground that is left as foreground, after frames of something else.
    static func left(of factor: Double, after frames: Int, _ paint: (inout StillLife, Int) -> Void) -> Double {
        let ground = StillLife.plain(150)
        var model = BackgroundModel.of(ground), test = ShadowTest(size: StillLife.size), noise = Noise(seed: 2)
        var mask = BitMask(width: 160, height: 120), left = 0.0
        model.watch(10, seconds: 3) { _ in ground }
        for i in 0...frames {
            var picture = ground
            if i < frames { paint(&picture, i) } else { picture.paint(40..<80, 80..<96) { $0 * factor } }
            let frame = picture.frame(noise: 2, &noise)
            model.update(with: frame, elapsed_s: 0.02)
            mask.pack(model.mask)
            let all = mask, before = mask.count
            _ = test.clear(&mask, low: all, frame: frame, model: model, elapsed_s: 0.02)
            left = Double(mask.count) / Double(max(1, before))
        }
        return left
    }

    @Test(arguments: [0.45, 0.5, 0.55])
    func `deep shadows are known once the scene has shown them`(factor: Double) {
        #expect(Self.left(of: factor, after: 0) { _, _ in } > 0.9, "it may be a dark coat")
        let known = Self.left(of: factor, after: 40) { picture, i in
            picture.paint((i * 3)..<(i * 3 + 30), 80..<92) { $0 * factor }
            // Clothes of any brightness above it.
            picture.paint((i * 3)..<(i * 3 + 4), 50..<80) { _ in 30 + Double(i * 37 % 100) }
        }
        #expect(known < 0.2)
    }

    @Test func `a scene without shadows teaches nothing`() {
        let left = Self.left(of: 0.5, after: 40) { picture, i in
            picture.paint((i * 3)..<(i * 3 + 20), 50..<92) { _ in 230 }
        }
        #expect(left > 0.9)
    }

    @Test func `what is darker than the shadows stays`() {
        let left = Self.left(of: 0.25, after: 40) { picture, i in
            picture.paint((i * 3)..<(i * 3 + 30), 80..<92) { $0 * 0.55 }
        }
        #expect(left > 0.9)
    }
}
