import Foundation
import Testing
import WaysideTestSupport

@Suite struct `wayside watch` {
    let camera: FakeCamera
    init() throws { camera = try FakeCamera() }

    @Test func `every picture is accounted for, whatever the camera sends`() throws {
        defer { camera.remove() }
        let run = try camera.run(
            "watch", FakeCamera.device, "--json", "--duration", "3s", "--pixels", "mjpeg",
            settings: ["FPS": "30", "GAP_EVERY": "10", "TRUNCATE_EVERY": "7", "ERROR_EVERY": "11", "EMPTY_EVERY": "13"])
        #expect(run.code == 0, "\(run.words)")
        let summary = try JSONLines(run).summary()
        #expect(summary.addsUp, "\(run.output)")
        #expect(summary.number("processed") > 10 && summary.sum("dropped") >= 2)
        for reason in ["truncated", "flagged", "empty"] { #expect((summary.parts("skipped")[reason] ?? 0) > 0) }
        let granted = try #require(summary.object["granted"] as? [String: Any])
        #expect(granted["fourcc"] as? String == "MJPG" && granted["width"] as? Int == 320)
        #expect(summary.object["source"] as? String == "local/camera")
    }

    @Test func `a camera that goes and comes back is told with the time, and its pictures add up`() throws {
        defer { camera.remove() }
        let run = try camera.run(
            "watch", FakeCamera.device, "--json", "--duration", "4s",
            settings: ["FPS": "25", "UNPLUG_AFTER": "30", "PLUG_AFTER_MS": "600"])
        #expect(run.code == 0, "\(run.words)")
        let lines = try JSONLines(run), summary = try lines.summary()
        #expect(summary.addsUp && summary.parts("losses")["unplugged"] == 1 && summary.number("returns") == 1)
        #expect(lines.phases(of: "signal-lost").count == 2, "began and ended")
        let news = lines.ofType("wayside.camera.v1")
        let conditions = news.compactMap { $0["condition"] as? String }
        #expect(conditions.contains("streaming") && conditions.contains("lost"), "\(run.output)")
        #expect(news.contains { $0["reason"] as? String == "unplugged" })
        #expect(news.allSatisfy { ($0["time"] as? String)?.hasSuffix("Z") == true && $0["words"] is String })
    }

    @Test func `what was recorded meanwhile replays to the same events, byte for byte`() throws {
        defer { camera.remove() }
        let out = camera.directory + "/recording", config = camera.directory + "/wayside.yaml"
        try Data(Self.configuration.utf8).write(to: URL(fileURLWithPath: config))
        try camera.writePolicy()
        let live = try camera.run(
            "watch", FakeCamera.device, "--config", config, "--json", "--duration", "6s", "--record", out,
            settings: ["FPS": "30", "TRUNCATE_EVERY": "17"])
        #expect(live.code == 0, "\(live.words)")
        let lines = try JSONLines(live), summary = try lines.summary()
        #expect(lines.events.count > 2 && summary.addsUp)
        let replay = try BuiltBinary.run("replay", out, "--config", config, "--json", "--quiet")
        #expect(replay.lines == lines.events, "\(replay.words)")
        #expect(live.words.contains("nobody is hidden"))
    }

    @Test func `a recording that is watched gives the events of its replay`() throws {
        let fixture = try BlockFixture(yaml: BlockFixture.yaml.replacing("rate: 10", with: "rate: 90"))
        defer {
            fixture.remove()
            camera.remove()
        }
        let watched = try BuiltBinary.run("watch", "fixture:" + fixture.directory + "?late=keep", "--json")
        let replayed = try BuiltBinary.run("replay", fixture.directory, "--json")
        let lines = try JSONLines(watched)
        #expect(watched.code == 0 && lines.events == replayed.lines && !lines.events.isEmpty)
        let summary = try lines.summary()
        #expect(summary.number("processed") == BlockFixture.pictureCount && summary.object["driver"] == nil)
        let latency = try #require(summary.object["latency_ms"] as? [String: Any])
        #expect((latency["count"] as? Int ?? 0) > 0 && latency["p99"] is NSNumber)
    }

    @Test(arguments: [
        ("open=EACCES", 77, "usermod"), ("open=EPERM", 77, "DeviceAllow"), ("STREAMON=EBUSY", 75, "fuser"),
        ("open=ENOENT", 66, "wayside devices"), ("STREAMON=EIO", 74, "dmesg"),
    ])
    func `a camera that cannot be opened is one line with the mend, and its own exit code`(
        failure: String, code: Int32, mend: String
    ) throws {
        defer { camera.remove() }
        let run = try camera.run("watch", FakeCamera.device, "--quiet", settings: ["FAIL": failure])
        #expect(run.code == code, "\(run.words)")
        let lines = run.words.split(separator: "\n")
        #expect(lines.count == 1 && lines.first?.contains(mend) == true, "\(run.words)")
        #expect(lines.first?.contains(FakeCamera.device) == true && run.output.isEmpty)
    }

    @Test func `a device that is not there, a wrong source and a wrong format are refused`() throws {
        defer { camera.remove() }
        #expect(try camera.run("watch", "/dev/video-nowhere").code == 66)
        let wrong = try camera.run("watch", "v4l:/dev/video0")
        #expect(wrong.code == 64 && wrong.words.contains("v4l2"), "\(wrong.words)")
        let format = try camera.run("watch", FakeCamera.device, "--pixels", "nv12", settings: ["FORMATS": "MJPG"])
        #expect(format.code == 69, "\(format.words)")
        for arguments in [["--format", "1280"], ["--duration", "soon"], ["--pixels", "rgb"], ["--rate", "0"]] {
            #expect(try BuiltBinary.run(arguments: ["watch", FakeCamera.device] + arguments).code == 64)
        }
    }

    @Test func `words for people have no escape codes away from a terminal, and end with the account`() throws {
        defer { camera.remove() }
        let run = try camera.run("watch", FakeCamera.device, "--duration", "1500ms", settings: ["FPS": "30"])
        #expect(run.code == 0 && !(run.output + run.words).contains("\u{1B}"), "\(run.words)")
        for word in ["camera     320x240", "frames     ", "driver     ", "ledger     ", "content sha256"] {
            #expect(run.output.contains(word), "\(run.output)")
        }
        #expect(run.words.contains("streaming"))
    }

    @Test func `Ctrl-C drains, prints the account and is exit 130`() throws {
        defer { camera.remove() }
        let process = Process(), words = Pipe(), output = Pipe()
        process.executableURL = URL(fileURLWithPath: BuiltBinary.path)
        process.arguments = ["watch", FakeCamera.device]
        process.environment = ProcessInfo.processInfo.environment.merging(try camera.environment()) { $1 }
        (process.standardOutput, process.standardError) = (output, words)
        try process.run()
        // It has said what it watches, so it listens to signals.
        #expect(words.fileHandleForReading.availableData.isEmpty == false)
        process.interrupt()
        let account = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 130 && account.contains("content sha256"))
    }

    @Test func `on a terminal a view is drawn in place and the cursor is left as it was`() throws {
        defer { camera.remove() }
        let typescript = camera.directory + "/typescript"
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/usr/bin/script")
        let command = "'\(BuiltBinary.path)' watch \(FakeCamera.device) --duration 2s"
        shell.arguments = ["-q", "-e", "-c", command, typescript]
        shell.environment = ProcessInfo.processInfo.environment
            .merging(try camera.environment(["FPS": "20"])) { $1 }.merging(["TERM": "xterm"]) { $1 }
        (shell.standardInput, shell.standardOutput) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try shell.run()
        shell.waitUntilExit()
        let text = try String(contentsOfFile: typescript, encoding: .utf8)
        #expect(shell.terminationStatus == 0 && text.contains("local/camera") && text.contains("streaming"), "\(text)")
        #expect(text.ranges(of: "\u{1B}[?25l").count == text.ranges(of: "\u{1B}[?25h").count)
        #expect(text.ranges(of: "\u{1B}[?25l").count > 4 && text.contains("content sha256"))
    }

    private static let configuration = """
        wayside: 1
        site: {id: local}
        purpose: Test the way from camera to ledger
        policy: policy.yaml
        cameras:
          - id: dock
            source: v4l2:/dev/video-fake0
            format: {pixels: mjpeg}
            places:
              - {id: gate, line: [[0.4, 1.0], [0.4, 0.0]]}
              - {id: bay, zone: [[0.55, 0.2], [1.0, 0.2], [1.0, 1.0], [0.55, 1.0]]}
            rules:
              - {behaviour: motion}
              - {behaviour: line-crossed, place: gate, direction: any}
              - {behaviour: zone-entered, place: bay}
              - {behaviour: signal-lost}

        """
}
