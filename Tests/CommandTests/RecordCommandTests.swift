import Foundation
import Testing
import WaysideTestSupport

@Suite struct `wayside record` {
    let camera: FakeCamera
    init() throws { camera = try FakeCamera() }

    private var out: String { camera.directory + "/recording" }

    @Test func `a recording has the camera's own bytes, is closed to others, and can be replayed`() throws {
        defer { camera.remove() }
        let run = try camera.run(
            "record", FakeCamera.device, "--out", out, "--duration", "1500ms", "--pixels", "mjpeg",
            settings: ["FPS": "30"])
        #expect(run.code == 0 && run.output.contains("recording  \(out): "), "\(run.words)")
        #expect(run.words.contains("nobody is hidden"))
        let pictures = try Data(contentsOf: URL(fileURLWithPath: out + "/frames.mjpeg"))
        let first = try Data(contentsOf: URL(fileURLWithPath: camera.fixture.path(ofPicture: 0)))
        #expect(pictures.prefix(first.count) == first)
        #expect(try permissions(out) == 0o700)
        for name in ["fixture.yaml", "frames.csv", "frames.mjpeg"] {
            #expect(try permissions(out + "/" + name) == 0o600, "\(name)")
        }
        let replay = try BuiltBinary.run("replay", out)
        #expect(replay.code == 0 && replay.output.contains("none skipped"), "\(replay.words)")
    }

    @Test func `a size ends the recording as it should`() throws {
        defer { camera.remove() }
        let run = try camera.run(
            "record", FakeCamera.device, "--out", out, "--size", "100K", "--duration", "20s", "--pixels", "mjpeg",
            settings: ["FPS": "60"])
        #expect(run.code == 0 && run.output.contains("the size is reached"), "\(run.words)")
        #expect(try BuiltBinary.run("replay", out).code == 0)
    }

    @Test func `a directory with a recording and a camera with masks are refused`() throws {
        defer { camera.remove() }
        let here = try camera.run("record", FakeCamera.device, "--out", camera.directory, "--duration", "1s")
        #expect(here.code == 73 && here.words.contains(camera.directory), "\(here.words)")
        let masked = BlockFixture.yaml + "  masks: [[[0, 0], [0.2, 0], [0.2, 0.2]]]\n"
        try camera.fixture.write(yaml: masked)
        let config = camera.directory + "/fixture.yaml"
        let run = try camera.run("record", FakeCamera.device, "--out", out, "--config", config, "--duration", "1s")
        #expect(run.code == 78 && run.words.contains("masks") && run.words.contains("unmasked"), "\(run.words)")
        #expect(!FileManager.default.fileExists(atPath: out))
        let scene = try camera.run("record", "fixture:" + camera.directory, "--out", out)
        #expect(scene.code == 64 && scene.words.contains("only a camera can be recorded"), "\(scene.words)")
    }

    @Test func `a full disk stops it with one line, and what was complete can be replayed`() throws {
        defer { camera.remove() }
        let shell = Process(), words = Pipe()
        shell.executableURL = URL(fileURLWithPath: "/bin/bash")
        // A limit of the file's size stands in for the end of the disk; ignored, its signal becomes a failed write. It is
        // larger than the buffers of the stand-in for libv4l2, which are a file in memory.
        let command = """
            trap '' XFSZ; ulimit -f 3000; exec "$0" record "$1" --out "$2" --duration 30s --pixels mjpeg -q
            """
        shell.arguments = ["-c", command, BuiltBinary.path, FakeCamera.device, out]
        shell.environment = ProcessInfo.processInfo.environment
            .merging(try camera.environment(["FPS": "120"])) { $1 }
        (shell.standardOutput, shell.standardError) = (FileHandle.nullDevice, words)
        try shell.run()
        let text = String(decoding: words.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 74 && text.contains("can be replayed"), "\(text)")
        let replay = try BuiltBinary.run("replay", out)
        #expect(replay.code == 0 && replay.output.contains("none skipped"), "\(replay.words)")
    }

    private func permissions(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
}
