import Base
import Detect
import Testing

/// Room as a fixed camera sees them, by the time in seconds.
private struct Room {
    static let room = Place(
        id: "room", shape: .zone(Polygon([Point(0, 0.2), Point(0.8, 0.2), Point(0.8, 1), Point(0, 1)])))

    var camera = CameraSettings(id: "cam")
    var rate = 10.0
    var seconds = 12.0

    init(_ adjust: (inout RuleSettings) -> Void = { _ in }) {
        var rule = RuleSettings(id: "fall", behaviour: .fall, place: "room")
        adjust(&rule)
        (camera.places, camera.rules) = ([Room.room], [rule])
    }

    func events(blind: (Double) -> BlindReason? = { _ in nil }, _ boxes: (Double) -> [Box]) -> [ObservedEvent] {
        var engine = RuleEngine(camera: camera, source: "site/cam", frameSize: RuleStage.size)
        var events: [ObservedEvent] = []
        for sequence in 0..<Int(seconds * rate) {
            let t = Double(sequence) / rate
            events += engine.update(
                [], motion: MotionSummary(regions: boxes(t)), at: RuleStage.start.advanced(bySeconds: t),
                sequence: sequence, unobserved: blind(t))
        }
        return events + engine.finish()
    }
}

/// A body of a size, on feet at a point: width and height in heights of the 4:3 picture.
private func body(_ foot: Point, _ width: Double, _ height: Double) -> Box {
    Box(x: foot.x - width * 0.75 / 2, y: foot.y - height, width: width * 0.75, height: height)
}

/// Walks into the room from the left and stops at 0.5 after 3 s.
private func walking(_ t: Double) -> Point { Point(0.15 + 0.35 * min(t, 3) / 3, 0.8) }

/// From one posture to another between two times, widths and heights changing evenly.
private func change(
    _ t: Double, _ begin: Double, _ end: Double, from a: (Double, Double) = (0.16, 0.4), to b: (Double, Double)
) -> [Box] {
    let share = min(max(0, (t - begin) / (end - begin)), 1)
    return [body(walking(t), a.0 + (b.0 - a.0) * share, a.1 + (b.1 - a.1) * share)]
}

private let lying = (0.42, 0.12)

@Suite struct FallTests {
    @Test(arguments: frameRates)
    func `who stood and lies on the ground within a second has fallen, once`(rate: Double) throws {
        var room = Room()
        room.rate = rate
        let events = room.events { change($0, 4, 4.7, to: lying) }
        #expect(events.map(\.phase) == [.began, .ended])
        let began = try #require(events.first), ended = try #require(events.last)
        #expect(began.behaviour == .fall && began.subject == "room" && began.box != nil)
        #expect(began.began > 4.2 && began.began <= 4.8 && began.at < 6)
        #expect(abs(ended.endedAt - 12) <= 1 / rate + 0.001)
    }

    @Test func `towards the camera the body looks shorter, and it is a fall still`() {
        #expect(Room().events { change($0, 4, 4.8, to: (0.24, 0.2)) }.count == 2)
    }

    @Test(arguments: [
        ("lies down within five seconds", 4.0, 9.0, lying),
        ("bends down", 4, 4.6, (0.24, 0.26)),
        ("crouches", 4, 4.8, (0.2, 0.22)),
        ("sits down", 4, 5, (0.2, 0.29)),
        ("stretches out the arms", 4, 4.6, (0.42, 0.4)),
        ("is hidden up to the waist", 4, 4.6, (0.14, 0.2)),
    ])
    func `these are no falls`(what: String, begin: Double, end: Double, to: (Double, Double)) {
        for rate in frameRates {
            var room = Room()
            room.rate = rate
            #expect(room.events { change($0, begin, end, to: to) }.isEmpty, "\(what) at \(rate)")
        }
    }

    @Test func `who stands up again at once has picked something up`() {
        let events = Room().events { t in
            t < 4.7 ? change(t, 4, 4.5, to: lying) : change(t, 4.7, 5.3, from: lying, to: (0.16, 0.4))
        }
        #expect(events.isEmpty)
    }

    @Test func `the span ends when the person is up again`() throws {
        let events = Room().events { t in
            t < 8 ? change(t, 4, 4.7, to: lying) : change(t, 8, 9, from: lying, to: (0.16, 0.4))
        }
        #expect(events.map(\.phase) == [.began, .ended])
        #expect((8...9.2).contains(try #require(events.last).endedAt))
    }

    @Test func `drawing up the knees does not end it`() {
        let events = Room().events { t in
            t > 7 && t < 8 ? [body(walking(t), 0.25, 0.28)] : change(t, 4, 4.7, to: lying)
        }
        #expect(events.count == 2)
    }

    @Test func `what is long and low from the start passes`() {
        let car = Room().events { t in [body(Point(0.1 + 0.05 * t, 0.8), 0.4, 0.15)] }
        #expect(car.isEmpty)
    }

    @Test func `walking out across the lower edge is no fall, though the box grows flat`() {
        let events = Room().events { t in
            let foot = Point(0.4, 0.75 + 0.12 * t), whole = body(foot, 0.2, 0.4)
            guard whole.y < 0.99 else { return [] }
            return [Box(x: whole.x, y: whole.y, width: whole.width, height: min(whole.maxY, 1) - whole.y)]
        }
        #expect(events.isEmpty)
    }

    @Test func `two who meet become wide, not low`() {
        let events = Room().events { t in
            let a = body(Point(0.2 + 0.06 * min(t, 4), 0.8), 0.16, 0.4)
            let b = body(Point(0.75 - 0.06 * min(t, 4), 0.8), 0.16, 0.4)
            return a.intersection(b) > 0 || t > 4 ? [a.union(b)] : [a, b]
        }
        #expect(events.isEmpty)
    }

    @Test func `two who fall are two events, and somebody who walks past a third is none`() {
        let events = Room().events { t in
            let other = change(t, 5, 5.6, to: lying).map {
                Box(x: $0.x - 0.3, y: $0.y + 0.1, width: $0.width, height: $0.height)
            }
            return change(t, 4, 4.7, to: (0.3, 0.12)) + other
        }
        #expect(events.filter { $0.phase == .began }.count == 2)
        #expect(Set(events.map(\.id)).count == 4)
    }

    @Test func `outside the zone nothing is said, and no zone is the whole picture`() {
        func aside(_ t: Double) -> [Box] {
            change(t, 4, 4.7, to: (0.3, 0.12)).map { Box(x: $0.x + 0.37, y: $0.y, width: $0.width, height: $0.height) }
        }
        #expect(Room().events(aside).isEmpty)
        #expect(Room { $0.place = nil }.events(aside).count == 2)
    }

    @Test func `a silhouette of a few pixels says nothing`() {
        let events = Room().events { t in
            change(t, 4, 4.7, from: (0.016, 0.04), to: (0.042, 0.012))
        }
        #expect(events.isEmpty)
    }

    @Test func `blindness ends it at the last frame seen`() throws {
        let events = Room().events(blind: { $0 >= 7 ? .tampered(.dark) : nil }) { change($0, 4, 4.7, to: lying) }
        let ended = try #require(events.last)
        #expect(events.count == 2 && abs(ended.endedAt - 6.9) < 0.01)
    }
}
