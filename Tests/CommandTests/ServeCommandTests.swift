import Foundation
import Testing
import WaysideTestSupport

/// A daemon that answers over HTTP, asked by another program.
@Suite(.serialized) struct `A daemon that is asked` {
    @Test func `takes an observation, its confirmation, an appeal, a reply and a decision over a unix socket`() throws {
        let served = try ServedSite(), site = served.site
        defer { site.remove() }
        try site.write(cameras: [site.entry("a")], extra: "serve: {address: \"unix:http.sock\"}")
        let config = try Data(contentsOf: URL(fileURLWithPath: site.config))
        let curl = Curl("http://localhost", socket: served.socket), daemon = try served.start(curl)
        func token(_ name: String) -> String? { served.tokens[name] }
        let rights = try FileManager.default.attributesOfItem(atPath: served.socket)[.posixPermissions] as? Int
        #expect(rights == 0o660)

        let seenAt = Date(timeIntervalSinceNow: -60).formatted(.iso8601)
        let observation =
            #"{"place":"fire-exit","behaviour":"loitering","seen":"\#(seenAt)","reason":"$(touch canary)"}"#
        #expect(try curl.post("/api/v1/observations", observation).status == 401)
        #expect(try curl.post("/api/v1/observations", as: token("rita"), observation).status == 403)
        let seen = try curl.post("/api/v1/observations", as: token("sam"), observation)
        let number = try #require(seen["sequence"] as? Int, "\(seen.text)")
        let confirmation = "/api/v1/observations/\(number)/confirmation",
            yes = #"{"verdict":"confirmed","reason":"I, too"}"#
        #expect(try curl.post(confirmation, as: token("sam"), yes).status == 403)
        let confirmed = try curl.post(confirmation, as: token("sue"), yes)
        #expect(confirmed.status == 200, "\(confirmed.text)")
        let event = try #require(confirmed.text.firstMatch(of: /"event":"([0-9a-f]{32})"/).map { String($0.1) })
        let place = try #require(seen["path"] as? String)
        let before = try #require(try curl.get("/api/v1/places/\(place)")["standing.sum_mp"] as? Int, "\(place)")

        let filed = try curl.post(
            "/api/v1/appeals", #"{"event":"\#(event)","reason":"Nobody was there; `touch canary`"}"#)
        #expect(filed.status == 201, "\(filed.text)")
        let appeal = "/api/v1/appeals/\(try #require(filed["number"] as? Int))"
        #expect(try curl.post(appeal + "/replies", #"{"text":"It was the gate"}"#).status == 201)
        let upheld = #"{"verdict":"upheld","reason":"The gate moves"}"#
        for name in ["sam", "sue", "ada", "vic", "otto"] {
            #expect(try curl.post(appeal + "/decision", as: token(name), upheld).status == 403, "\(name)")
        }
        let decided = try curl.post(appeal + "/decision", as: token("rita"), upheld)
        #expect(decided.status == 200, "\(decided.text)")
        #expect(try curl.get("/api/v1/places/\(place)")["standing.sum_mp"] as? Int ?? before > before)

        daemon.signal(SIGTERM)
        #expect(daemon.end() == (0, false), "\(daemon.words)")
        let verified = try BuiltBinary.run("ledger", "verify", "--state", site.state)
        #expect(verified.code == 0 && verified.output.contains("nothing is wrong"), "\(verified.words)")
        // Nothing that was asked for wrote a file, and none of the words was run.
        #expect(try Data(contentsOf: URL(fileURLWithPath: site.config)) == config)
        let files = try FileManager.default.contentsOfDirectory(atPath: site.directory)
        #expect(Set(files.filter { !$0.hasPrefix("log") }) == ["policy.yaml", "state", "wayside.yaml"], "\(files)")
    }

    @Test func `speaks TLS to those who trust its certificate, and lets nobody without a token read from elsewhere`()
        throws
    {
        let served = try ServedSite(), site = served.site, port = try freePort()
        defer { site.remove() }
        try served.certify()
        try site.write(
            cameras: [site.entry("a")],
            extra: "serve: {address: \"0.0.0.0:\(port)\", tls: {certificate: tls.pem, key: tls.key}}")
        let base = "https://localhost:\(port)", trusted = ["--cacert", site.directory + "/tls.pem", "-4"]
        let curl = Curl(base, options: trusted), daemon = try served.start(curl)
        #expect(try curl.get("/api/v1/places").status == 401)
        let read = try curl.get("/api/v1/places", as: served.tokens["vic"])
        #expect(
            read.status == 200 && read.head.lowercased().contains("strict-transport-security: max-age="), "\(read.head)"
        )
        #expect(try curl.get("/api/v1/board").status == 200 && curl.get("/metrics").status == 401)
        #expect(try curl.get("/api/v1/places", as: "x").status == 401)
        #expect(try curl.get("/", as: nil, "-H", "Host: evil.example").status == 421)
        #expect(try Curl(base, options: ["-4"]).get("/api/v1/me").code == 60)
        #expect(try Curl(base, options: trusted + ["--tls-max", "1.1"]).get("/api/v1/me").code == 35)
        #expect(try Curl("http://localhost:\(port)", options: ["-4"]).get("/api/v1/me").status != 200)
        #expect(try curl.get("/api/v1/me").status == 200)
        daemon.signal(SIGTERM)
        #expect(daemon.end() == (0, false), "\(daemon.words)")
        let key = try String(contentsOfFile: site.directory + "/tls.key", encoding: .utf8).split(separator: "\n")[1]
        #expect(!daemon.words.contains(key))
    }

    @Test func `does not start where others could read along or nobody could be told apart`() throws {
        let served = try ServedSite(people: []), site = served.site, port = try freePort()
        defer { site.remove() }
        try served.certify(keyMode: 0o644)
        func refusal(_ serve: String) throws -> BuiltBinary.Result {
            try site.write(cameras: [site.entry("a")], extra: "serve: {\(serve)}")
            return try BuiltBinary.run("daemon", "--config", site.config)
        }
        let tls = "tls: {certificate: tls.pem, key: tls.key}"
        for host in ["0.0.0.0", "[::]", "192.0.2.7", "gate.lan"] {
            let plain = try refusal("address: \"\(host):\(port)\"")
            #expect(plain.code == 78 && plain.words.contains("wayside.yaml:5:8"), "\(host): \(plain.words)")
            for rest in [tls, "proxy: trusted", tls + ", anonymous: none"] {
                let nobody = try refusal("address: \"\(host):\(port)\", \(rest)")
                #expect(
                    nobody.code == 78 && nobody.words.contains("there is no steward yet"), "\(rest): \(nobody.words)")
            }
        }
        let open = try refusal("address: \"127.0.0.1:\(port)\", \(tls)")
        #expect(open.code == 78 && open.words.contains("others may read this key"), "\(open.words)")
        let other = try refusal("address: \"127.0.0.1:\(port)\", tls: {certificate: tls.pem, key: policy.yaml}")
        #expect(other.code == 78, "\(other.words)")
        #expect(try refusal("address: \"unix:\(String(repeating: "x", count: 200))\"").code == 78)
    }
}
