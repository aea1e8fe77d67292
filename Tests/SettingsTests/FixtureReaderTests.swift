import Base
import Settings
import Foundation
import StrictYAML
import Testing

/// A directory that lives as long as the value.
final class ScratchDirectory {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "wayside-configuration-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path + "/frames", withIntermediateDirectories: true)
    }

    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name))
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

@Suite struct `Fixtures` {
    @Test func `a fixture is read with its clock, start and camera`() throws {
        let scratch = try ScratchDirectory()
        try scratch.write(
            "fixture.yaml", "fixture: 1\ntitle: T\nrate: 10\nstart: 2026-05-04T14:00:00Z\ncamera: {id: bay}\n")
        let recording = try FixtureReader.read(directory: scratch.path)
        #expect(recording.title == "T" && recording.pace == .rate(10) && recording.camera.id == "bay")
        #expect(recording.time(of: 5).rfc3339 == "2026-05-04T14:00:00.500Z")
    }

    @Test func `what makes a fixture hard is read as words of the form of an id`() throws {
        let scratch = try ScratchDirectory()
        try scratch.write("fixture.yaml", "fixture: 1\nrate: 10\nconditions: [night, light-rain]\ncamera: {id: bay}\n")
        #expect(try FixtureReader.read(directory: scratch.path).conditions == ["night", "light-rain"])
        try scratch.write("fixture.yaml", "fixture: 1\nrate: 10\nconditions: [Night!]\ncamera: {id: bay}\n")
        #expect(throws: Diagnostics.self) { try FixtureReader.read(directory: scratch.path) }
    }

    @Test func `times come from the file the fixture names`() throws {
        let scratch = try ScratchDirectory()
        try scratch.write("fixture.yaml", "fixture: 1\ntimes: frames.csv\ncamera: {id: bay}\n")
        try scratch.write("frames.csv", "sequence,seconds\n0,0\n1,0.1\n2,0.35\n")
        let recording = try FixtureReader.read(directory: scratch.path)
        #expect(recording.pace == .times([0, 0.1, 0.35]))
        #expect(recording.start == .recordingDefault)
    }

    @Test(arguments: [
        ("fixture: 1\ncamera: {id: b}\n", ":1:1: the fixture has no clock; add `rate: 10` or `times: frames.csv`"),
        ("fixture: 1\nrate: 10\ntimes: f.csv\ncamera: {id: b}\n", ":3:1: a fixture has `rate` or `times`, not both"),
        ("fixture: 1\nrate: 0\ncamera: {id: b}\n", ":2:7: `rate` is 0, which is out of range"),
        ("fixture: 1\nrate: ten\ncamera: {id: b}\n", ":2:7: `rate` must be a number, not \"ten\""),
        ("fixture: 1\nrate: .inf\ncamera: {id: b}\n", ":2:7: `rate` must be a number"),
        ("fixture: 1\ntimes: ../x.csv\ncamera: {id: b}\n", ":2:8: `times` leaves the fixture's directory"),
        ("fixture: 1\ntimes: missing.csv\ncamera: {id: b}\n", "missing.csv: no such file"),
        ("fixture: 1\nrate: 10\n", ":1:1: the fixture has no `camera`"),
        (
            "fixture: 1\nrate: 10\nstart: yesterday\ncamera: {id: b}\n",
            ":3:8: `start` must be a time, not \"yesterday\""
        ),
        ("fixture: 1\nrate: 10\nstart: 2026-02-30T00:00:00Z\ncamera: {id: b}\n", ":3:8: `start` must be a time"),
        ("fixture: 1\nrate: 10\ncamera: {id: b, source: v4l2:/dev/video0}\n", ":3:17: `source` does not belong here"),
        ("fixture: 1\nrate: 10\ncamera: {id: b, objects: off}\n", ":3:17: `objects` does not belong here"),
        ("fixture: 2\nrate: 10\ncamera: {id: b}\n", ":1:10: format version 2"),
        ("", ":1:1: the file is empty"),
    ])
    func `a bad fixture is told with its place`(text: String, expected: String) throws {
        let scratch = try ScratchDirectory()
        try scratch.write("fixture.yaml", text)
        let error = try #require(throws: Diagnostics.self) { _ = try FixtureReader.read(directory: scratch.path) }
        #expect(error.description.contains(expected), "\(error)")
    }

    @Test func `a fixture file that is not UTF-8 is told with its place`() throws {
        let scratch = try ScratchDirectory()
        try Data([0x61, 0x3A, 0x0A, 0xC3, 0xA4, 0xFF]).write(to: URL(fileURLWithPath: scratch.path + "/fixture.yaml"))
        let error = try #require(throws: Diagnostics.self) { _ = try FixtureReader.read(directory: scratch.path) }
        #expect(error.description.hasSuffix("fixture.yaml:2:2: not UTF-8 text; save the file as UTF-8"))
    }

    @Test func `a bare directory needs a rate and has a camera without rules`() throws {
        let scratch = try ScratchDirectory()
        let recording = try FixtureReader.read(directory: scratch.path, rate: 12.5)
        #expect(recording.pace == .rate(12.5) && recording.camera.rules.isEmpty)
        #expect(recording.camera.id.hasPrefix("wayside-configuration-"))
        let error = try #require(throws: Diagnostics.self) { _ = try FixtureReader.read(directory: scratch.path) }
        #expect(error.description.contains("has no clock; say --rate"))
        #expect(throws: Diagnostics.self) { _ = try FixtureReader.read(directory: scratch.path, rate: .nan) }
        #expect(throws: Diagnostics.self) { _ = try FixtureReader.read(directory: scratch.path + "/frames", rate: 1) }
    }

    @Test func `a missing directory and a file in its place are told`() throws {
        let scratch = try ScratchDirectory()
        try scratch.write("file", "x")
        let missing = try #require(throws: Diagnostics.self) {
            _ = try FixtureReader.read(directory: scratch.path + "/no")
        }
        #expect(missing.description.hasSuffix("/no: no such directory; check the path"))
        let file = try #require(throws: Diagnostics.self) {
            _ = try FixtureReader.read(directory: scratch.path + "/file")
        }
        #expect(file.description.contains("/file: not a directory"))
    }

    @Test func `a fixture with its own clock refuses a rate`() throws {
        let scratch = try ScratchDirectory()
        try scratch.write("fixture.yaml", "fixture: 1\nrate: 10\ncamera: {id: bay}\n")
        #expect(throws: Diagnostics.self) { _ = try FixtureReader.read(directory: scratch.path, rate: 5) }
    }

    @Test func `another file's camera is taken by the fixture's id, or because it is the only one`() throws {
        let scratch = try ScratchDirectory()
        try scratch.write("fixture.yaml", "fixture: 1\nrate: 10\ncamera: {id: bay}\n")
        let head = "wayside: 1\nsite: {id: s}\npurpose: p\npolicy: p\ncameras:\n"
        let yard = "  - {id: yard, source: v4l2:/dev/video0}\n"
        let bay = "  - {id: bay, source: v4l2:/dev/video1, rules: [{behaviour: motion}]}\n"
        try scratch.write("two.yaml", head + yard + bay)
        try scratch.write("one.yaml", head + yard)
        try scratch.write("none.yaml", head + yard + yard.replacing("yard", with: "lane"))
        try scratch.write("scene.yaml", "scene: 1\npeople: 12\ncamera: {id: rendered}\n")
        try scratch.write("empty.yaml", "scene: 1\n")
        func camera(_ file: String) throws -> String {
            try FixtureReader.read(directory: scratch.path, config: scratch.path + "/" + file).camera.id
        }
        #expect(try camera("two.yaml") == "bay")
        #expect(try camera("one.yaml") == "yard")
        #expect(try camera("scene.yaml") == "rendered")
        let none = try #require(throws: Diagnostics.self) { _ = try camera("none.yaml") }
        #expect(none.description.contains("none of the cameras yard, lane has the id `bay`"))
        #expect(throws: Diagnostics.self) { _ = try camera("empty.yaml") }
    }

    @Test(arguments: [
        ("0,0\n1,0.1\n1,0.2\n", "t.csv:3:1: the sequence number is \"1\", not 2; number the lines from 0 without gaps"),
        ("0,0\n1,0.2\n2,0.2\n", "t.csv:3:3: 0.2 s does not come after 0.2 s; let the seconds rise"),
        ("0,0\n1,x\n", "t.csv:2:3: \"x\" is not a number of seconds; write it like 1.25"),
        ("0,0\n1,-1\n", "t.csv:2:3: \"-1\" is not a number of seconds; write it like 1.25"),
        ("0,0\n1,1e3\n", "t.csv:2:3: \"1e3\" is not a number of seconds; write it like 1.25"),
        ("0,0\n1\n", "t.csv:2:1: not two fields; write `sequence,seconds`, e.g. `1,1.25`"),
        ("0,0\n\n1,1\n", "t.csv:2:1: not two fields"),
        ("0,5\n1,6\n", "t.csv:1:3: the first picture is at 5 s; count from the first picture: 0"),
        ("seconds\n0\n", "t.csv:1:1: not two fields"),
        ("sequence,seconds\n", "t.csv: no times in it"),
        ("", "t.csv: no times in it"),
    ])
    func `bad times are told with their line`(text: String, expected: String) throws {
        let error = try #require(throws: Diagnostics.self) { _ = try TimesFile.parse(text, file: "t.csv") }
        #expect(error.description.hasPrefix(expected), "\(error)")
    }

    @Test func `times may end their lines as Windows does`() throws {
        #expect(try TimesFile.parse("sequence,seconds\r\n0,0\r\n1,0.5\r\n", file: "t").seconds == [0, 0.5])
    }
}
