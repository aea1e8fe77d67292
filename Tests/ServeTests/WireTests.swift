import Ledger
import Score
import Base
import Foundation
import Serve
import Testing

@Suite struct `What is asked` {
    @Test(arguments: [
        "/assets/..%2f..%2fetc%2fpasswd", "/assets/%2e%2e", "/assets/..", "/assets/../assets/index.html",
        "/assets//etc/passwd", "/assets/%2Fetc%2Fpasswd", "/assets/index.html%00.js", "/assets/..%5c..%5cx",
        "//assets/index.html",
        "/assets/index.html/", "/api/v1/cameras/..%2f..%2f", "/api/v1/events/%2e%2e%2fentries", "/./", "/assets/%ff",
    ])
    func `no path leads out of what there is`(target: String) throws {
        let answer = try Asking(try TestHouse(events: 2)).get(target)
        #expect(answer.status == 404, "\(answer.status) \(answer.text)")
        #expect(!answer.text.contains("root:"))
    }

    @Test(arguments: [
        "place='%20OR%201=1--", "camera=bay'%3BDROP%20TABLE%20entry--", "behaviour=x'%20OR%20'1'='1", "level=high%27",
        "cursor=w1%27", "limit=1%3B", "from=2026-05-04T08:00:00Z'", "order=newest;", "place=%25",
    ])
    func `no filter reaches the database as anything but a value`(query: String) throws {
        let house = try TestHouse(events: 4), asking = try Asking(house)
        let answer = asking.get("/api/v1/events?" + query)
        #expect(
            answer.status == 200 ? answer.count("items") == 0 : [400, 404].contains(answer.status), "\(answer.text)")
        #expect(house.notes.isEmpty, "\(house.notes)")
        #expect(asking.get("/api/v1/events").count("items") == 5)
    }

    @Test func `names that stewards and cameras have are values too`() throws {
        let house = try TestHouse(events: 2), asking = try Asking(house)
        for name in ["x' OR '1'='1", "x\"; DROP TABLE steward_token; --", "%", "_"] {
            #expect(asking.get("/api/v1/me", as: name).status == 401)
            let encoded = name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            #expect(asking.get("/api/v1/events/\(encoded)").status == 404)
            #expect(asking.get("/api/v1/places/depot/bay/\(encoded)").status == 404)
            #expect(asking.get("/api/v1/policies/\(encoded)").status == 404)
        }
        #expect(house.notes.isEmpty)
    }

    @Test func `a change needs JSON, and comes from no other page`() throws {
        let asking = try Asking(try TestHouse(events: 3))
        let body = #"{"event":"\#(TestHouse.event(0).id)","reason":"no"}"#
        for media in [
            "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp", "",
        ] {
            #expect(
                asking.ask("POST", "/api/v1/appeals", as: nil, body, headers: ["content-type": media]).status == 415)
        }
        for site in ["cross-site", "same-site"] {
            let fields = ["sec-fetch-site": site, "content-type": "application/json"]
            #expect(asking.ask("POST", "/api/v1/appeals", as: nil, body, headers: fields).status == 403)
        }
        let cookie = ["cookie": "token=\(asking.house.tokens["rita"] ?? "")", "content-type": "application/json"]
        let decide = #"{"verdict":"upheld","reason":"x"}"#
        #expect(asking.ask("POST", "/api/v1/appeals/1/decision", as: nil, decide, headers: cookie).status == 401)
        #expect(asking.ask("OPTIONS", "/api/v1/appeals").status == 405)
        let good = asking.post("/api/v1/appeals", body)
        #expect(good.status == 201)
        let fields = good.fields(at: monday, isSecure: false).map(\.name)
        #expect(!fields.contains { $0.hasPrefix("access-control") || $0 == "set-cookie" })
    }

    @Test(arguments: [
        ("localhost", true), ("localhost:8420", true), ("LOCALHOST.", true), ("127.0.0.1:1", true),
        ("[::1]:8420", true),
        ("wayside.example.org", true), ("evil.example", false), ("", false), ("localhost.evil.example", false),
        ("127.0.0.1.evil.example", false), ("localhost:8420@evil", false), ("[::1", false), ("1.2.3", false),
        ("a b", false),
    ])
    func `only hosts that are ours are answered`(host: String, isOurs: Bool) throws {
        #expect(HostList(["wayside.example.org"]).allows(host) == isOurs)
    }

    @Test func `a request without a host, or for another one, is answered with nothing but that`() throws {
        let asking = try Asking(try TestHouse(events: 1))
        for host in [nil, "evil.example"] {
            let answer = asking.ask("GET", "/api/v1/places", host: host)
            #expect(answer.status == 421 && answer["items"] == nil)
        }
    }

    @Test(arguments: [
        ("/api/v1/events?limit=0", 400), ("/api/v1/events?limit=501", 400), ("/api/v1/events?limit=-1", 400),
        ("/api/v1/events?limit=1&limit=2", 400), ("/api/v1/events?unknown=1", 400), ("/api/v1/events?cursor=abc", 400),
        ("/api/v1/events?from=yesterday", 400), ("/api/v1/events?level=terrible", 400), ("/api/v1/places?at=", 400),
        ("/api/v1/entries/abc", 404), ("/api/v1/entries/-1", 404), ("/api/v1/entries/99999999999999999999", 404),
        ("/api/v1/places/depot/bay/gate/history?buckets=501", 400), ("/api/v1/nothing", 404), ("/api/v1", 404),
        ("/api/v1/places/depot/bay/gate/history?from=2030-01-01T00:00:00Z", 400), ("/api/v1/events?limit=%zz", 400),
    ])
    func `what cannot be understood is said so`(target: String, status: Int) throws {
        let answer = try Asking(try TestHouse(events: 2)).get(target)
        #expect(answer.status == status, "\(answer.text)")
        #expect((answer["mend"] as? String)?.isEmpty == false)
    }

    @Test(arguments: [
        "", "[]", "null", "{", #"{"event":1,"reason":"x"}"#, #"{"reason":"x"}"#,
        #"{"event":"e","place":"p","reason":"x"}"#,
        #"{"event":"e","reason":""}"#, #"{"event":"e","reason":"x","more":1}"#, #"{"place":"gate","reason":"x"}"#,
        "{\"event\":\"e\",\"reason\":\"\\u001b[31m\"}", #"{"place":"gate","from":"now","until":"x","reason":"x"}"#,
    ])
    func `a body that is not what is asked for changes nothing`(body: String) throws {
        let house = try TestHouse(events: 2), asking = try Asking(house), count = try house.ledger.reader.entryCount()
        let answer = asking.post("/api/v1/appeals", body)
        #expect(answer.status == 422, "\(answer.text)")
        #expect(try house.ledger.reader.entryCount() == count)
    }

    @Test func `pages follow each other without a gap in either order, also while entries come`() throws {
        let house = try TestHouse(events: 23), asking = try Asking(house)
        for order in ["newest", "oldest"] {
            var seen: [Int] = [], cursor: String? = nil, pages = 0
            repeat {
                let answer = asking.get(
                    "/api/v1/events?limit=5&order=\(order)" + (cursor.map { "&cursor=\($0)" } ?? ""))
                seen += (answer["items"] as? [[String: Any]] ?? []).compactMap { $0["sequence"] as? Int }
                cursor = answer["next"] as? String
                pages += 1
                if pages == 2, order == "newest" { try house.observe(23..<25) }
            } while cursor != nil && pages < 20
            #expect(seen == seen.sorted(by: order == "newest" ? { $0 > $1 } : { $0 < $1 }))
            #expect(Set(seen).count == seen.count && seen.count == (order == "newest" ? 24 : 26))
        }
    }

    @Test func `what has a tag is not sent twice`() throws {
        let asking = try Asking(try TestHouse(events: 5))
        for target in ["/api/v1/policies", "/api/v1/places", "/", "/api/v1/openapi.json", "/api/v1/entries/2"] {
            let first = asking.get(target), tag = try #require(first.etag)
            let again = asking.ask("GET", target, headers: ["if-none-match": "\"other\", \(tag)"])
            #expect(again.status == 304 && again.text.isEmpty && again.etag == tag)
            #expect(asking.ask("GET", target, headers: ["if-none-match": "\"other\""]).status == 200)
        }
    }

    @Test func `nothing may be kept by caches but the page's files, which are asked for again`() throws {
        let asking = try Asking(try TestHouse(events: 2))
        for (target, word) in [
            ("/api/v1/places", "no-store"), ("/metrics", "no-store"), ("/x", "no-store"), ("/", "no-cache"),
        ] {
            let fields = Dictionary(asking.get(target).fields(at: monday, isSecure: true).map { ($0.name, $0.value) }) {
                $1
            }
            #expect(fields["cache-control"] == word)
            #expect(fields["x-content-type-options"] == "nosniff" && fields["date"] == "Mon, 04 May 2026 08:00:00 GMT")
            #expect(fields["content-security-policy"]?.hasPrefix("default-src 'none'") == true)
            #expect(fields["content-security-policy"]?.contains("unsafe") == false)
        }
    }
}
