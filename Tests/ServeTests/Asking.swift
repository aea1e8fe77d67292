import Ledger
import Score
import Base
import Foundation
import Serve

/// Asks an office as the server does, without a network.
struct Asking {
    let house: TestHouse
    let office: Office
    let reception = Reception(hosts: HostList([]))

    init(_ house: TestHouse, anonymous: AnonymousAccess = .read) throws {
        self.house = house
        office = try Office(house, rules: Authorisation(anonymous: anonymous))
    }

    /// - Parameters:
    ///   - name: an account of the house; nil asks without a token.
    ///   - body: sent as JSON.
    func ask(
        _ method: String, _ target: String, as name: String? = nil, _ body: String? = nil,
        headers: [String: String] = [:], host: String? = "localhost"
    ) -> Answer {
        var fields = headers
        if let name { fields["authorization"] = "Bearer " + (house.tokens[name] ?? name) }
        if let body, fields["content-type"] == nil {
            fields["content-type"] = "application/json"
            fields["content-length"] = String(body.utf8.count)
        }
        let head = RequestHead(method: method, target: target, host: host, headers: fields)
        do throws(Problem) {
            return office.answer(try reception.admit(head), head, body: Array((body ?? "").utf8), at: house.now)
        } catch { return Answer(error) }
    }

    func get(_ target: String, as name: String? = nil) -> Answer { ask("GET", target, as: name) }
    func post(_ target: String, as name: String? = nil, _ body: String) -> Answer {
        ask("POST", target, as: name, body)
    }
}

extension Answer {
    /// The body as text; empty for a stream.
    var text: String { if case .bytes(let bytes) = body { String(decoding: bytes, as: UTF8.self) } else { "" } }

    /// The body as JSON.
    var json: Any? { try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed) }

    /// A member of the body's object; names with dots between.
    subscript(path: String) -> Any? {
        path.split(separator: ".").reduce(json) { value, name in
            if let index = Int(name) { return (value as? [Any]).flatMap { index < $0.count ? $0[index] : nil } }
            return (value as? [String: Any])?[String(name)]
        }
    }

    func count(_ path: String) -> Int { (self[path] as? [Any])?.count ?? -1 }
}
