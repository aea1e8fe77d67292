import Foundation
import Objects
import Testing
import WaysideTestSupport

@Suite(.serialized) struct `wayside inference` {
    private static let hasRuntime =
        (try? RuntimeLibrary.find(path: nil, environment: ProcessInfo.processInfo.environment)) != nil
    private static let noRuntime: Comment = "OpenVINO is not installed; `make models-runtime` installs it"

    /// What the daemon says about its finder.
    private func objects(_ daemon: RunningDaemon) throws -> [String: Any] {
        try daemon.status()?["objects"] as? [String: Any] ?? [:]
    }

    private func looks(_ daemon: RunningDaemon, _ outcome: String) throws -> Int {
        let frames = try daemon.cameras()["a"]?["frames"] as? [String: Any]
        return (frames?["looks"] as? [String: Int])?[outcome] ?? 0
    }

    private func site(_ socket: String = "i.sock") throws -> DaemonSite {
        let site = try DaemonSite(rate: 50, cameras: ["a"])
        try site.write(
            cameras: [site.entry("a", loop: "?loop=forever"), site.entry("b") + "\n    objects: off"],
            extra: "objects: {model: tiny, socket: \(socket), looks_per_second: 500}")
        return site
    }

    @Test func `a daemon whose inference is missing says so once and detects by motion`() throws {
        let site = try site()
        defer { site.remove() }
        let daemon = try RunningDaemon(site, arguments: ["--events", site.directory + "/events"])
        let events = { (try? String(contentsOfFile: site.directory + "/events", encoding: .utf8)) ?? "" }
        #expect(try daemon.wait { events().contains("depot/a") && events().contains("depot/b") })
        #expect(try daemon.wait { try looks(daemon, "unavailable") > 0 })
        let state = try objects(daemon)
        #expect(state["state"] as? String == "away" && state["finder"] == nil && state["outages"] as? Int == 0)
        let table = try BuiltBinary.run("status", "--config", site.config).output
        #expect(table.contains("objects    tiny, away: nobody answers: No such file or directory"), "\(table)")
        daemon.signal(SIGTERM)
        #expect(daemon.end() == (0, false), "\(daemon.words)")
        #expect(daemon.words.split(separator: "warning no inference at").count == 2, "\(daemon.words)")
        #expect(!events().contains("tiny"), "no event names who was not there")
    }

    @Test(.enabled(if: hasRuntime, noRuntime))
    func `a model that goes and returns is told each time, and named only while it is there`() throws {
        let tiny = try TinyModel.ssd(), site = try site()
        defer {
            tiny.remove()
            site.remove()
        }
        let models = tiny.directory + "/models"
        let added = try BuiltBinary.run(
            "model", "add", tiny.file, "--card", tiny.card, "--name", "tiny", "--models", models)
        #expect(added.code == 0, "\(added.words)")
        let start = {
            try RunningProcess(
                ["inference", "--config", site.config, "--models", models], logIn: site.directory)
        }
        let first = try start()
        #expect(try first.wait { first.words.contains("ready: tiny@") }, "\(first.words)")
        let daemon = try RunningDaemon(site, arguments: ["--events", site.directory + "/events"])
        #expect(try daemon.wait { try looks(daemon, "made") > 0 }, "\(daemon.words)")
        let events = { (try? String(contentsOfFile: site.directory + "/events", encoding: .utf8)) ?? "" }
        #expect(try daemon.wait { events().contains("wayside-motion/1 tiny@") }, "\(events())")
        #expect(try (objects(daemon)["finder"] as? String)?.hasPrefix("tiny@") == true)
        let second = try BuiltBinary.run("inference", "--config", site.config, "--models", models)
        #expect(second.code == 75 && second.words.contains("another `wayside inference`"), "\(second.words)")
        first.signal(SIGKILL)
        #expect(first.end().wasKilled)
        #expect(try daemon.wait { try objects(daemon)["state"] as? String == "away" })
        let before = try looks(daemon, "made")
        #expect(try daemon.wait { try looks(daemon, "unavailable") > 0 }, "it goes on by motion")
        let other = try start()
        #expect(try daemon.wait { try looks(daemon, "made") > before })
        #expect(try objects(daemon)["outages"] as? Int == 1)
        let cameraB = try daemon.cameras()["b"]?["frames"] as? [String: Any]
        #expect((cameraB?["looks"] as? [String: Int])?.isEmpty == true, "`objects: off`")
        other.signal(SIGTERM)
        #expect(other.end() == (0, false))
        #expect(other.words.contains("notice stopped: ") && !other.words.contains("let go"), "\(other.words)")
        daemon.signal(SIGTERM)
        #expect(daemon.end() == (0, false))
        #expect(daemon.words.split(separator: "notice inference answers: tiny@").count == 3, "\(daemon.words)")
        let named = events().split(separator: "\n").filter { $0.contains("tiny@") }
        #expect(named.allSatisfy { $0.contains("depot/a") }, "\(named)")
    }

    @Test func `what is wrong before the start is one line and its code`() throws {
        let site = try site()
        defer { site.remove() }
        let models = ["--models", site.directory + "/models"]
        #expect(try BuiltBinary.run("inference").code == 64)
        #expect(try BuiltBinary.run("inference", "--model", "m", "--config", site.config).code == 64)
        let missing = try BuiltBinary.run(arguments: ["inference", "--config", site.config] + models)
        #expect(missing.code == 66 && missing.words.contains("there is no model \"tiny\""), "\(missing.words)")
        try site.write(cameras: [site.entry("a")])
        let without = try BuiltBinary.run(arguments: ["inference", "--config", site.config] + models)
        #expect(without.code == 78 && without.words.contains("it has no `objects`"), "\(without.words)")
        for run in [missing, without] { #expect(run.words.split(separator: "\n").count == 1) }
    }

    @Test(.enabled(if: hasRuntime, noRuntime))
    func `a socket that cannot be made is 73, and the one left behind by a killed process is replaced`() throws {
        let tiny = try TinyModel.ssd()
        defer { tiny.remove() }
        let models = tiny.directory + "/models"
        _ = try BuiltBinary.run("model", "add", tiny.file, "--card", tiny.card, "--name", "tiny", "--models", models)
        let arguments = ["inference", "--model", "tiny", "--models", models]
        for path in [tiny.directory + "/nowhere/i", tiny.directory + "/" + String(repeating: "d", count: 107)] {
            let run = try BuiltBinary.run(arguments: arguments + ["--socket", path])
            #expect(run.code == 73 && run.words.split(separator: "\n").count == 1, "\(run.words)")
        }
        let room = NSTemporaryDirectory() + "wic-\(ProcessInfo.processInfo.globallyUniqueString.prefix(13))"
        try FileManager.default.createDirectory(atPath: room, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: room) }
        for signal in [SIGKILL, SIGTERM] {
            let process = try RunningProcess(arguments, logIn: room, environment: ["RUNTIME_DIRECTORY": room])
            #expect(try process.wait { process.words.contains("at \(room)/inference.sock") }, "\(process.words)")
            process.signal(signal)
            #expect(process.end().wasKilled == (signal == SIGKILL))
            #expect(FileManager.default.fileExists(atPath: room + "/inference.sock") == (signal == SIGKILL))
        }
    }
}
