import Foundation
import Testing
import WaysideTestSupport

@Suite(.serialized) struct `wayside daemon` {
    private func frames(_ camera: [String: Any]?) -> Int {
        (camera?["frames"] as? [String: Any])?["received"] as? Int ?? 0
    }

    private func eventIDs(_ state: String) throws -> [String] {
        try BuiltBinary.run("events", "--state", state, "--json").lines.map { String($0.split(separator: "\"")[7]) }
    }

    @Test func `runs cameras, answers, and at SIGTERM commits what was seen`() throws {
        let site = try DaemonSite(rate: 100)
        defer { site.remove() }
        let daemon = try RunningDaemon(site, arguments: ["--events", site.directory + "/events"])
        #expect(
            try daemon.wait { try daemon.cameras().values.filter { $0["state"] as? String == "finished" }.count == 2 })
        let cameras = try daemon.cameras()
        #expect(frames(cameras["a"]) == 110 && frames(cameras["b"]) == 110)
        let table = try BuiltBinary.run("status", "--config", site.config)
        #expect(table.code == 0 && table.output.contains("depot: running") && table.output.contains("finished"))
        #expect(table.output.contains("p99") && table.output.contains("0 waits"), "\(table.output)")
        daemon.signal(SIGTERM)
        #expect(daemon.end() == (0, false), "\(daemon.words)")
        #expect(daemon.words.contains("notice camera a: the source has ended") && daemon.words.contains("stopped"))
        let told = try String(contentsOfFile: site.directory + "/events", encoding: .utf8)
        #expect(try told.split(separator: "\n").map { String($0.split(separator: "\"")[7]) } == eventIDs(site.state))
        #expect(try eventIDs(site.state).count == 2, "each camera saw one crossing")
        #expect(!FileManager.default.fileExists(atPath: site.state + "/status.sock"))
    }

    @Test func `a good file is taken, a bad one refused with its line, and unchanged cameras lose nothing`() throws {
        let site = try DaemonSite(rate: 50, loop: "?loop=forever")
        defer { site.remove() }
        let daemon = try RunningDaemon(site)
        #expect(try daemon.wait { try frames(daemon.cameras()["b"]) > 0 })
        try site.write(
            cameras: [
                site.entry("a", loop: "?loop=forever"), site.entry("b", loop: "?loop=forever", smallest: 0.2),
                "  - {id: C}",
            ])
        daemon.signal(SIGHUP)
        #expect(try daemon.wait { daemon.words.contains("configuration refused") })
        #expect(
            daemon.words.contains("wayside.yaml:17:5:"), "\(daemon.words)"
        )
        #expect(try daemon.cameras().keys.sorted() == ["a", "b"])
        let before = try daemon.cameras()
        try site.write(
            cameras: [
                site.entry("a", loop: "?loop=forever"), site.entry("b", loop: "?loop=forever", smallest: 0.2),
                site.entry("c"),
            ])
        daemon.signal(SIGHUP)
        #expect(try daemon.wait { daemon.words.contains("configuration taken: 1 camera unchanged, started b, c") })
        #expect(try daemon.wait { try frames(daemon.cameras()["c"]) > 0 })
        let after = try daemon.cameras()
        #expect(after["a"]?["starts"] as? Int == 1 && after["b"]?["starts"] as? Int == 2)
        #expect(frames(after["b"]) > frames(before["b"]) && frames(after["a"]) > frames(before["a"]))
        try site.write(cameras: [site.entry("a", loop: "?loop=forever")], extra: "storage: {directory: elsewhere}")
        daemon.signal(SIGHUP)
        #expect(try daemon.wait { daemon.words.contains("`storage.directory` is now") })
        #expect(daemon.words.contains("this needs a restart"))
        let policy = try String(contentsOfFile: site.directory + "/policy.yaml", encoding: .utf8)
        try site.write("policy.yaml", policy.replacing("version: 2 ", with: "version: 3 "))
        try site.write(cameras: [site.entry("a", loop: "?loop=forever")])
        daemon.signal(SIGHUP)
        #expect(try daemon.wait { daemon.words.contains("stopped b, c, policy starter version 3") }, "\(daemon.words)")
        daemon.signal(SIGINT)
        #expect(daemon.end() == (0, false))
    }

    @Test func `a second daemon is refused with the process of the first`() throws {
        let site = try DaemonSite(rate: 50, cameras: ["a"], loop: "?loop=forever")
        defer { site.remove() }
        let daemon = try RunningDaemon(site)
        #expect(try daemon.wait { try daemon.status() != nil })
        let second = try BuiltBinary.run("daemon", "--config", site.config)
        #expect(second.code == 75 && second.words.contains("process \(daemon.id)"), "\(second.words)")
        #expect(try daemon.status() != nil, "the first one goes on answering")
        daemon.signal(SIGTERM)
        #expect(daemon.end() == (0, false))
    }

    @Test func `killed at any moment, every event is in the ledger once`() throws {
        let site = try DaemonSite(rate: 100)
        defer { site.remove() }
        let events = site.directory + "/events"
        for round in 0..<10 {
            let daemon = try RunningDaemon(site, arguments: ["--events", events])
            #expect(try daemon.wait { daemon.words.contains("ready") }, "\(daemon.words)")
            usleep(UInt32(round * 130_000))
            daemon.signal(SIGKILL)
            #expect(daemon.end().wasKilled)
        }
        let last = try RunningDaemon(site, arguments: ["--events", events])
        #expect(try last.wait { try last.cameras().values.filter { $0["state"] as? String == "finished" }.count == 2 })
        last.signal(SIGTERM)
        #expect(last.end() == (0, false))
        let ids = try eventIDs(site.state)
        #expect(Set(ids).count == ids.count && ids.count == 2)
        let told = try String(contentsOfFile: events, encoding: .utf8).split(separator: "\n")
        #expect(Set(told.map { String($0.split(separator: "\"")[7]) }) == Set(ids))
    }

    @Test func `what is wrong before the start is one line and its code`() throws {
        let site = try DaemonSite(rate: 50)
        defer { site.remove() }
        let missing = try BuiltBinary.run("daemon", "--config", site.directory + "/nowhere.yaml")
        #expect(missing.code == 66 && missing.words.contains("no such file"))
        try site.write(cameras: [site.entry("a")], extra: "storage: {directory: /proc/wayside}")
        let unwritable = try BuiltBinary.run("daemon", "--config", site.config)
        #expect(unwritable.code == 73 && unwritable.words.contains("/proc/wayside: cannot make the state directory"))
        try site.write(cameras: [site.entry("a")], extra: "storage: {directory: \(String(repeating: "d", count: 100))}")
        let long = try BuiltBinary.run("daemon", "--config", site.config)
        #expect(long.code == 73 && long.words.contains("at most 107"), "\(long.words)")
        try site.write(cameras: ["  - {id: a}"])
        let wrong = try BuiltBinary.run("daemon", "--config", site.config)
        #expect(
            wrong.code == 78 && wrong.words.contains("wayside.yaml:7:5:") && wrong.words.contains("source"),
            "\(wrong.words)")
        try site.write(cameras: [site.entry("a")])
        try site.write("policy.yaml", "policy: 1\nid: x\n")
        #expect(try BuiltBinary.run("daemon", "--config", site.config).code == 78)
        for failed in [missing, unwritable, long] { #expect(failed.words.split(separator: "\n").count == 1) }
    }

    @Test func `a camera that cannot be opened is reported and the others run on`() throws {
        let site = try DaemonSite(rate: 50)
        defer { site.remove() }
        try site.write(cameras: ["  - {id: gone, source: \"fixture:nowhere\"}", site.entry("a", loop: "?loop=forever")])
        let daemon = try RunningDaemon(site)
        #expect(try daemon.wait { try frames(daemon.cameras()["a"]) > 5 })
        let gone = try daemon.cameras()["gone"]
        #expect(gone?["state"] as? String == "failed")
        #expect((gone?["reason"] as? String)?.contains("no such directory; check the path") == true)
        #expect(daemon.words.contains("error camera gone: "))
        daemon.signal(SIGTERM)
        #expect(daemon.end() == (0, false))
    }

    @Test func `a second signal ends a daemon that cannot finish`() throws {
        let site = try DaemonSite(rate: 100, loop: "?loop=forever")
        defer { site.remove() }
        // Nobody reads the events, so that at some moment one of them can be written no more.
        let pipe = Pipe(), process = Process()
        let setPipeSize: Int32 = 1031  // F_SETPIPE_SZ, which the Swift overlay leaves out
        _ = fcntl(pipe.fileHandleForReading.fileDescriptor, setPipeSize, 4096)
        process.executableURL = URL(fileURLWithPath: BuiltBinary.path)
        process.arguments = ["daemon", "--config", site.config, "--events", "-"]
        (process.standardOutput, process.standardError) = (pipe, FileHandle.nullDevice)
        try process.run()
        let entries = { try BuiltBinary.run("events", "--state", site.state, "--json").lines.count }
        var count = 0, unchanged = 0
        while process.isRunning, unchanged < 20 {
            let now = (try? entries()) ?? 0
            (count, unchanged) = (now, now > 8 && now == count ? unchanged + 1 : 0)
            usleep(100_000)
        }
        process.terminate()
        let state = { try BuiltBinary.run("status", "--state", site.state, "--json").output }
        while process.isRunning, try !state().contains("\"state\":\"stopping\"") { usleep(20_000) }
        #expect(process.isRunning, "it waits for the reader")
        process.terminate()
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGTERM)
        #expect(try entries() >= count)
    }

    @Test func `events that cannot be written end the daemon with 74 and are in the ledger`() throws {
        let site = try DaemonSite(rate: 100, loop: "?loop=forever")
        defer { site.remove() }
        let daemon = try RunningDaemon(site, arguments: ["--events", "/dev/full"])
        #expect(daemon.end() == (74, false), "\(daemon.words)")
        #expect(daemon.words.contains("cannot write an event; make room") && daemon.words.contains("/dev/full"))
        #expect(try !eventIDs(site.state).isEmpty)
    }

    @Test func `status without a daemon is exit 69 with the mend`() throws {
        let run = try BuiltBinary.run("status", "--state", "/nowhere")
        #expect(run.code == 69 && run.words.contains("no daemon answers") && run.words.contains("wayside daemon"))
        #expect(try BuiltBinary.run("status", "--state", "x", "--socket", "y").code == 64)
    }

    @Test func `under the journal every line of the log begins with its priority`() throws {
        let site = try DaemonSite(rate: 50, cameras: ["a"], loop: "?loop=forever")
        defer { site.remove() }
        let log = site.directory + "/journal"
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        var found = stat()
        #expect(unsafe stat(log, &found) == 0)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: BuiltBinary.path)
        process.arguments = ["daemon", "--config", site.config]
        process.environment = ["JOURNAL_STREAM": "\(found.st_dev):\(found.st_ino)"]
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
        try process.run()
        let words = { (try? String(contentsOfFile: log, encoding: .utf8)) ?? "" }
        while process.isRunning, !words().contains("ready") { usleep(20_000) }
        process.terminate()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let lines = words().split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("<5>ready: 1 of 1 cameras") } && lines.allSatisfy { $0.hasPrefix("<") })
    }
}
