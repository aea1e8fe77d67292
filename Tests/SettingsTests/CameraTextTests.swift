import Base
import Settings
import Foundation
import Testing

@Suite struct CameraTextTests {
    /// Reads a camera back from a fixture that holds its text.
    private func readBack(_ camera: CameraSettings) throws -> CameraSettings {
        let directory = NSTemporaryDirectory() + "wayside-camera-\(ProcessInfo.processInfo.globallyUniqueString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let text = "fixture: 1\nrate: 10\ncamera:\n" + CameraText.yaml(camera)
        try Data(text.utf8).write(to: URL(fileURLWithPath: directory + "/fixture.yaml"))
        return try FixtureReader.read(directory: directory).camera
    }

    @Test func `a camera with everything reads back as it was`() throws {
        var camera = CameraSettings(id: "bay")
        camera.purpose = "Keep the bay: \"clear\" # always"
        camera.uses = [.safety, .audit]
        camera.smallestObject = 0.1 / 3
        camera.masks = [Polygon([Point(0, 0), Point(1.0 / 3, 0), Point(0.2, 0.7)])]
        camera.calibration = GroundCalibration(
            corners: [Point(0.1, 0.9), Point(0.9, 0.9), Point(0.7, 0.3), Point(0.3, 0.3)], width_m: 6, depth_m: 20.5)
        camera.places = [
            Place(id: "gate", shape: .line(Segment(Point(0.1, 0.5), Point(0.9, 0.123_456_789)))),
            Place(id: "hall", shape: .zone(Polygon([Point(0.3, 0.3), Point(0.7, 0.3), Point(0.7, 0.8)]))),
        ]
        for behaviour in Behaviour.allCases { camera.rules.append(rule(behaviour)) }
        #expect(try readBack(camera) == camera)
    }

    @Test func `rules that were given no id of their own read back as they were`() throws {
        var camera = CameraSettings(id: "bay")
        camera.places = [Place(id: "hall", shape: .zone(Polygon([Point(0, 0), Point(1, 0), Point(1, 1)])))]
        camera.rules = [
            RuleSettings(id: "motion@hall", behaviour: .motion, place: "hall"),
            RuleSettings(id: "signal-lost", behaviour: .signalLost, place: nil),
        ]
        #expect(try readBack(camera) == camera)
    }

    @Test func `a camera with nothing reads back as it was`() throws {
        let camera = CameraSettings(id: "view")
        #expect(try readBack(camera) == camera)
    }

    /// A rule of a behaviour with every field that it may have.
    private func rule(_ behaviour: Behaviour) -> RuleSettings {
        let keys = RuleForm.of(behaviour).keys
        let place = behaviour == .lineCrossed ? "gate" : "hall"
        var rule = RuleSettings(
            id: "rule-\(behaviour.rawValue)", behaviour: behaviour, place: keys.contains("place") ? place : nil)
        if keys.contains("after") { rule.after_ms = 1500 }
        if keys.contains("more_than") { rule.moreThan = 4 }
        if keys.contains("direction") { rule.direction = .left }
        if keys.contains("allowed") { rule.allowedBearing_deg = 12.5 }
        if keys.contains("spread") { rule.spread_deg = 45 }
        if keys.contains("over") { rule.over_mps = 8.3 }
        rule.classes = [.person, .vehicle]
        rule.confidence = 0.35
        rule.hours = [
            DailyHours(fromMinute: 22 * 60, toMinute: 6 * 60 + 5), DailyHours(fromMinute: 0, toMinute: 1440),
        ]
        rule.debounce_ms = 250
        return rule
    }
}
