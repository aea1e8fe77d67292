import Ledger
import Base
import Foundation
import Score
import Serve
import Testing

/// Who may ask what, written down once more and by hand: a route that is missing here fails, and so does one that lets anybody
/// in who is not named.
private let table: [String: Set<String>] = {
    let stewards: Set<String> = ["ada", "vic", "stu", "rita", "aud"]
    let everybody = stewards.union(["anonymous", "barred"])
    let readers = everybody
    let lookers: Set<String> = ["stu", "rita", "aud"]
    var table: [String: Set<String>] = [:]
    for route in ["/", "/assets/{asset}", "/api/v1/openapi.json", "/api/v1/me"] { table["GET " + route] = everybody }
    for route in ["board", "transparency", "appeals", "appeals/{number}"] { table["GET /api/v1/" + route] = everybody }
    for route in ["appeals", "appeals/{number}/replies"] { table["POST /api/v1/" + route] = everybody }
    let place = "places/{site}/{camera}/{place}"
    for route in [
        "health", "cameras", "cameras/{camera}", "cameras/{camera}/zones", "places", place, place + "/history",
        place + "/explanation", "events", "events/{event}", "events/{event}/explanation", "entries",
        "entries/{sequence}", "entries/{sequence}/explanation", "entries/{sequence}/proof", "checkpoint", "policies",
        "policies/{hash}", "stream",
    ] { table["GET /api/v1/" + route] = readers }
    table["GET /metrics"] = readers
    table["POST /api/v1/policies/diff"] = readers
    table["GET /api/v1/observations"] = stewards
    table["POST /api/v1/appeals/{number}/escalation"] = stewards
    table["POST /api/v1/observations"] = ["stu"]
    table["POST /api/v1/observations/{sequence}/confirmation"] = ["stu", "rita"]
    table["POST /api/v1/cameras/{camera}/looks"] = lookers
    table["POST /api/v1/events/{event}/looks"] = lookers
    table["POST /api/v1/entries/{sequence}/looks"] = lookers
    table["POST /api/v1/appeals/{number}/decision"] = ["rita"]
    table["GET /api/v1/stewards"] = ["ada", "aud"]
    return table
}()

private let people = ["anonymous", "ada", "vic", "stu", "rita", "aud", "barred"]

@Suite struct `Who may ask what` {
    /// A target of the route that is there, or that is somebody else's.
    private func target(_ template: String, foreign: Bool) -> String {
        let values = [
            "site": foreign ? "steward" : "depot", "camera": foreign ? "yard" : "bay",
            "place": foreign ? "ada" : "gate",
            "event": foreign ? String(repeating: "0", count: 32) : TestHouse.event(1).id,
            "sequence": foreign ? "999999" : "2", "number": foreign ? "77" : "1",
            "hash": foreign ? String(repeating: "f", count: 64) : "x", "asset": foreign ? "nothing.js" : "index.html",
        ]
        return "/"
            + template.split(separator: "/").map { part in
                part.hasPrefix("{") ? values[String(part.dropFirst().dropLast())] ?? "" : String(part)
            }.joined(separator: "/")
    }

    private func ask(_ route: Route, _ person: String, _ asking: Asking, foreign: Bool) -> Answer {
        asking.ask(
            route.method.rawValue, target(route.template, foreign: foreign), as: person == "anonymous" ? nil : person,
            route.method == .post ? "{}" : nil)
    }

    @Test func `every route lets in whom the table names, and nobody else`() throws {
        let asking = try Asking(try TestHouse())
        #expect(Set(Routes.all.map { "\($0.method.rawValue) \($0.template)" }) == Set(table.keys))
        for route in Routes.all {
            let allowed = try #require(table["\(route.method.rawValue) \(route.template)"])
            for person in people {
                let status = ask(route, person, asking, foreign: false).status
                let isIn = status != 401 && status != 403
                #expect(
                    isIn == allowed.contains(person), "\(route.method.rawValue) \(route.template) \(person): \(status)")
                if !isIn { #expect(status == (person == "anonymous" ? 401 : 403)) }
            }
        }
    }

    @Test func `what is somebody else's or is not there gives nothing, and is told to nobody who may not ask`() throws {
        let house = try TestHouse(), asking = try Asking(house)
        for route in Routes.all where route.template.contains("{") {
            let allowed = try #require(table["\(route.method.rawValue) \(route.template)"])
            for person in people {
                let answer = ask(route, person, asking, foreign: true)
                let expected: Set<Int> =
                    allowed.contains(person) ? [404, 422] : person == "anonymous" ? [401] : [403, 404]
                #expect(
                    expected.contains(answer.status), "\(route.template) \(person): \(answer.status) \(answer.text)")
                #expect(answer.media == "application/problem+json")
            }
        }
    }

    @Test
    func
        `without a token only the public part is open where the configuration says so, and nothing where it says none`()
        throws
    {
        let house = try TestHouse()
        for (mode, open) in [(AnonymousAccess.public, true), (.none, false)] {
            let asking = try Asking(house, anonymous: mode)
            for route in Routes.all {
                let status = ask(route, "anonymous", asking, foreign: false).status
                switch route.action.need {
                case .nothing: #expect(status != 401)
                case .open: #expect((status != 401) == open, "\(route.template): \(status)")
                case .reading, .right: #expect(status == 401, "\(route.template): \(status)")
                }
                if case .reading = route.action.need {
                    #expect(ask(route, "vic", asking, foreign: false).status != 401)
                }
            }
        }
    }

    @Test
    func `a token of nobody, of somebody who has left, and half a token are refused even where no token is needed`()
        throws
    {
        let asking = try Asking(try TestHouse())
        for token in ["gone", String(repeating: "a", count: 64), "", "' OR 1=1 --"] {
            #expect(asking.get("/api/v1/places", as: token).status == 401, "\(token)")
        }
        let basic = asking.ask("GET", "/api/v1/places", headers: ["authorization": "Basic YWRhOmFkYQ=="])
        #expect(basic.status == 401 && basic.headers.contains { $0.name == "www-authenticate" })
    }

    @Test func `entries about accounts are withheld from those who may not see who is a steward`() throws {
        let house = try TestHouse(), asking = try Asking(house)
        let kinds = ["steward", "authority"]
        let list = try #require(asking.get("/api/v1/entries?limit=500", as: "vic")["items"] as? [[String: Any]])
        let about = list.filter { kinds.contains($0["kind"] as? String ?? "") }
        #expect(about.count > 8 && about.allSatisfy { $0.keys.sorted() == ["kind", "sequence", "withheld"] })
        let number = try #require(about.first?["sequence"] as? Int)
        for part in ["", "/proof", "/explanation"] {
            #expect(asking.get("/api/v1/entries/\(number)\(part)").status == 401)
            #expect(asking.get("/api/v1/entries/\(number)\(part)", as: "vic").status == 403)
            #expect(asking.get("/api/v1/entries/\(number)\(part)", as: "aud").status == 200)
        }
        let all = try #require(asking.get("/api/v1/entries?limit=500", as: "ada")["items"] as? [[String: Any]])
        #expect(all.allSatisfy { $0["withheld"] == nil })
    }

    @Test func `nobody decides about what they have made, and an administrator only when it is late`() throws {
        let house = try TestHouse(), asking = try Asking(house)
        let waiting = try #require(asking.get("/api/v1/observations", as: "rita")["items.0.sequence"] as? Int)
        let confirm = #"{"verdict":"confirmed","reason":"seen"}"#
        #expect(asking.post("/api/v1/observations/\(waiting)/confirmation", as: "stu", confirm).status == 403)
        #expect(asking.post("/api/v1/observations/\(waiting)/confirmation", as: "rita", confirm).status == 200)
        let listed = asking.get("/api/v1/observations", as: "stu")
        let event = try #require((listed["items"] as? [[String: Any]])?.compactMap { $0["event"] as? String }.first)
        #expect(asking.post("/api/v1/appeals", #"{"event":"\#(event)","reason":"no"}"#).status == 201)
        let own = asking.get("/api/v1/appeals/2", as: "rita")
        #expect(own["decide.may"] as? Bool == false && (own["decide.why"] as? String)?.contains("rita") == true)
        let decide = #"{"verdict":"dismissed","reason":"it stands"}"#
        #expect(asking.post("/api/v1/appeals/2/decision", as: "rita", decide).status == 403)
        #expect(asking.post("/api/v1/appeals/2/decision", as: "ada", decide).status == 403)
        house.pass(minutes: 60 * 24 * 365)
        #expect(asking.post("/api/v1/appeals/2/decision", as: "ada", decide).status == 200)
    }

    @Test func `a picture that is kept with an event is shown like a camera's, and another event has none`() throws {
        let house = try TestHouse(), asking = try Asking(house), before = try house.ledger.reader.entryCount()
        let event = "/api/v1/events/\(TestHouse.event(1).id)", other = "/api/v1/events/\(TestHouse.event(2).id)"
        #expect(asking.get(event)["picture"] as? Bool == true && asking.get(other)["picture"] as? Bool == false)
        #expect(asking.post(other + "/looks", as: "stu", #"{"use":"safety"}"#).status == 404)
        #expect(asking.post(event + "/looks", as: "vic", #"{"use":"safety"}"#).status == 403)
        #expect(try house.ledger.reader.entryCount() == before, "nothing was looked at")
        #expect(asking.post(event + "/looks", as: "stu", #"{"use":"accuracy"}"#).status == 403)
        let seen = asking.post(event + "/looks", as: "stu", #"{"use":"safety"}"#)
        #expect(seen.status == 200 && seen.media == "image/jpeg")
        let accesses = try house.ledger.reader.accesses(after: before - 1).map(\.canonical)
        #expect(accesses.map { $0.contains("\"outcome\":\"refused\"") } == [true, false])
        #expect(accesses.allSatisfy { $0.contains("picture of event \(TestHouse.event(1).id)") })
    }

    @Test func `a look needs a use that the camera has, and is entered either way`() throws {
        let house = try TestHouse(), asking = try Asking(house)
        let before = try house.ledger.reader.entryCount()
        #expect(asking.post("/api/v1/cameras/bay/looks", as: "stu", #"{"use":"accuracy"}"#).status == 403)
        let seen = asking.post("/api/v1/cameras/bay/looks", as: "stu", #"{"use":"safety"}"#)
        #expect(seen.status == 200 && seen.media == "image/jpeg")
        #expect(seen.headers.contains { $0.name == "wayside-entry" && $0.value == String(before + 1) })
        #expect(
            seen.headers.contains {
                $0.name == "wayside-followed" && $0.value == "[[0.412,0.300,0.050,0.144],[0.000,0.000,1.000,1.000]]"
            })
        let accesses = try house.ledger.reader.accesses(after: before - 1)
        #expect(accesses.map(\.canonical).map { $0.contains("\"outcome\":\"refused\"") } == [true, false])
        #expect(asking.post("/api/v1/cameras/yard/looks", as: "stu", #"{"use":"safety"}"#).status == 404)
    }
}
