#if MQTT
    import Base
    import Foundation
    import MQTT
    import Messages
    import Score
    import Synchronization
    import Testing
    import WaysideTestSupport

    /// A run on a thread of its own, ended with the value.
    final class Running {
        let run: BrokerRun
        let ledger: MemoryLedger
        private let done = DispatchSemaphore(value: 0)
        private let isOver = Mutex(false)

        init(_ plan: BrokerPlan, _ ledger: MemoryLedger, cameras: [String: Bool] = ["bay": true]) {
            self.ledger = ledger
            let said = relay
            run = BrokerRun(
                plan,
                BrokerQuestions(cameras: { cameras }, standing: { _ in nil }, tell: { news in said.add(news) }))
            let run = run, done = done
            Thread.detachNewThread {
                run.run(MemoryLedger.Feed(ledger), backoff: Backoff(first_ms: 50, most_ms: 200))
                done.signal()
            }
        }

        private let relay = Relay()
        var news: [ReceiverNews] { relay.all }

        /// Stops it and waits for its end.
        func end() {
            run.stop()
            done.wait()
            isOver.withLock { $0 = true }
        }

        deinit { if !isOver.withLock({ $0 }) { end() } }

        /// Waits until everything that was entered is acknowledged.
        func settle() {
            run.ring()
            while ledger.place < ledger.ids.count { usleep(2000) }
        }
    }

    /// Collects news from the run's thread.
    final class Relay: Sendable {
        private let list = Mutex<[ReceiverNews]>([])
        func add(_ news: ReceiverNews) { list.withLock { $0.append(news) } }
        var all: [ReceiverNews] { list.withLock { $0 } }
    }

    let site = HomeSite(
        id: "depot",
        cameras: [
            HomeSite.Camera(
                .init(id: "bay", behaviours: [.signalLost]), places: [.init(id: "gate", behaviours: [.wrongWay])])
        ], version: "1.0.0")

    func plan(_ broker: Mosquitto, home: Bool = true) -> BrokerPlan {
        var plan = BrokerPlan(
            BrokerSettings(host: "127.0.0.1", port: broker.port, clientID: "wayside-depot"),
            topics: HomeTopics(base: "wayside", site: "depot"), site: site)
        plan.tellsHome = home
        return plan
    }

    /// The ids of CloudEvents among lines of a listener.
    func ids(_ lines: [String]) throws -> [String] {
        try lines.map { line in
            let json = try #require(line.firstIndex(of: "{").map { String(line[$0...]) })
            let event = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
            return try #require(event["id"] as? String)
        }
    }

    @Suite(.serialized) struct `A broker` {
        @Test func `that was away for a thousand events gets each of them once, in order, when it is back`() throws {
            let broker = try Mosquitto(), ledger = MemoryLedger()
            let listener = try Listener(broker, topic: "wayside/depot/cloudevents")
            let running = Running(plan(broker), ledger)
            ledger.enter(1)
            running.settle()
            _ = try listener.heard(until: try #require(ledger.ids.last))
            broker.stop()
            ledger.enter(1000)
            running.run.ring()
            while running.run.status.isUp { usleep(2000) }
            try broker.start()
            running.settle()
            // One more, so that one that came twice would have been heard before it.
            ledger.enter(1)
            running.settle()
            #expect(try ids(listener.heard(until: try #require(ledger.ids.last))) == ledger.ids)
            #expect(running.run.status.acknowledged == 1002 && running.run.status.isUp)
            #expect(running.news.count == 3, "up, down, up: \(running.news)")
        }

        @Test func `that is stopped again and again in the middle gets all of them in order`() throws {
            let broker = try Mosquitto(), ledger = MemoryLedger()
            let listener = try Listener(broker, topic: "wayside/depot/cloudevents")
            let running = Running(plan(broker), ledger)
            for _ in 0..<5 {
                ledger.enter(600)
                running.run.ring()
                usleep(20_000)
                broker.stop()
                try broker.start()
            }
            running.settle()
            // Twice where an acknowledgement was lost: ids tell.
            var seen: Set<String> = []
            let heard = try ids(listener.heard(until: try #require(ledger.ids.last))).filter {
                seen.insert($0).inserted
            }
            #expect(heard == ledger.ids)
        }

        @Test func `gets announcements that equal what is formed, retained, and again when Home Assistant starts`()
            throws
        {
            let broker = try Mosquitto(), ledger = MemoryLedger()
            let running = Running(plan(broker), ledger)
            ledger.enter(1)
            running.settle()
            let expected = HomeDiscovery(site, topics: HomeTopics(base: "wayside", site: "depot")).announcements
            let client = try BrokerConnection(.init(host: "127.0.0.1", port: broker.port, clientID: "home"))
            try client.subscribe(to: "homeassistant/device/#")
            let first = try arrivals(client, count: expected.count)
            #expect(Set(first) == Set(expected.map { $0.topic + " " + $0.payload }))
            try client.publish(Publication(topic: "homeassistant/status", payload: "online", isRetained: false))
            #expect(try Set(arrivals(client, count: expected.count)) == Set(first))
            running.end()
        }

        @Test func `is asked to forget what is not configured any more`() throws {
            let broker = try Mosquitto(), ledger = MemoryLedger()
            let first = Running(plan(broker), ledger)
            ledger.enter(1)
            first.settle()
            first.end()
            var other = plan(broker)
            other.site = HomeSite(
                id: "depot", cameras: [HomeSite.Camera(site.cameras[0].camera, places: [])], version: "1.0.0")
            let second = Running(other, ledger)
            ledger.enter(1)
            second.settle()
            let client = try BrokerConnection(.init(host: "127.0.0.1", port: broker.port, clientID: "home"))
            try client.subscribe(to: "homeassistant/device/#")
            let kept = try arrivals(client, count: 1)
            #expect(kept.count == 1 && kept[0].hasPrefix("homeassistant/device/wayside_depot_bay/config "))
        }

        @Test func `retains availability, and never an event`() throws {
            let broker = try Mosquitto(), ledger = MemoryLedger()
            let running = Running(plan(broker), ledger, cameras: ["bay": false])
            ledger.enter(3)
            running.settle()
            let client = try BrokerConnection(.init(host: "127.0.0.1", port: broker.port, clientID: "late"))
            try client.subscribe(to: "wayside/#")
            #expect(
                try Set(arrivals(client, count: 2)) == [
                    "wayside/depot/status online", "wayside/depot/bay/status offline",
                ])
            running.end()
            #expect(try arrivals(client, count: 1) == ["wayside/depot/status offline"])
        }

        @Test func `tells the last will within one and a half keep-alives of silence`() throws {
            let broker = try Mosquitto()
            var settings = plan(broker).settings
            settings.keepAlive_s = 5
            settings.clientID = "silent"
            let watcher = try BrokerConnection(.init(host: "127.0.0.1", port: broker.port, clientID: "watcher"))
            try watcher.subscribe(to: "wayside/depot/status")
            let silent = try BrokerConnection(settings)
            // Nobody lets it work any more: the broker hears nothing.
            #expect(try arrivals(watcher, count: 1, within_s: 15) == ["wayside/depot/status offline"])
            withExtendedLifetime(silent) {}
        }

        @Test func `that asks for a name, a password and encryption is told only with all three`() throws {
            let broker = try Mosquitto { directory in
                try Certificates.make(in: directory)
                try runTool(
                    "/usr/bin/mosquitto_passwd", "-c", "-b", directory + "/passwords", "wayside", "correct horse")
                return """
                    password_file \(directory)/passwords
                    allow_anonymous false
                    certfile \(directory)/server.pem
                    keyfile \(directory)/server.key
                    """
            }
            func attempt(_ password: String?, _ authorities: String?) -> String? {
                var settings = BrokerSettings(host: "localhost", port: broker.port, clientID: "wayside")
                settings.username = "wayside"
                settings.password = password.map { Secret($0) }
                settings.tls = authorities.map { BrokerSettings.TLS(authorities: broker.directory + "/" + $0) }
                do throws(BrokerError) {
                    _ = try BrokerConnection(settings)
                    return nil
                } catch { return error.reason }
            }
            #expect(attempt("correct horse", "authority.pem") == nil)
            let wrong = try #require(attempt("wrong horse", "authority.pem"))
            #expect(wrong.contains("refuses") && !wrong.contains("horse"))
            #expect(attempt("correct horse", "other.pem") != nil, "an authority that has not signed it")
            #expect(attempt("correct horse", nil) != nil, "no encryption")
            #expect(attempt("correct horse", "missing.pem")?.contains("missing.pem") == true)
        }

        @Test func `that is not there is tried again, and told of once`() throws {
            let ledger = MemoryLedger(), broker = try Mosquitto()
            broker.stop()
            let running = Running(plan(broker), ledger)
            while running.run.status.failed < 3 { usleep(2000) }
            #expect(running.news.count == 1)
            running.end()
        }
    }

    /// The next arrivals, as `topic payload`.
    func arrivals(_ connection: BrokerConnection, count: Int, within_s: UInt64 = 60) throws -> [String] {
        var list: [String] = []
        let end = DispatchTime.now().uptimeNanoseconds + within_s * 1_000_000_000
        while list.count < count, DispatchTime.now().uptimeNanoseconds < end {
            try connection.step(timeout_ms: 100)
            list += connection.arrivals().map { "\($0.topic) \(String(decoding: $0.payload, as: UTF8.self))" }
        }
        return list
    }

    @Suite struct `A secret` {
        @Test func `is shown nowhere`() {
            var settings = BrokerSettings(host: "h", port: 1, clientID: "c")
            settings.password = Secret("correct horse")
            var dumped = ""
            dump(settings, to: &dumped)
            for text in [dumped, "\(settings)", String(reflecting: settings), "\(Secret("correct horse"))"] {
                #expect(!text.contains("horse"))
            }
        }
    }
#endif
