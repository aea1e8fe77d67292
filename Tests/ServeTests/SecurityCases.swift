import Base
import Foundation
import Ledger
import Score
import Serve
import Testing

/// Attacks by which programs of this kind were broken, tried on the API; docs/security.md lists them all with their tests.
@Suite struct `Attacks on the API` {
    /// Texts that were too much for a reader of YAML somewhere.
    private static let bombs: [(name: String, text: String)] = [
        ("an object", "policy: !!python/object/apply:os.system [\"touch canary\"]\n"),
        ("a tag of its own", "policy: !ruby/object:Gem::Installer {i: x}\n"),
        ("binary", "policy: !!binary aGk=\n"),
        ("a merge", "a: &a {policy: 1}\nb: {<<: *a}\n"),
        (
            "aliases that grow",
            "a: &a0 [x]\n" + (1...60).map { "k\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined()
        ),
        ("depth", "policy: " + String(repeating: "[", count: 100_000)),
        ("depth of braces", "policy: " + String(repeating: "{a: ", count: 50_000)),
        ("two documents", "policy: 1\n---\npolicy: 2\n"),
        ("a key twice", "policy: 1\npolicy: 2\nid: x\n"),
        ("no text", "\u{0}\u{1}\u{FEFF}"),
    ]

    @Test(arguments: bombs.indices)
    func `a policy that is a bomb is refused with its place`(index: Int) throws {
        let house = try TestHouse(events: 2), asking = try Asking(house), bomb = Self.bombs[index]
        let body = String(decoding: try JSONSerialization.data(withJSONObject: ["policy": bomb.text]), as: UTF8.self)
        let answer = asking.post("/api/v1/policies/diff", body)
        #expect(answer.status == 422 && answer.count("problems") >= 1, "\(bomb.name): \(answer.text.prefix(300))")
        #expect(house.notes.isEmpty, "\(house.notes)")
        #expect(asking.get("/api/v1/health").status == 200)
    }

    @Test(arguments: ["[", #"{"event":"#])
    func `JSON without an end to its depth is refused`(opening: String) throws {
        let house = try TestHouse(events: 2), asking = try Asking(house)
        for path in ["appeals", "policies/diff"] {
            let answer = asking.post("/api/v1/" + path, String(repeating: opening, count: 5000))
            #expect(answer.status == 422, "\(answer.text.prefix(300))")
        }
        #expect(house.notes.isEmpty, "\(house.notes)")
    }

    private static let written = [
        "x'); DROP TABLE entry; --", "' UNION SELECT hash, name FROM steward_token --", "$(touch canary)",
        "`touch canary`",
        "; touch canary #", "<script>window.hacked = 1</script>", "%s%n%x", "../../../../etc/passwd",
        "${jndi:ldap://x}",
        "=cmd|'/c calc'!A1",
    ]

    @Test func `what people write is kept to the letter, and nobody reads it as anything else`() throws {
        let house = try TestHouse(events: 30), asking = try Asking(house)
        for (number, text) in Self.written.enumerated() {
            let body = try JSONSerialization.data(withJSONObject: [
                "event": TestHouse.event(number + 2).id, "reason": text, "reply": text,
            ])
            let filed = asking.post("/api/v1/appeals", String(decoding: body, as: UTF8.self))
            #expect(filed.status == 201, "\(text): \(filed.text)")
            // A second time, through all that reads what was stored.
            let read = asking.get("/api/v1/appeals/\(number + 2)", as: "rita")
            #expect(read.status == 200 && read.media == "application/json")
            let entries = try house.ledger.reader.entries(from: 0, limit: 1000)
            let entry = try #require(entries.last { $0.kind == .appeal }?.sequence)
            let notes = asking.post("/api/v1/entries/\(entry)/looks", as: "rita", #"{"use":"appeal"}"#)
            #expect((notes["parts"] as? [[String: Any]])?.contains { $0["text"] as? String == text } == true)
        }
        #expect(asking.get("/api/v1/appeals?limit=500").count("items") == Self.written.count + 1)
        #expect(asking.get("/api/v1/me", as: "ada").status == 200)
        #expect(house.notes.isEmpty, "\(house.notes)")
    }

    @Test func `nothing that is sent becomes a header or a line of the log`() throws {
        let house = try TestHouse(events: 3), asking = try Asking(house)
        for target in [
            "/api/v1/events/x%0d%0aSet-Cookie:%20a=b", "/api/v1/appeals/1%0d%0aX-Evil:%201", "/%0d%0a%0d%0a<script>",
            "/api/v1/events?place=%0d%0aX-Evil:1", "/api/v1/policies/%00", "/assets/x%0aX-Evil:1",
        ] {
            let answer = asking.get(target), fields = answer.fields(at: monday, isSecure: true)
            #expect(fields.allSatisfy { !($0.name + $0.value).contains { $0.isNewline || $0 == "\u{0}" } }, "\(target)")
            #expect(!fields.contains { ["set-cookie", "x-evil"].contains($0.name.lowercased()) })
            #expect((400..<500).contains(answer.status) || answer.count("items") == 0, "\(target): \(answer.status)")
        }
        for text in ["a\r\n<3>forged line", "a\u{1b}[2Jb", "\u{202e}gnol"] {
            let body = try JSONSerialization.data(withJSONObject: ["event": TestHouse.event(0).id, "reason": text])
            _ = asking.post("/api/v1/appeals", String(decoding: body, as: UTF8.self))
        }
        #expect(house.notes.isEmpty, "\(house.notes)")
    }

    @Test func `no answer may be framed, sniffed, sent on or kept`() throws {
        let asking = try Asking(try TestHouse(events: 3))
        for route in Routes.all where route.method == .get && route.action != .readStream {
            let answer = asking.get(route.template.replacing("{asset}", with: "index.html"))
            let fields = Dictionary(answer.fields(at: monday, isSecure: true).map { ($0.name, $0.value) }) { $1 }
            #expect(fields["x-content-type-options"] == "nosniff" && fields["referrer-policy"] == "no-referrer")
            #expect(fields["content-security-policy"]?.contains("frame-ancestors 'none'") == true, "\(route.template)")
            #expect(fields["cross-origin-resource-policy"] == "same-origin")
            #expect(fields["access-control-allow-origin"] == nil && fields["set-cookie"] == nil)
            #expect(["no-store", "no-cache"].contains(fields["cache-control"]), "\(route.template)")
        }
    }

    @Test func `two requests cannot be hidden in one`() async throws {
        let served = try await ServedHouse(try TestHouse(events: 2))
        let hidden = "GET /api/v1/policies HTTP/1.1\r\nHost: localhost\r\n\r\n"
        let post = "POST /api/v1/appeals HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        for head in [
            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "Content-Length: 5\r\nContent-Length: 0\r\n\r\n",
            "Content-Length: +0\r\n\r\n", "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", "X y: 1\r\n\r\n",
        ] {
            let connection = try served.connect()
            try connection.send(post + head + hidden)
            #expect(await !connection.receiveAll().contains("(no end)"), "\(head)")
            #expect(!connection.received.contains("200 OK"), "\(head): \(connection.received)")
        }
        try await served.end()
    }
}
