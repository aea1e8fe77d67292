import Base
import Simulate
import StrictYAML
import Testing

/// Scene files are read strictly.
@Suite struct SceneReaderTests {
    private let head = """
        scene: 1
        title: Test
        seed: 7
        duration: 20s
        view: {height: 4, pitch: 20, field_of_view: 60}
        camera: {id: eye}

        """

    private func read(_ text: String, seed: UInt64? = nil) throws(Diagnostics) -> Scene {
        try SceneReader.read(text: text, file: "s.yaml", seed: seed) { $0.mapping(["id"]) == nil ? nil : true }.scene
    }

    private func problems(_ text: String) -> [String] {
        do throws(Diagnostics) {
            _ = try read(text)
            return []
        } catch {
            return error.list.map(\.description)
        }
    }

    @Test func `defaults and the seed of the source`() throws {
        let scene = try read(head, seed: 99)
        #expect(scene.seed == 99 && scene.rate == 10 && scene.frameCount == 200)
        #expect(scene.size.width == 640 && scene.sensor.noise_luma == 1.5)
        #expect(try read(head).seed == 7)
    }

    @Test(arguments: [
        ("fog: 1\n", "s.yaml:7:1: unknown key `fog`"),
        ("weather: {wnd: 1}\n", "did you mean \"wind\"?"),
        ("weather: {wind: strong}\n", "s.yaml:7:17: `wind` must be a number"),
        ("rate: 0\n", "`rate` is 0, which is out of range"),
        ("background: {ground: asfalt}\n", "did you mean \"asphalt\"?"),
        ("background: {patches: [{material: grass, corners: [[0, 1], [2, 3]]}]}\n", "give at least 3"),
        ("actors: [{path: [[0, 1]]}]\n", "an actor is one of person, vehicle and bag"),
        ("actors: [{person: any, vehicle: car, path: [[0, 1]]}]\n", "an actor is one of person, vehicle and bag"),
        ("actors: [{person: any}]\n", "has no `path`"),
        ("actors: [{person: any, speed: [2, 1], path: [[0, 1]]}]\n", "the wrong way round"),
        ("actors: [{person: any, path: [{at: [0, 1], bag: put-down}]}]\n", "a bag that nobody carries"),
        ("disturbances: [{reason: covered, from: 9, to: 4}]\n", "ends before it begins"),
        ("disturbances: [{reason: foggy, from: 9}]\n", "`reason` cannot be \"foggy\""),
        ("crowds: [{per_minute: 5, through: [[[0, 1], [1, 1]]]}]\n", "give at least 2"),
        ("start: noon\n", "write it like 2026-05-04T14:00:00Z"),
    ])
    func `a mistake is named with its place and its mend`(_ line: String, _ words: String) {
        let found = problems(head + line)
        #expect(found.count == 1)
        #expect(found.first?.contains(words) == true, "\(found)")
        #expect(found.first?.hasPrefix("s.yaml:7:") == true)
    }

    @Test func `all mistakes of a file are told at once`() {
        #expect(problems(head + "fog: 1\nrate: 0\nsensor: {noise: -1}\n").count == 3)
    }

    @Test func `a scene without its view or camera is refused`() {
        #expect(problems("scene: 1\ntitle: T\nseed: 1\nduration: 5s\n").count == 2)
    }

    @Test func `what is read is what was written`() throws {
        let scene = try read(
            head + """
                actors:
                  - {person: dark, start: 3, speed: 1.4, carries: on, path: [[0, 5], {at: [1, 6], pause: 2s, bag: put-down}]}
                  - {vehicle: van, stays: on, path: [[3, 9]]}
                traffic: [{per_minute: 4, path: [[-20, 12], [20, 12]], vehicles: [car, lorry], speed: [5, 6]}]
                light: {changes: [{at: 4, factor: 0.5, over: 500ms}], clouds: {strength: 0.5, period: 10s}}

                """)
        #expect(scene.actors.count == 2 && scene.actors[0].speed_mps == 1.4...1.4 && scene.actors[1].stays)
        #expect(scene.actors[0].path[1] == Waypoint(GroundPoint(1, 6), pause_s: 2, bag: .putDown))
        #expect(scene.traffic[0].kinds == [.car, .lorry] && scene.traffic[0].to_s == 20)
        #expect(scene.light.changes == [LightChange(at_s: 4, factor: 0.5, over_s: 0.5)])
    }
}
