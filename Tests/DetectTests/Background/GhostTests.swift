import Base
import Detect
import Testing

@Suite struct `Holes in the learned scene` {
    static let ground = StillLife.ground()
    static let things = [25.0, 230]

    static func with(_ brightness: Double) -> StillLife {
        var picture = ground
        picture.paint(60..<90, 50..<80) { _ in brightness }
        return picture
    }

    static func looked(first: StillLife, then: StillLife) -> Scenery {
        var scene = Scenery(size: StillLife.size, smallestObject: 0.06), noise = Noise(seed: 6)
        scene.begin(with: first.frame(noise: 2, &noise))
        for _ in 0..<10 { scene.look(at: first.frame(noise: 2, &noise), elapsed_s: 0.1) }
        for _ in 0..<3 { scene.look(at: then.frame(noise: 2, &noise), elapsed_s: 0.1) }
        return scene
    }

    @Test(arguments: things)
    func `what was there from the first and goes leaves a hole`(brightness: Double) {
        let scene = Self.looked(first: Self.with(brightness), then: Self.ground)
        #expect(scene.usable.count == 1)
        #expect(scene.usable.allSatisfy { scene.map.regions[$0].isHole })
    }

    @Test(arguments: things)
    func `what comes and stands is none`(brightness: Double) {
        let scene = Self.looked(first: Self.ground, then: Self.with(brightness))
        #expect(scene.usable.count == 1)
        #expect(scene.usable.allSatisfy { !scene.map.regions[$0].isHole })
    }

    @Test(arguments: things)
    func `the outline is an edge of the frame around a thing, of the scene around a hole`(brightness: Double) {
        let runs = Painted.runs(60..<90, 50..<80)
        let thing = GhostTest.outline(of: runs[...], frame: Self.with(brightness).frame(), model: .of(Self.ground))
        let hole = GhostTest.outline(of: runs[...], frame: Self.ground.frame(), model: .of(Self.with(brightness)))
        #expect(thing.frame > 2 * thing.scene)
        #expect(hole.scene > 2 * hole.frame)
        #expect(thing.frame == hole.scene && thing.scene == hole.frame)
    }

    @Test func `an outline at the border of the picture is read inside it`() {
        let runs = Painted.runs(0..<160, 0..<120)
        let edges = GhostTest.outline(of: runs[...], frame: Self.ground.frame(), model: .of(Self.ground))
        #expect(abs(edges.frame - edges.scene) <= 4 * 120)
    }
}
