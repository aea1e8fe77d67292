import Ledger
import Score
import Base
import Foundation
import Serve
import Testing

@Suite struct `The description of the API` {
    @Test func `it has every route with its action, and no other`() throws {
        let routes = Routes.all.map { ("\($0.method.rawValue) \($0.template)", $0.action.rawValue) }
        #expect(Set(routes.map(\.0)).count == routes.count)
        #expect(try Description().operations == Dictionary(routes) { $1 })
    }

    @Test func `it has the parameters of every route`() throws {
        let description = try Description()
        for route in Routes.all {
            let operation = description.operation(route.method.rawValue, route.template)
            let parameters = operation["parameters"] as? [[String: Any]] ?? []
            let names = { (place: String) in
                Set(parameters.filter { $0["in"] as? String == place }.compactMap { $0["name"] as? String })
            }
            let inPath = route.template.split(separator: "/").filter { $0.hasPrefix("{") }.map {
                String($0.dropFirst().dropLast())
            }
            #expect(names("query") == Set(route.query), "\(route.template)")
            #expect(names("path") == Set(inPath), "\(route.template)")
            #expect(
                (operation["requestBody"] != nil) == (route.method == .post && !route.template.hasSuffix("escalation")))
        }
    }

    @Test func `what everybody may read is answered as described`() throws {
        let asking = try Asking(try TestHouse()), description = try Description()
        let event = TestHouse.event(3).id,
            policy = try #require(asking.get("/api/v1/policies")["items.0.hash"] as? String)
        let targets: [(template: String, target: String)] = [
            ("/api/v1/health", ""), ("/api/v1/me", ""), ("/api/v1/cameras", ""),
            ("/api/v1/cameras/{camera}", "/api/v1/cameras/bay"),
            ("/api/v1/cameras/{camera}/zones", "/api/v1/cameras/bay/zones"),
            ("/api/v1/places", ""), ("/api/v1/places", "/api/v1/places?at=2026-05-04T08:10:00Z"),
            ("/api/v1/places/{site}/{camera}/{place}", "/api/v1/places/depot/bay/gate"),
            ("/api/v1/places/{site}/{camera}/{place}/history", "/api/v1/places/depot/bay/gate/history?buckets=7"),
            ("/api/v1/places/{site}/{camera}/{place}/explanation", "/api/v1/places/depot/bay/exit/explanation"),
            (
                "/api/v1/places/{site}/{camera}/{place}/explanation",
                "/api/v1/places/depot/bay/exit/explanation?at=2026-05-04T08:10:00Z&within_ms=5000"
            ),
            ("/api/v1/events", ""),
            ("/api/v1/events", "/api/v1/events?place=bay/gate&level=medium&order=oldest&limit=2"),
            ("/api/v1/events/{event}", "/api/v1/events/\(event)"),
            ("/api/v1/events/{event}/explanation", "/api/v1/events/\(event)/explanation"),
            ("/api/v1/entries", "/api/v1/entries?limit=500"), ("/api/v1/entries/{sequence}", "/api/v1/entries/3"),
            ("/api/v1/entries/{sequence}/explanation", "/api/v1/entries/3/explanation"),
            ("/api/v1/entries/{sequence}/proof", "/api/v1/entries/3/proof"),
            ("/api/v1/checkpoint", ""), ("/api/v1/appeals", ""), ("/api/v1/appeals/{number}", "/api/v1/appeals/1"),
            ("/api/v1/policies", ""), ("/api/v1/policies/{hash}", "/api/v1/policies/\(policy)"),
            ("/api/v1/transparency", ""), ("/api/v1/board", ""), ("/metrics", ""), ("/", ""),
            ("/api/v1/openapi.json", ""), ("/assets/{asset}", "/assets/index.html"),
        ]
        for (template, target) in targets {
            let answer = asking.get(target.isEmpty ? template : target)
            #expect(answer.status == 200, "\(template): \(answer.text)")
            #expect(description.faults("GET", template, answer) == [], "\(template)")
        }
    }

    @Test func `what stewards read and do is answered as described`() throws {
        let asking = try Asking(try TestHouse()), description = try Description()
        let waiting = try #require(asking.get("/api/v1/observations", as: "rita")["items.0.sequence"] as? Int)
        let event = TestHouse.event(2).id
        let acts: [(method: String, template: String, target: String, name: String?, body: String?)] = [
            ("GET", "/api/v1/me", "", "rita", nil), ("GET", "/api/v1/stewards", "", "ada", nil),
            ("GET", "/api/v1/observations", "", "vic", nil),
            (
                "POST", "/api/v1/observations/{sequence}/confirmation", "/api/v1/observations/\(waiting)/confirmation",
                "rita", #"{"verdict":"confirmed","reason":"I saw it too"}"#
            ),
            (
                "POST", "/api/v1/observations", "", "sam",
                #"{"place":"bay/gate","behaviour":"loitering","seen":"2026-05-04T08:30:00Z","reason":"two vans","confidence_permille":800}"#
            ),
            ("POST", "/api/v1/appeals", "", nil, #"{"event":"\#(event)","reason":"nobody was there","reply":"see"}"#),
            ("POST", "/api/v1/appeals/{number}/replies", "/api/v1/appeals/2/replies", nil, #"{"text":"more"}"#),
            (
                "POST", "/api/v1/appeals/{number}/decision", "/api/v1/appeals/2/decision", "rita",
                #"{"verdict":"upheld","reason":"the picture was dark"}"#
            ),
            ("POST", "/api/v1/cameras/{camera}/looks", "/api/v1/cameras/bay/looks", "stu", #"{"use":"safety"}"#),
            ("GET", "/api/v1/events/{event}", "/api/v1/events/\(TestHouse.event(1).id)", nil, nil),
            (
                "POST", "/api/v1/events/{event}/looks", "/api/v1/events/\(TestHouse.event(1).id)/looks", "stu",
                #"{"use":"safety"}"#
            ),
            (
                "POST", "/api/v1/entries/{sequence}/looks", "/api/v1/entries/\(waiting)/looks", "stu",
                #"{"use":"appeal"}"#
            ),
            ("GET", "/api/v1/transparency", "", nil, nil), ("GET", "/api/v1/appeals", "", "rob", nil),
            ("GET", "/api/v1/entries", "/api/v1/entries?limit=500", "ada", nil),
        ]
        for act in acts {
            let answer = asking.ask(act.method, act.target.isEmpty ? act.template : act.target, as: act.name, act.body)
            #expect((200...201).contains(answer.status), "\(act.template): \(answer.text)")
            #expect(description.faults(act.method, act.template, answer) == [], "\(act.template)")
        }
    }

    @Test func `an overdue appeal and a compared policy are answered as described`() throws {
        let house = try TestHouse(), asking = try Asking(house), description = try Description()
        #expect(asking.post("/api/v1/appeals/1/escalation", as: "vic", "{}").status == 409)
        house.pass(minutes: 60 * 24 * 365)
        let escalated = asking.post("/api/v1/appeals/1/escalation", as: "vic", "{}")
        #expect(escalated["state"] as? String == "escalated")
        #expect(description.faults("POST", "/api/v1/appeals/{number}/escalation", escalated) == [])
        let text = TestHouse.policyText.replacing("points: -2", with: "points: -3").replacing(
            "version: 1", with: "version: 2")
        let body = String(decoding: try JSONSerialization.data(withJSONObject: ["policy": text]), as: UTF8.self)
        let diff = asking.post("/api/v1/policies/diff", body)
        #expect(diff["same"] as? Bool == false && diff.count("times") == 120)
        #expect(description.faults("POST", "/api/v1/policies/diff", diff) == [])
        let wrong = asking.post("/api/v1/policies/diff", #"{"policy":"policy: 1\nid: x\nterms: 3\n"}"#)
        #expect(wrong.status == 422 && wrong.count("problems") > 1)
        #expect(description.faults("POST", "/api/v1/policies/diff", wrong) == [])
    }

    @Test func `every kind of problem is as described`() throws {
        let description = try Description()
        for kind in Problem.Kind.allCases {
            let answer = Answer(Problem(kind, "what", mend: "do"))
            #expect(answer.status == kind.status.code)
            #expect(description.faults("GET", "/api/v1/health", answer) == [])
        }
    }
}
