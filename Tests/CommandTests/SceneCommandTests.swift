import Foundation
import Testing
import WaysideTestSupport

@Suite struct `Scenes on the command line` {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    private static let scene = """
        scene: 1
        title: One walks by
        seed: 3
        size: [320, 240]
        rate: 10
        duration: 10s
        view: {height: 4, pitch: 22, field_of_view: 60}
        actors:
          - {person: dark, start: 2, path: [[-7, 8], [7, 8]]}
        camera:
          id: yard
          places:
            - {id: gate, line: [[0.5, 1.0], [0.5, 0.0]]}
          rules:
            - {behaviour: line-crossed, place: gate, direction: any}

        """

    @Test func `a scene and the fixture made of it are judged alike`() throws {
        let directory = NSTemporaryDirectory() + "wayside-scene-\(ProcessInfo.processInfo.globallyUniqueString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let scene = directory + "/scene.yaml"
        try Data(Self.scene.utf8).write(to: URL(fileURLWithPath: scene))
        let made = try BuiltBinary.run("simulate", scene, "--out", directory + "/a")
        #expect(made.code == 0, "\(made.words)")
        #expect(try BuiltBinary.run("simulate", scene, "--out", directory + "/b", "-q").code == 0)
        for name in ["fixture.yaml", "truth.yaml", "frames.mjpeg"] {
            let a = FileManager.default.contents(atPath: directory + "/a/" + name)
            #expect(a != nil && a == FileManager.default.contents(atPath: directory + "/b/" + name))
        }
        #expect(try BuiltBinary.run("check", scene, directory + "/a").code == 0)
        let fromScene = try BuiltBinary.run("evaluate", scene),
            fromFixture = try BuiltBinary.run("evaluate", directory + "/a")
        #expect(fromScene.code == 0 && fromFixture.code == 0, "\(fromScene.words)\(fromFixture.words)")
        #expect(
            fromScene.lines.first { $0.hasPrefix("line-crossed") }
                == fromFixture.lines.first { $0.hasPrefix("line-crossed") })
        let seeds = try BuiltBinary.run("evaluate", scene, "--seeds", "4,5", "--json")
        #expect(seeds.code == 0 && seeds.output.contains("seed 4") && seeds.output.contains("seed 5"))
        #expect(try BuiltBinary.run("evaluate", scene, "--require", "false-per-hour=100000").code == 0)
        let gate = try BuiltBinary.run("evaluate", scene, "--require", "loitering:recall=0.5")
        #expect(gate.code == 1 && gate.words.contains("loitering:recall has no value"))
        #expect(try BuiltBinary.run("evaluate", scene, "--require", "beauty=1").code == 64)
        #expect(try BuiltBinary.run("evaluate", directory + "/a", "--seeds", "4").code == 64)
    }

    @Test func `pictures keep as much chroma as was asked for`() throws {
        let directory = NSTemporaryDirectory() + "wayside-chroma-\(ProcessInfo.processInfo.globallyUniqueString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let scene = directory + "/scene.yaml"
        try Data(
            Self.scene.replacing("duration: 10s", with: "duration: 1s").replacing("start: 2", with: "start: 0").utf8
        )
        .write(to: URL(fileURLWithPath: scene))
        // The first component's sampling factors in the frame header, horizontal and vertical.
        for (chroma, factors) in [(nil, 0x22), ("4:2:0", 0x22), ("4:2:2", 0x21), ("4:4:4", 0x11)] as [(String?, UInt8)]
        {
            let out = directory + "/" + (chroma ?? "default").replacing(":", with: "")
            let made = try BuiltBinary.run(
                arguments: ["simulate", scene, "--out", out, "-q"] + (chroma.map { ["--chroma", $0] } ?? []))
            #expect(made.code == 0, "\(made.words)")
            let bytes = [UInt8](FileManager.default.contents(atPath: out + "/frames.mjpeg") ?? Data())
            let header = try #require(bytes.firstRange(of: [0xFF, 0xC0, 0x00, 0x11])?.lowerBound)
            #expect(bytes[header + 11] == factors)
        }
    }

    @Test func `the built-in policy is the one in seeds`() throws {
        let path = Self.root + "/seeds/policy.yaml"
        let checked = try BuiltBinary.run("check", path)
        let hash = try #require(
            checked.output.ranges(of: "sha256 ").first.map { checked.output[$0.upperBound...].prefix(64) })
        let fixture = try BlockFixture()
        defer { fixture.remove() }
        let run = try BuiltBinary.run("replay", fixture.directory, "--json", "-q")
        #expect(run.output.contains("\"policy\":\"\(hash)\""))
    }
}
