package import Base
internal import Crypto
internal import Foundation

/// What is sent back, before it is put on the wire.
package struct Answer: Sendable {
    /// What follows the head.
    package enum Body: Sendable {
        case bytes([UInt8])
        /// Entries as they come, after the one with this number; nil from now on.
        case stream(after: Int64?)
    }

    package var status = 200
    package var media: String
    package var body: Body
    /// Names in small letters.
    package var headers: [(name: String, value: String)] = []
    /// With its quotation marks; nil when nothing is to be compared.
    package var etag: String?
    /// Whether caches may keep it as long as they ask again; else they keep nothing.
    package var isKept = false

    /// Makes an answer of bytes.
    package init(_ media: String, _ bytes: [UInt8]) { (self.media, body) = (media, .bytes(bytes)) }

    /// One JSON text.
    package init(json text: String) { self.init("application/json", Array(text.utf8)) }

    /// One JSON object that `write` fills.
    package init(_ write: (inout JSONText) -> Void) {
        var json = JSONText()
        json.object(write)
        self.init(json: json.text)
    }

    /// A problem.
    package init(_ problem: Problem) {
        self.init("application/problem+json", Array(problem.json.utf8))
        status = problem.kind.status.code
        if problem.kind == .needsToken { headers.append(("www-authenticate", "Bearer realm=\"wayside\"")) }
        if problem.kind == .busy || problem.kind == .unavailable { headers.append(("retry-after", "5")) }
    }

    /// Events as they come.
    package static func stream(after: Int64?) -> Answer {
        var answer = Answer("text/event-stream", [])
        answer.body = .stream(after: after)
        return answer
    }

    /// The same, made once.
    package func created(at location: String) -> Answer {
        var answer = self
        answer.status = 201
        answer.headers.append(("location", location))
        return answer
    }

    /// The same with a tag of its bytes.
    package func tagged() -> Answer {
        guard case .bytes(let bytes) = body else { return self }
        var answer = self
        answer.etag = Answer.tag(bytes)
        return answer
    }

    /// A tag of bytes: the first half of their SHA-256.
    package static func tag(_ bytes: [UInt8]) -> String {
        let digits = SHA256.hash(data: Foundation.Data(bytes)).prefix(16).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return "\"" + digits.joined() + "\""
    }
}
