import Base
import Capture
import Foundation
import Testing
import WaysideTestSupport

/// Things are planted in everything that a daemon is given, and looked for in every byte that leaves it.
@Suite(.serialized) struct `Canaries` {
    /// A name of an account, a password, a webhook's key and a note.
    private static let name = "name-canary-5b1e", password = "password-canary-7f3a", note = "note-canary-c2d9"
    private static let key = "hook-canary-0123456789abcdef0123456789"

    /// Stripes in the upper left corner of every picture; the camera masks a little more than that.
    private static let stripes = (width: 96, height: 64), mask = "masks: [[[0, 0], [0.4, 0], [0.4, 0.4], [0, 0.4]]]"

    /// Plants stripes; the bytes of their part of each picture.
    private func plant(_ site: DaemonSite) throws -> Set<[UInt8]> {
        let encoder = JPEGEncoder(quality: 90), width = BlockFixture.size.width
        return try Set(
            (0..<BlockFixture.pictureCount).map { index in
                var pixels = BlockFixture.picture(index)
                for y in 0..<Self.stripes.height {
                    for x in 0..<Self.stripes.width { pixels[y * width + x] = x / 4 % 2 == 0 ? 255 : 0 }
                }
                let bytes = encoder.encode(grey: pixels.span, size: BlockFixture.size)
                try site.fixture.write(bytes, picture: index)
                // The first rows of blocks begin after the header of the scan (FF DA) and its twelve bytes or so.
                let scan = try #require(bytes.indices.dropLast().first { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xDA })
                return Array(bytes[(scan + 24)..<(scan + 56)])
            })
    }

    /// Luma of a picture.
    private func luma(_ jpeg: [UInt8]) throws -> [UInt8] {
        var frame = Frame()
        let decoder = JPEGDecoder()
        let refusal = decoder.decodeLuma(jpeg.span, scale: .full, into: &frame)
        try #require(
            refusal == nil && frame.width == BlockFixture.size.width && frame.height == BlockFixture.size.height)
        return frame.pixels.indices.map { frame.pixels[$0] }
    }

    /// Least and most of the luma of the planted corner.
    private func corner(_ luma: [UInt8]) -> (least: UInt8, most: UInt8) {
        let values = (0..<Self.stripes.height).flatMap { y in
            luma[y * BlockFixture.size.width..<y * BlockFixture.size.width + Self.stripes.width]
        }
        return (values.min() ?? 0, values.max() ?? 0)
    }

    /// Every address that can be read, filled in with what the ledger has.
    private func targets(_ curl: Curl) throws -> [String] {
        let description = try curl.get("/api/v1/openapi.json")
        let event = try #require(try newestEvent(curl))
        let place = try #require(try curl.get("/api/v1/places")["items.0.path"] as? String).split(separator: "/")
        let policy = try #require(try curl.get("/api/v1/policies")["items.0.hash"] as? String)
        let count = try #require(try curl.get("/api/v1/checkpoint")["entries"] as? Int)
        let paths = try #require(description["paths"] as? [String: [String: Any]])
        return paths.filter { $0.value["get"] != nil && $0.key != "/api/v1/stream" }.keys.sorted().flatMap { path in
            let filled = path.replacing("{site}", with: place[0]).replacing("{place}", with: place[2])
                .replacing("/{camera}/", with: path.contains("{site}") ? "/\(place[1])/" : "/a/")
                .replacing("{camera}", with: "a").replacing("{event}", with: event).replacing("{number}", with: "1")
                .replacing("{hash}", with: policy).replacing("{asset}", with: "index.html")
            guard filled.contains("{sequence}") else { return [filled, filled + "?limit=500"] }
            return (max(0, count - 12)..<count).map { filled.replacing("{sequence}", with: "\($0)") }
        }
    }

    private func newestEvent(_ curl: Curl) throws -> String? {
        try curl.get("/api/v1/events").text.firstMatch(of: /"id":"([0-9a-f]{32})"/).map { String($0.1) }
    }

    @Test func `of pixels, names, notes, tokens and secrets leave a daemon by no way`() throws {
        let broker = try Mosquitto(), hook = try HookReceiver()
        defer { hook.end() }
        let served = try ServedSite(
            loop: "?loop=forever", people: ServedSite.people + [(name: Self.name, role: "administrator")])
        let site = served.site
        defer { site.remove() }
        let planted = try plant(site)
        try served.write(secret: Self.password, "password")
        try served.write(secret: Self.key, "key")
        try site.write(
            cameras: [site.entry("a", loop: "?loop=forever") + "\n    " + Self.mask],
            extra: """
                serve: {address: "unix:http.sock"}
                mqtt: {broker: "127.0.0.1:\(broker.port)", onvif: on, username: teller, password_file: password}
                webhooks:
                  - id: hook
                    url: "http://127.0.0.1:\(hook.port)/"
                    secret_file: key
                    private_hosts: ["127.0.0.1"]
                    send: [events, alarms, digests, reversals]
                """)
        let listener = try Listener(broker, topic: "#")
        let curl = Curl("http://localhost", socket: served.socket)
        let daemon = try served.start(curl, arguments: ["--events", site.directory + "/events"])
        let told = { (try? String(contentsOfFile: site.directory + "/events", encoding: .utf8)) ?? "" }
        #expect(
            try daemon.wait { told().contains("line-crossed") && hook.text.contains("line-crossed") }, "\(daemon.words)"
        )

        // People write.
        let event = try #require(try newestEvent(curl))
        let filed = try curl.post("/api/v1/appeals", #"{"event":"\#(event)","reason":"\#(Self.note)"}"#)
        #expect(filed.status == 201, "\(filed.text)")
        let observed = try curl.post(
            "/api/v1/observations", as: served.tokens["sam"],
            #"{"place":"fire-exit","behaviour":"loitering","seen":"2026-05-04T12:00:30Z","reason":"\#(Self.note)"}"#)
        #expect(observed.status == 201, "\(observed.text)")

        // A look shows the picture, and what is masked is black in it.
        #expect(
            try corner(luma(JPEGEncoder(quality: 90).encode(grey: striped().span, size: BlockFixture.size))).most > 200)
        let look = try curl.post("/api/v1/cameras/a/looks", as: served.tokens["otto"], #"{"use":"safety"}"#)
        #expect(look.status == 200, "\(look.text.prefix(300))")
        let shown = try luma(look.body)
        #expect(corner(shown).most < 24, "\(corner(shown))")
        #expect(shown[200 * BlockFixture.size.width + 300] > 100, "what is not masked is seen")
        #expect(!planted.contains { contains(look.body, $0) })

        // Everything is read by everybody.
        var public_: [UInt8] = [], all: [UInt8] = []
        let paths = try targets(curl)
        #expect(paths.count > 60)
        for (name, token) in [
            ("", nil), ("vic", served.tokens["vic"]), ("ada", served.tokens["ada"]), ("otto", served.tokens["otto"]),
        ] {
            for path in paths {
                let answer = try curl.get(path, as: token)
                let bytes = Array(answer.head.utf8) + answer.body
                all += bytes
                if ["", "vic"].contains(name) { public_ += bytes }
            }
            let stream = try curl.get("/api/v1/stream", as: token, "-H", "Last-Event-ID: -1", "--max-time", "1")
            #expect(stream.text.contains("event: event"))
            all += stream.body
            if ["", "vic"].contains(name) { public_ += stream.body }
        }
        public_ += try curl.get("/metrics", as: nil, "-H", "Accept: application/openmetrics-text").body
        public_ += try BuiltBinary.run("status", "--socket", site.state + "/status.sock", "--json").output.utf8
        let children = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(daemon.id)/task").map {
            try String(contentsOfFile: "/proc/\(daemon.id)/task/\($0)/children", encoding: .utf8)
        }
        #expect(children.joined().isEmpty, "it has started another program")
        daemon.signal(SIGTERM)
        #expect(daemon.end() == (0, false), "\(daemon.words)")
        let heard = try listener.heard(until: "wayside/depot/status offline").joined(separator: "\n")
        #expect(heard.contains("wayside.observed") && hook.text.contains("webhook-signature"))
        for text in [heard, hook.text, daemon.words, told()] { public_ += text.utf8 }
        all += public_

        for (what, token) in served.tokens { #expect(!contains(all, Array(token.utf8)), "the token of \(what)") }
        for text in [Self.password, Self.key, Self.note] { #expect(!contains(all, Array(text.utf8)), "\(text)") }
        let encoded = Data(Self.key.utf8).base64EncodedString().prefix(40)
        #expect(!contains(all, Array(encoded.utf8)) && !contains(public_, Array(Self.name.utf8)))
        #expect(
            contains(all, Array(Self.name.utf8)), "administrators see who has an account, so the search can find it")
        // No picture, as it is or in Base64.
        for bytes in [[0xFF, 0xD8, 0xFF], Array("\"/9j/".utf8), [0x89, 0x50, 0x4E, 0x47]] {
            #expect(!contains(all, bytes))
        }
        #expect(!planted.contains { contains(all, $0) })
    }

    /// A striped picture as it was planted.
    private func striped() -> [UInt8] {
        (0..<BlockFixture.size.count).map { $0 % BlockFixture.size.width / 4 % 2 == 0 ? 255 : 0 }
    }

    private func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool { Data(bytes).range(of: Data(part)) != nil }
}

/// Texts that other programs of this kind gave to a shell, to a tool or to a file that is run.
@Suite(.serialized) struct `Words that would be commands` {
    @Test(arguments: [
        "v4l2:/dev/video0; touch canary", "v4l2:$(touch canary)", "fixture:$(touch canary)", "fixture:`touch canary`",
        "fixture:|touch canary", "exec:touch canary", "ffmpeg:touch canary", "fixture:x?late=$(touch canary)",
        "rtsp://x/;touch canary", "file:///etc/passwd", "fixture:x\\n  - {id: b, source: \\\"v4l2:/dev/video1\\\"}",
    ])
    func `in a camera's source start nothing and add nothing`(source: String) throws {
        let site = try DaemonSite(rate: 100, cameras: ["a"])
        defer { site.remove() }
        try site.write(cameras: ["  - {id: a, source: \"\(source)\"}"])
        let daemon = try RunningDaemon(site)
        if try daemon.wait(until: { daemon.words.contains("ready") }) { daemon.signal(SIGTERM) }
        let end = daemon.end()
        #expect(!end.wasKilled && [0, 66, 69, 78].contains(end.code), "\(end) \(daemon.words)")
        let files = try FileManager.default.contentsOfDirectory(atPath: site.directory)
        #expect(!files.contains { $0.contains("canary") } && !FileManager.default.fileExists(atPath: "canary"))
        #expect(!daemon.words.contains("camera b"), "\(daemon.words)")
    }
}
