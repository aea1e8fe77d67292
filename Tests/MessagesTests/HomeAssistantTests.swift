import Base
import Foundation
import Messages
import Score
import Testing

@Suite struct `Home Assistant` {
    private let site = HomeSite(
        id: "depot",
        cameras: [
            HomeSite.Camera(
                .init(id: "bay", behaviours: [.cameraTampered, .signalLost]),
                places: [
                    .init(id: "fire-exit", behaviours: [.exitBlocked, .zoneEntered, .occupancy]),
                    .init(id: "gate", behaviours: [.wrongWay, .lineCrossed]),
                ])
        ], version: "1.0.0")
    private let topics = HomeTopics(base: "wayside", site: "depot")

    @Test func `there is one retained announcement for each camera and each place, as in the golden files`() throws {
        let list = HomeDiscovery(site, topics: topics).announcements
        #expect(
            list.map(\.topic) == [
                "homeassistant/device/wayside_depot_bay/config",
                "homeassistant/device/wayside_depot_bay_fire-exit/config",
                "homeassistant/device/wayside_depot_bay_gate/config",
            ])
        #expect(list.count { $0.isRetained } == list.count)
        for (publication, name) in zip(list, ["camera", "place-with-zone", "place-with-line"]) {
            let expected = try golden("home-\(name).json")
            #expect(try laidOut(publication.payload) == expected, "\(name)")
        }
    }

    /// What the integration's documentation asks of device discovery.
    @Test func `announcements have what the documentation calls mandatory, and ids of the allowed letters`() throws {
        var ids: [String] = []
        for publication in HomeDiscovery(site, topics: topics).announcements {
            let message = try members(publication.payload)
            let device = try #require(message["dev"] as? [String: Any])
            #expect((device["ids"] as? [String])?.isEmpty == false && device["name"] is String)
            #expect((message["o"] as? [String: Any])?["name"] as? String == "wayside")
            let components = try #require(message["cmps"] as? [String: [String: Any]])
            for (name, component) in components {
                let id = try #require(component["unique_id"] as? String)
                ids.append(id)
                #expect(name.allSatisfy { $0.isLetter || $0 == "_" })
                #expect(id.wholeMatch(of: /[a-zA-Z0-9_-]+/) != nil)
                let platform = try #require(component["p"] as? String)
                #expect(["sensor", "binary_sensor", "event"].contains(platform))
                #expect(component["state_topic"] is String)
                #expect((component["event_types"] != nil) == (platform == "event"))
            }
            let availability = try #require(message["avty"] as? [[String: String]])
            #expect(availability.first == ["t": "wayside/depot/status"])
        }
        #expect(Set(ids).count == ids.count && ids.count == 10)
    }

    @Test func `occupancy follows stays, and a problem what is wrong`() throws {
        var maker = EntryMaker(), states = HomeStates(site, topics: topics)
        let entered = maker.event(.zoneEntered, at: monday, place: "fire-exit")
        let blocked = maker.event(.exitBlocked, at: minutes(1), place: "fire-exit")
        let left = maker.event(.zoneEntered, at: minutes(2), place: "fire-exit", phase: .ended, start: monday)
        let free = maker.event(.exitBlocked, at: minutes(3), place: "fire-exit", phase: .ended, start: minutes(1))
        func retained(_ item: OutgoingItem) -> [String] {
            states.take(item, isLate: false).filter(\.isRetained).map {
                "\($0.topic.split(separator: "/")[4]) \($0.payload)"
            }
        }
        #expect(retained(entered) == ["occupancy ON"])
        #expect(retained(blocked) == ["problem ON"])
        #expect(retained(left) == ["occupancy OFF"])
        #expect(retained(free) == ["problem OFF"])
    }

    @Test func `a count above zero is occupancy, and is told as a number`() {
        var maker = EntryMaker(), states = HomeStates(site, topics: topics)
        for (count, isOn) in [(3.0, "ON"), (0.0, "OFF")] {
            let item = maker.event(
                .occupancy, at: monday, place: "fire-exit", phase: .instant,
                measures: [Measure("occupancy", count, "count")])
            let told = states.take(item, isLate: false).filter(\.isRetained)
            #expect(told.map(\.payload) == [isOn, "\(Int(count))"])
        }
    }

    @Test func `events are never retained, and say whether they come late`() throws {
        var maker = EntryMaker(), states = HomeStates(site, topics: topics)
        for isLate in [false, true] {
            let item = maker.event(.wrongWay, at: monday, phase: .instant)
            let event = try #require(states.take(item, isLate: isLate).first)
            #expect(event.topic == "wayside/depot/bay/gate/event" && !event.isRetained)
            let payload = try members(event.payload)
            #expect(payload["event_type"] as? String == "wrong-way" && payload["late"] as? Bool == isLate)
        }
    }

    @Test func `after a new beginning nothing goes on any more`() {
        var maker = EntryMaker(), states = HomeStates(site, topics: topics)
        _ = states.take(maker.event(.zoneEntered, at: monday, place: "fire-exit"), isLate: false)
        let anew = states.beginAnew()
        #expect(
            anew.map { "\($0.topic) \($0.payload)" } == [
                "wayside/depot/bay/tampered OFF", "wayside/depot/bay/fire-exit/occupancy OFF",
                "wayside/depot/bay/fire-exit/count 0", "wayside/depot/bay/fire-exit/problem OFF",
            ])
    }

    @Test func `what happens at places that are not configured any more is not told`() {
        var maker = EntryMaker(), states = HomeStates(site, topics: topics)
        #expect(states.take(maker.event(at: monday, place: "gone"), isLate: false) == [])
    }

    @Test func `a camera is told as configured, with its signal in any case`() {
        var settings = CameraSettings(id: "bay")
        settings.places = [Place(id: "gate", shape: .line(Segment(Point(0, 0), Point(1, 1))))]
        settings.rules = [
            RuleSettings(id: "a", behaviour: .wrongWay, place: "gate"),
            RuleSettings(id: "b", behaviour: .cameraTampered, place: nil),
        ]
        let camera = HomeSite.Camera(settings)
        #expect(camera.camera.behaviours == [.cameraTampered, .signalLost])
        #expect(camera.places.map(\.behaviours) == [[.wrongWay]])
    }

    @Test func `a place that is not rated has no number`() throws {
        let policy = Policy(id: "p", version: 1, title: "P", reason: "R", hash: "h")
        let subject = Subject(source: "depot/bay", id: "gate")
        let exposure = ExposureShare(observed_ms: 60_000, blind_ms: [])
        let rated = Standing(of: subject, at: monday, contributions: [], exposure: exposure, policy: policy)
        let unrated = Standing(of: subject, at: monday, contributions: [], exposure: .none, policy: policy)
        let one = try members(Publication.standing(rated, at: "t").payload)
        let other = try members(Publication.standing(unrated, at: "t").payload)
        #expect(one["standing"] as? Double == 80 && one["rated"] as? Bool == true)
        #expect(other["standing"] is NSNull && other["rated"] as? Bool == false)
    }
}
