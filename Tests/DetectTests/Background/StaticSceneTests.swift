import Base
import Detect
import Testing

@Suite struct `Things left and taken away` {
    /// Ground of three kinds, with things that are darker and brighter.
    static let grounds: [(name: String, picture: StillLife)] = [
        ("dark", .plain(45)), ("bright", .plain(200)), ("textured", .ground()),
    ]
    static let brightnesses = [20.0, 120, 235]

    static func with(_ thing: Double, on ground: StillLife, x: Int = 60) -> StillLife {
        var picture = ground
        picture.paint(x..<(x + 26), 50..<78) { _ in thing }
        return picture
    }

    /// What has changed at the end of some seconds of pictures, seen ten times a second by the whole chain.
    static func changes(
        seconds: Double, rate: Double = 10, noise amplitude: Double = 3, _ picture: (Double) -> StillLife
    ) -> [StaticChange] {
        var scene = Scenery(size: StillLife.size, smallestObject: 0.1)
        var tracker = Tracker(size: StillLife.size, smallestObject: 0.1)
        var statics = StaticScene(size: StillLife.size, smallestObject: 0.1)
        var noise = Noise(seed: 9)
        let first = picture(0).frame(noise: amplitude, &noise)
        scene.begin(with: first)
        statics.begin(with: first)
        for number in 1...Int(seconds * rate) {
            let t = Double(number) / rate
            let frame = picture(t).frame(at: t, sequence: number, noise: amplitude, &noise)
            scene.look(at: frame, elapsed_s: 1 / rate)
            tracker.update(
                scene.map, scene.usable, elapsed_s: 1 / rate, time: frame.time, sequence: number,
                mayBegin: !scene.isUpset)
            scene.settle(frame, tracker: &tracker)
            statics.look(at: frame, covered: scene.model.hold, tracker: tracker, isDoubtful: scene.isUpset)
        }
        return statics.changes
    }

    /// Pairs that can be told apart at all.
    static let pairs = grounds.flatMap { ground in brightnesses.map { (ground.name, ground.picture, $0) } }.filter {
        !($0.0 == "dark" && $0.2 == 20)
    }

    @Test func `a thing that comes and stays was left`() {
        for (name, ground, thing) in Self.pairs {
            let changes = Self.changes(seconds: 12) { $0 < 8 ? ground : Self.with(thing, on: ground) }
            #expect(changes.map(\.kind) == [.left], "\(thing) on \(name)")
            let shared = changes.first?.box.intersectionOverUnion(
                Box(x: 60.0 / 160, y: 50.0 / 120, width: 26.0 / 160, height: 28.0 / 120))
            #expect((shared ?? 0) > 0.7, "\(thing) on \(name)")
            #expect(abs((changes.first?.since.time.seconds(since: RuleStage.start) ?? 0) - 8) < 0.5)
        }
    }

    @Test func `a thing of the scene that goes was removed`() {
        // The middle grey of the textured ground itself leaves too little of an outline: that stays unclear.
        for (name, ground, thing) in Self.pairs where name != "textured" || thing != 120 {
            let changes = Self.changes(seconds: 12) { $0 < 8 ? Self.with(thing, on: ground) : ground }
            #expect(changes.map(\.kind) == [.removed], "\(thing) on \(name)")
        }
    }

    @Test(arguments: [0, 4])
    func `a thing that is put back is removed no more, a little beside its place or not`(beside_px: Int) {
        let ground = StillLife.plain(180)
        let changes = Self.changes(seconds: 20) { t in
            t < 8 ? Self.with(60, on: ground) : t < 13 ? ground : Self.with(60, on: ground, x: 60 + beside_px)
        }
        #expect(changes.filter { $0.kind == .removed }.isEmpty)
    }

    @Test func `a thing that is taken away again was not left`() {
        let ground = StillLife.ground()
        #expect(Self.changes(seconds: 16) { $0 < 8 || $0 > 12 ? ground : Self.with(235, on: ground) }.isEmpty)
    }

    @Test(arguments: [(0.75, 0.0), (1.2, 0), (1, 18), (0.85, 25)])
    func `a step of the light leaves nothing`(gain: Double, offset: Double) {
        let ground = StillLife.ground()
        #expect(Self.changes(seconds: 16) { $0 < 8 ? ground : ground.lit(gain: gain, offset: offset) }.isEmpty)
    }

    @Test func `what passes leaves nothing, nor does who walks through the first picture`() {
        let ground = StillLife.ground()
        let changes = Self.changes(seconds: 20) { t in
            let lap = (t / 6).truncatingRemainder(dividingBy: 1)
            return Self.with(235, on: ground, x: Int(lap * 190) - 28)
        }
        #expect(changes.isEmpty)
    }

    @Test func `who comes and stands came by himself, even if he stands like a post`() {
        let ground = StillLife.ground()
        let changes = Self.changes(seconds: 30) { Self.with(20, on: ground, x: min(Int($0 * 12) - 60, 70)) }
        #expect(!changes.isEmpty)
        #expect(changes.allSatisfy { $0.cameByItself || $0.kind != .left })
    }

    @Test func `what somebody put down did not come by itself`() throws {
        let ground = StillLife.ground()
        let changes = Self.changes(seconds: 30) { t in
            var picture = ground
            // A walker, 16 x 48, who comes with a bag of 14 x 12, stands for two seconds and goes back without it.
            let x = t < 6 ? -40 : t < 12 ? min(64, Int((t - 6) * 18) - 40) : t < 14 ? 64 : 64 - Int((t - 14) * 14)
            let bag = min(x, 64) + 16
            picture.paint(max(0, x)..<max(0, x + 16), 40..<88) { _ in 20 }
            let lies = t < 12 ? bag : 80
            picture.paint(max(0, lies)..<max(0, lies + 14), 76..<88) { _ in 240 }
            return picture
        }
        try #require(changes.count == 1)
        #expect(changes[0].kind == .left)
        #expect(!changes[0].cameByItself)
        #expect(changes[0].box.x > 0.45)
    }
}
