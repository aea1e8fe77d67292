import Foundation
import Testing
import WaysideTestSupport

/// What a daemon tells a broker, seen from the broker.
@Suite(.serialized) struct `A daemon that tells` {
    private func extra(_ broker: Mosquitto, more: String = "") -> String {
        "mqtt: {broker: \"127.0.0.1:\(broker.port)\", onvif: on, username: teller, password_file: secret}\n" + more
    }

    private func write(secret: String, mode: Int = 0o600, to site: DaemonSite) throws {
        try site.write("secret", secret + "\n")
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: site.directory + "/secret")
    }

    @Test func `tells its events once, in order, with devices and states, and says good-bye`() throws {
        let broker = try Mosquitto(), site = try DaemonSite(rate: 50)
        defer { site.remove() }
        try write(secret: "pass-canary-7f3a", to: site)
        try site.write(cameras: [site.entry("a"), site.entry("b")], extra: extra(broker))
        let listener = try Listener(broker, topic: "#")
        let daemon = try RunningDaemon(site)
        #expect(
            try daemon.wait { try daemon.cameras().values.filter { $0["state"] as? String == "finished" }.count == 2 },
            "\(daemon.words)")
        daemon.signal(SIGTERM)
        #expect(daemon.end() == (0, false), "\(daemon.words)")
        let heard = try listener.heard(until: "wayside/depot/status offline")
        let events = heard.filter { $0.hasPrefix("wayside/depot/cloudevents ") && $0.contains("wayside.observed") }
        let ids = events.compactMap { $0.firstMatch(of: /"id":"([0-9a-f]{32})"/).map { String($0.1) } }
        let listed = try BuiltBinary.run("events", "--state", site.state, "--json").lines
            .compactMap { $0.firstMatch(of: /"id":"([0-9a-f]{32})"/).map { String($0.1) } }
        #expect(ids == listed && ids.count == 2, "\(heard)")
        for topic in [
            "homeassistant/device/wayside_depot_a_gate/config", "wayside/depot/a/gate/event",
            "wayside/depot/onvif-ej/RuleEngine/LineDetector/Crossed/&a/a/", "wayside/depot/status online",
        ] { #expect(heard.contains { $0.hasPrefix(topic) }, "\(topic)") }
        for text in heard + [daemon.words] { #expect(!text.contains("pass-canary")) }
    }

    @Test func `tells nothing of pictures, names, notes and tokens`() throws {
        let broker = try Mosquitto(), site = try DaemonSite(rate: 50, cameras: ["a"])
        defer { site.remove() }
        try write(secret: "pass-canary-7f3a", to: site)
        try site.write(cameras: [site.entry("a")], extra: extra(broker))
        // A run before, so that there is a ledger in which people can act.
        let first = try RunningDaemon(site)
        #expect(try first.wait { try first.cameras()["a"]?["state"] as? String == "finished" }, "\(first.words)")
        first.signal(SIGTERM)
        #expect(first.end() == (0, false))
        func act(_ token: String, _ arguments: String...) throws -> BuiltBinary.Result {
            try BuiltBinary.run(
                arguments: arguments + ["--state", site.state], environment: ["WAYSIDE_TOKEN": token])
        }
        let added = try act("", "steward", "add", "name-canary-5b1e", "--role", "administrator")
        #expect(added.code == 0, "\(added.words)")
        let token = try #require(added.lines.first)
        let event = try #require(
            try BuiltBinary.run("events", "--state", site.state, "--json").output.firstMatch(
                of: /"id":"([0-9a-f]{32})"/
            ).map { String($0.1) })
        let appeal = try act("", "appeal", "file", event, "--reason", "note-canary-c2d9")
        #expect(appeal.code == 0, "\(appeal.words)")
        let listener = try Listener(broker, topic: "#")
        try site.write(cameras: [site.entry("a"), site.entry("b")], extra: extra(broker))
        let second = try RunningDaemon(site)
        #expect(try second.wait { try second.cameras()["b"]?["state"] as? String == "finished" }, "\(second.words)")
        second.signal(SIGTERM)
        #expect(second.end() == (0, false))
        let heard = try listener.heard(until: "wayside/depot/status offline")
        #expect(heard.contains { $0.contains("wayside.observed") })
        for text in heard {
            #expect(!text.contains("canary") && !text.contains(token), "\(text)")
            // Neither a JPEG nor anything long enough to be one in Base64.
            #expect(!text.contains("\u{FFFD}") && !text.contains("/9j/") && text.utf8.count < 4096, "\(text)")
        }
    }

    @Test func `sends a test to everybody and says who has it`() throws {
        let broker = try Mosquitto(), site = try DaemonSite(rate: 50)
        defer { site.remove() }
        try write(secret: "pass-canary-7f3a", to: site)
        let webhook = """
            webhooks:
              - {id: hook, url: "https://127.0.0.1:\(try freePort())/", secret_file: key}
            """
        try site.write("key", String(repeating: "k", count: 40))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: site.directory + "/key")
        try site.write(cameras: [site.entry("a")], extra: extra(broker))
        let listener = try Listener(broker, topic: "#")
        let good = try BuiltBinary.run("send-test", "--config", site.config)
        #expect(good.code == 0 && good.lines == ["mqtt  acknowledged"], "\(good.words)")
        #expect(try listener.heard(until: "wayside.test.v1").count == 1)
        try site.write(cameras: [site.entry("a")], extra: extra(broker, more: webhook))
        let mixed = try BuiltBinary.run("send-test", "--config", site.config)
        #expect(mixed.code == 69 && mixed.words.contains("webhook:hook") && mixed.words.contains("private_hosts"))
        #expect(mixed.lines.count == 2)
    }

    @Test func `refuses secrets that others can read, and files without anybody to tell`() throws {
        let broker = try Mosquitto(), site = try DaemonSite(rate: 50)
        defer { site.remove() }
        #expect(try BuiltBinary.run("send-test", "--config", site.config).code == 78)
        try site.write(cameras: [site.entry("a")], extra: extra(broker))
        #expect(try BuiltBinary.run("daemon", "--config", site.config).code == 66)
        try write(secret: "pass-canary-7f3a", mode: 0o640, to: site)
        let open = try BuiltBinary.run("daemon", "--config", site.config)
        #expect(open.code == 78 && open.words.contains("chmod 600") && !open.words.contains("canary"))
    }
}
