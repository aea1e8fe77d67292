import Base
import Simulate
import Testing

/// Truth of scenes small enough to be worked out by hand.
@Suite struct TruthTests {
    private func events(
        _ actors: [ActorScript], _ behaviour: Behaviour, on ground: [(Double, Double)], seconds: Double = 12,
        blocks: [Block] = [], _ adjust: (inout RuleSettings) -> Void = { _ in }
    ) -> [TruthEvent] {
        var scene = yard(seconds: seconds)
        scene.actors = actors
        scene.setting.blocks = blocks
        return SceneTruth(scene, camera: camera(scene, behaviour, on: ground, adjust)).events
    }

    private let line = [(0.0, 7.0), (0.0, 13.0)]
    private let zone = [(-1.5, 8.0), (1.5, 8.0), (1.5, 12.0), (-1.5, 12.0)]

    @Test func `a walker crosses a line at the time that speed and distance say`() throws {
        let events = events([walker(way((-5, 10), (5, 10)), start: 2)], .lineCrossed, on: line)
        try #require(events.count == 1)
        #expect(abs(events[0].start_s - 6) < 0.02)  // 5 m at 1.25 m/s after 2 s
        #expect(events[0].direction == .right)
        #expect(events[0].place == "place")
    }

    @Test func `the way back crosses to the left, and a reversed line swaps the sides`() {
        let back = [walker(way((5, 10), (-5, 10)))]
        #expect(events(back, .lineCrossed, on: line).map(\.direction) == [.left])
        #expect(events(back, .lineCrossed, on: Array(line.reversed())).map(\.direction) == [.right])
    }

    @Test func `only the direction asked for is told`() {
        let out = walker(way((-5, 10), (5, 10))), back = walker(way((5, 9), (-5, 9)))
        #expect(events([out, back], .lineCrossed, on: line) { $0.direction = .left }.map(\.direction) == [.left])
    }

    @Test(arguments: [
        [(-5.0, 10.0), (-0.4, 10.0), (-5.0, 9.0)],  // turns back before the line
        [(-5.0, 10.0), (0.02, 10.0), (-5.0, 9.0)],  // touches it with the tip of a shoe
        [(-5.0, 5.6), (5.0, 5.6)],  // passes before its near end
        [(-5.0, 15.0), (5.0, 15.0)],  // passes behind its far end
    ])
    func `no crossing`(_ path: [(Double, Double)]) {
        #expect(events([walker(path.map { Waypoint(GroundPoint($0.0, $0.1)) })], .lineCrossed, on: line).isEmpty)
    }

    @Test func `someone hidden by a wall still counts where they stand`() {
        let wall = Block(centre: GroundPoint(0, 8), width_m: 4, depth_m: 0.3, height_m: 3, material: .brick)
        #expect(events([walker(way((-5, 11), (5, 11)))], .lineCrossed, on: line, blocks: [wall]).count == 1)
    }

    @Test func `someone outside the picture does not count`() {
        #expect(events([walker(way((-1, 1), (1, 1)))], .lineCrossed, on: [(0, 0.5), (0, 13)]).isEmpty)
    }

    @Test func `a stay in a zone begins and ends with the foot point`() throws {
        let events = events([walker(way((-4, 10), (4, 10)))], .zoneEntered, on: zone)
        try #require(events.count == 1)
        #expect(abs(events[0].start_s - 2) < 0.06)  // 2.5 m at 1.25 m/s
        #expect(abs((events[0].end_s ?? 0) - 4.4) < 0.06)  // 3 m more
    }

    @Test func `loitering begins when the time inside has run out, once per stay and person`() throws {
        let path = [
            Waypoint(GroundPoint(-4, 10)), Waypoint(GroundPoint(0, 10), pause_s: 8), Waypoint(GroundPoint(4, 10)),
        ]
        let events = events([walker(path), walker(path, start: 0.5)], .loitering, on: zone, seconds: 20) {
            $0.after_ms = 5000
        }
        try #require(events.count == 2)
        #expect(abs(events[0].start_s - 7) < 0.06 && abs(events[1].start_s - 7.5) < 0.06)
        #expect(self.events([walker(path)], .loitering, on: zone, seconds: 20) { $0.after_ms = 11_000 }.isEmpty)
    }

    @Test func `occupancy tells each number that lasts`() {
        let stays = [(0.0, 6.0), (1.0, 2.0)].map { start, pause in
            walker(
                [
                    Waypoint(GroundPoint(-4, 10)), Waypoint(GroundPoint(0.3 * start, 10), pause_s: pause),
                    Waypoint(GroundPoint(4, 9)),
                ], start: start)
        }
        #expect(events(stays, .occupancy, on: zone, seconds: 20).map(\.count) == [1, 2, 1, 0])
    }

    @Test func `a crowd begins when too many have been there for long enough`() throws {
        let people = (0..<4).map { number in
            walker([
                Waypoint(GroundPoint(-4, 9 + 0.5 * Double(number))),
                Waypoint(GroundPoint(0, 9 + 0.5 * Double(number)), pause_s: 10), Waypoint(GroundPoint(4, 10)),
            ])
        }
        let events = events(people, .overcrowding, on: zone, seconds: 20) { ($0.moreThan, $0.after_ms) = (3, 4000) }
        try #require(events.count == 1)
        #expect(abs(events[0].start_s - 6) < 0.1)
        #expect(
            self.events(people, .overcrowding, on: zone, seconds: 20) { ($0.moreThan, $0.after_ms) = (4, 0) }.isEmpty)
    }

    @Test func `down the picture is the wrong way where up is allowed, across it is neither`() {
        func ways(_ path: [Waypoint]) -> Int {
            events([walker(path)], .wrongWay, on: zone) { $0.allowedBearing_deg = 0 }.count
        }
        #expect(ways(way((0, 14), (0, 7))) == 1)
        #expect(ways(way((0, 7), (0, 14))) == 0)
        #expect(ways(way((-4, 10), (4, 10.6))) == 0)
    }

    @Test func `a bag that is left is nobody`() {
        var porter = walker([
            Waypoint(GroundPoint(-4, 10)), Waypoint(GroundPoint(0, 10), pause_s: 1, bag: .putDown),
            Waypoint(GroundPoint(4, 10)),
        ])
        porter.carriesBag = true
        let events = events([porter], .loitering, on: zone, seconds: 20) { $0.after_ms = 5000 }
        #expect(events.isEmpty)
    }

    @Test func `motion is what can be seen to move`() {
        let path = [
            Waypoint(GroundPoint(-4, 10)), Waypoint(GroundPoint(0, 10), pause_s: 5), Waypoint(GroundPoint(4, 10)),
        ]
        // Into the zone, and out of it again.
        #expect(events([walker(path)], .motion, on: zone, seconds: 14).count == 2)
        let wall = Block(centre: GroundPoint(0, 7), width_m: 8, depth_m: 0.3, height_m: 3.4, material: .brick)
        #expect(events([walker(way((-3, 10), (3, 10)))], .motion, on: zone, blocks: [wall]).isEmpty)
    }

    @Test func `a covered lens sees nobody, and is told once`() {
        var scene = yard()
        scene.actors = [walker(way((-5, 10), (5, 10)), start: 2)]
        scene.disturbances = [Disturbance(reason: .covered, from_s: 5, to_s: 8)]
        var eye = camera(scene, .lineCrossed, on: line)
        eye.rules.append(RuleSettings(id: "tamper", behaviour: .cameraTampered, place: nil))
        let events = SceneTruth(scene, camera: eye).events
        #expect(events.map(\.behaviour) == [.cameraTampered])
        #expect(events.map(\.reason) == [.covered])
        #expect(events.map(\.end_s) == [8])
    }

    @Test func `who is faster than the limit inside the zone speeds, at the true speed`() throws {
        let fast = walker(way((-6, 10), (6, 10)), start: 2, speed: 2),
            slow = walker(way((6, 11), (-6, 11)), speed: 1.25)
        var scene = yard()
        scene.actors = [fast, slow]
        let truth = SceneTruth(scene, camera: camera(scene, .speeding, on: zone) { $0.over_mps = 1.5 })
        try #require(truth.events.count == 1)
        // 4.5 m to the zone and 3 m through it, at 2 m/s after 2 s.
        #expect(abs(truth.events[0].start_s - 4.25) < 0.1)
        #expect(abs((truth.events[0].end_s ?? 0) - 5.75) < 0.1)
        #expect(abs((truth.events[0].speed_mps ?? 0) - 2) < 0.01)
        #expect(truth.yaml().contains("}   # 2 m/s\n"))
        #expect(events([fast, slow], .speeding, on: zone) { $0.over_mps = 2.1 }.isEmpty)
    }

    @Test func `truth is written as the formats say`() {
        var scene = yard()
        scene.actors = [walker(way((-5, 10), (5, 10)), start: 2)]
        let text = SceneTruth(scene, camera: camera(scene, .lineCrossed, on: line)).yaml()
        #expect(
            text == """
                truth: 1
                labelled: rendered, exact
                tolerance: 2
                events:
                  - {behaviour: line-crossed, place: place, direction: right, at: 6}

                """)
    }
}
