import Base
import Settings
import Foundation
import StrictYAML
import Testing

/// The directory of the package, three steps above this file.
let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

@Suite struct `Good configuration` {
    @Test func `the starter configuration is read whole`() throws {
        let site = try SiteConfigurationReader.read(file: packageRoot + "/seeds/wayside.yaml")
        let camera = try #require(site.cameras.first)
        #expect(site.site.id == "depot")
        #expect(site.policy == packageRoot + "/seeds/policy.yaml")
        #expect(site.storage.directory == packageRoot + "/seeds/state")
        #expect(site.storage.keepEvents_ms == Int64(90 * 86_400_000))
        #expect(!site.storage.pictures)
        #expect(site.serve?.address == .host("127.0.0.1", port: 8420))
        #expect(camera.source == .v4l2(path: "/dev/video0"))
        #expect(camera.format.width == 1280 && camera.format.rate == 10)
        #expect(camera.settings.masks.count == 1)
        #expect(camera.settings.calibration?.depth_m == 20)
        #expect(camera.settings.places.map(\.id) == ["fire-exit", "bay-floor", "gate"])
        #expect(
            camera.settings.rules.map(\.id) == [
                "camera-tampered", "line-crossed@gate", "loitering@fire-exit", "overcrowding@bay-floor", "bay-at-night",
            ])
    }

    @Test func `the object finder is read, with and without what may be left out`() throws {
        let text = try String(contentsOfFile: packageRoot + "/seeds/wayside.yaml", encoding: .utf8)
        let read = { (extra: String) in try SiteConfigurationReader.read(text: text + extra, file: "/site/w.yaml") }
        #expect(try read("").objects == nil && read("").cameras[0].objects)
        let plain = try #require(try read("\nobjects: {model: yolox-nano}\n").objects)
        #expect(plain.model == "yolox-nano" && plain.socket == nil && plain.looksPerSecond == 20)
        let full = try read("\nobjects: {model: m, socket: run/i.sock, looks_per_second: 2.5}\n").objects
        #expect(full?.socket == "/site/run/i.sock" && full?.looksPerSecond == 2.5)
        let without = text.replacing("    format:", with: "    objects: off\n    format:")
        #expect(try !SiteConfigurationReader.read(text: without, file: "/site/w.yaml").cameras[0].objects)
    }

    @Test func `uses are the camera's, or the site's, or the usual ones`() throws {
        let text = try String(contentsOfFile: packageRoot + "/seeds/wayside.yaml", encoding: .utf8)
        let read = { (text: String) in try SiteConfigurationReader.read(text: text, file: "/site/w.yaml") }
        let line = "uses: [safety, appeal, audit]\n"
        #expect(try read(text.replacing(line, with: "")).uses == DataUse.usual)
        #expect(try read(text.replacing(line, with: "uses: [audit, safety]\n")).uses == [.safety, .audit])
        #expect(try read(text).cameras[0].settings.uses == nil)
        let camera = try read(text.replacing("    format:", with: "    uses: [information]\n    format:"))
        #expect(camera.cameras[0].settings.uses == [.information] && camera.uses == DataUse.usual)
    }

    @Test func `every parameter of a rule arrives`() throws {
        let text = """
            camera:
              id: c
              places: [{id: z, zone: [[0, 0], [1, 0], [1, 1]]}]
              calibration: {ground: [[0.1, 0.9], [0.9, 0.9], [0.7, 0.3], [0.3, 0.3]], size: [6.0, 20.0]}
              rules:
                - {behaviour: overcrowding, place: z, more_than: 4, after: 1.5s, classes: [person, bicycle]}
                - {behaviour: wrong-way, place: z, allowed: 90, spread: 30, confidence: 0.5, debounce: 200ms}
                - {id: night, behaviour: speeding, place: z, over: 8.3, hours: ["22:00-06:00", "12:00-24:00"]}
            """
        let camera = try camera(text)
        let (crowd, way, speed) = (camera.rules[0], camera.rules[1], camera.rules[2])
        #expect(crowd.moreThan == 4 && crowd.after_ms == 1500 && crowd.classes == [.person, .bicycle])
        #expect(way.allowedBearing_deg == 90 && way.spread_deg == 30 && way.confidence == 0.5 && way.debounce_ms == 200)
        #expect(speed.id == "night" && speed.over_mps == 8.3)
        #expect(
            speed.hours == [DailyHours(fromMinute: 1320, toMinute: 360), DailyHours(fromMinute: 720, toMinute: 1440)])
        #expect(DetectedBehaviours.quietRules(of: camera).isEmpty)
    }

    @Test(arguments: Behaviour.allCases)
    func `a rule of every behaviour with only what it needs is read`(behaviour: Behaviour) throws {
        let form = RuleForm.of(behaviour)
        let line = behaviour == .lineCrossed
        var rule = "behaviour: \(behaviour.rawValue)"
        if form.keys.contains("place") { rule += ", place: \(line ? "l" : "z")" }
        for key in form.required { rule += ", \(key): \(key == "after" ? "5s" : "4")" }
        let text = """
            camera:
              id: c
              places: [{id: z, zone: [[0, 0], [1, 0], [1, 1]]}, {id: l, line: [[0, 0], [1, 1]]}]
              calibration: {ground: [[0.1, 0.9], [0.9, 0.9], [0.7, 0.3], [0.3, 0.3]], size: [6.0, 20.0]}
              rules: [{\(rule)}]
            """
        #expect(try camera(text).rules.first?.behaviour == behaviour)
    }

    @Test func `a camera needs neither places nor rules`() throws {
        #expect(try camera("camera: {id: c}") == CameraSettings(id: "c"))
    }

    @Test(arguments: [
        ("v4l2:/dev/video0", SourceSpec.v4l2(path: "/dev/video0")),
        ("v4l2:dev/video0", .v4l2(path: "etc/dev/video0")),
        ("fixture:../fixtures/bay", .fixture(directory: "etc/../fixtures/bay")),
        ("fixture:bay?loop=3", .fixture(directory: "etc/bay", loops: 3)),
        ("fixture:bay?loop=forever", .fixture(directory: "etc/bay", loops: nil)),
        ("fixture:bay?late=keep", .fixture(directory: "etc/bay", keepsLate: true)),
        ("fixture:bay?loop=3&late=keep", .fixture(directory: "etc/bay", loops: 3, keepsLate: true)),
        ("simulate:yard.yaml?seed=7", .simulate(scene: "etc/yard.yaml", seed: 7)),
        ("simulate:/s/yard.yaml", .simulate(scene: "/s/yard.yaml", seed: nil)),
        ("simulate:yard.yaml?seed=18446744073709551615", .simulate(scene: "etc/yard.yaml", seed: .max)),
    ])
    func `sources are read, and relative paths start at the file`(text: String, expected: SourceSpec) throws {
        #expect(try SourceSpec(text, directory: "etc") == expected)
    }

    @Test(arguments: [
        "simulate:a?seed=", "simulate:a?sed=7", "simulate:a?seed=7.5", "simulate:a?seed=+7",
        "simulate:a?seed=99999999999999999999",
        "simulate:?seed=7", "fixture:a?loop=0", "fixture:a?loop=+2", "fixture:a?lop=2", "fixture:a?late=",
        "fixture:a?&late=keep", "fixture:a?late=keep&loop=2",
        "fixture:?loop=2", "file:x", "",
        ":",
    ])
    func `what is not a source is refused`(text: String) {
        #expect(throws: SourceSpec.Mistake.self) { try SourceSpec(text, directory: ".") }
    }

    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ])
    func `content is named by its SHA-256 (FIPS 180-4 examples)`(text: String, hash: String) {
        #expect(ContentHash.sha256Hex(text) == hash)
    }

    private func camera(_ text: String) throws -> CameraSettings {
        try YAMLFile.read(text: text, file: "c.yaml") { root in root.peek("camera").flatMap { CameraReader.read($0) } }
    }
}
