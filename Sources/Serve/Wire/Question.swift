package import Base
internal import Foundation

/// What was asked, as values: nothing of it depends on the wire, so that every answer can be tested without one.
package struct Question: Sendable {
    package let asker: Asker
    /// The wall clock's time, for acts.
    package let now: Timestamp
    /// The parts of the path that its template names, decoded.
    package let parameters: [String: String]
    /// Decoded; each name once.
    package let query: [String: String]
    /// Names in small letters.
    package let headers: [String: String]
    package let body: [UInt8]

    /// Makes a question.
    package init(
        _ asker: Asker, at now: Timestamp, parameters: [String: String] = [:], query: [String: String] = [:],
        headers: [String: String] = [:], body: [UInt8] = []
    ) {
        (self.asker, self.now, self.parameters, self.query) = (asker, now, parameters, query)
        (self.headers, self.body) = (headers, body)
    }

    /// A part of the path.
    func parameter(_ name: String) -> String { parameters[name] ?? "" }

    /// A number in the path; what is none is nothing that there is.
    func number(_ name: String) throws(Problem) -> Int64 {
        guard let number = Question.digits(parameter(name)) else {
            throw .notFound("\(name) must be a whole number", mend: "take it from a list")
        }
        return number
    }

    /// A time of the query.
    func time(_ name: String) throws(Problem) -> Timestamp? {
        guard let text = query[name] else { return nil }
        guard let time = Timestamp(rfc3339: text) else {
            throw .badRequest("`\(name)` is not a time", mend: "write it like 2026-05-04T14:00:00Z")
        }
        return time
    }

    /// A whole number of the query.
    func integer(_ name: String, in range: ClosedRange<Int64>) throws(Problem) -> Int64? {
        guard let text = query[name] else { return nil }
        guard let number = Question.digits(text), range.contains(number) else {
            throw .badRequest(
                "`\(name)` is not a whole number from \(range.lowerBound) to \(range.upperBound)", mend: "give one")
        }
        return number
    }

    /// A word of a closed list.
    func word<Word: RawRepresentable<String> & CaseIterable>(
        _ type: Word.Type, _ name: String
    ) throws(Problem) -> Word? {
        guard let text = query[name] else { return nil }
        guard let word = Word(rawValue: text) else {
            let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw .badRequest("`\(name)` cannot be that", mend: "use one of \(words)")
        }
        return word
    }

    /// How many things a page has.
    func limit() throws(Problem) -> Int { Int(try integer("limit", in: 1...500) ?? 100) }

    /// Where the page before ended.
    func cursor() throws(Problem) -> Int64? {
        guard let text = query["cursor"] else { return nil }
        guard let cursor = Cursor(text) else {
            throw .badRequest("this is no cursor", mend: "give `next` of the page before, as it was")
        }
        return cursor.position
    }

    private static func digits(_ text: String) -> Int64? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int64(text) : nil
    }
}

/// Where a page ended: opaque to whoever gives it back.
struct Cursor {
    let position: Int64

    init(position: Int64) { self.position = position }

    init?(_ text: String) {
        guard text.utf8.count <= 32, text.hasPrefix("w"), let position = Int64(text.dropFirst(), radix: 36),
            position >= 0
        else { return nil }
        self.position = position
    }

    var text: String { "w" + String(position, radix: 36) }
}
