internal import Base
internal import Foundation

/// One JSON object of a body, read strictly: members that are not known are wrong.
struct BodyReader {
    private let members: [String: Any]

    /// - Parameter names: the members that there may be.
    /// - Throws: 422.
    init(_ body: [UInt8], members names: [String]) throws(Problem) {
        guard let value = try? JSONSerialization.jsonObject(with: Foundation.Data(body)),
            let members = value as? [String: Any]
        else { throw Problem(.unprocessable, "the body is no JSON object", mend: "send one") }
        if let unknown = members.keys.sorted().first(where: { !names.contains($0) }) {
            throw Problem(
                .unprocessable, "there is no member `\(unknown.prefix(40))` here",
                mend: "use \(names.joined(separator: ", "))")
        }
        self.members = members
    }

    /// A text that may be left out.
    func text(_ name: String, most: Int = 10_000) throws(Problem) -> String? {
        guard let value = members[name] else { return nil }
        guard let text = value as? String, !text.isEmpty, text.count <= most else {
            throw Problem(.unprocessable, "`\(name)` must be a text of 1 to \(most) letters", mend: "give one")
        }
        return text
    }

    /// A text that must be there.
    func required(_ name: String, most: Int = 10_000) throws(Problem) -> String {
        guard let text = try text(name, most: most) else { throw missing(name) }
        return text
    }

    /// A time that may be left out.
    func time(_ name: String) throws(Problem) -> Timestamp? {
        guard let text = try text(name, most: 64) else { return nil }
        guard let time = Timestamp(rfc3339: text) else {
            throw Problem(.unprocessable, "`\(name)` is not a time", mend: "write it like 2026-05-04T14:00:00Z")
        }
        return time
    }

    /// A whole number that may be left out.
    func integer(_ name: String, in range: ClosedRange<Int64>) throws(Problem) -> Int64? {
        guard let value = members[name] else { return nil }
        guard let number = value as? NSNumber, CFGetTypeIDIsNumber(number),
            let whole = Int64(exactly: number.doubleValue),
            range.contains(whole)
        else {
            throw Problem(
                .unprocessable, "`\(name)` is not a whole number from \(range.lowerBound) to \(range.upperBound)",
                mend: "give one")
        }
        return whole
    }

    /// A word of a closed list that must be there.
    func word<Word: RawRepresentable<String> & CaseIterable>(
        _ type: Word.Type, _ name: String
    ) throws(Problem) -> Word {
        guard let text = try text(name, most: 64) else { throw missing(name) }
        guard let word = Word(rawValue: text) else {
            let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(.unprocessable, "`\(name)` cannot be that", mend: "use one of \(words)")
        }
        return word
    }

    func missing(_ name: String) -> Problem { Problem(.unprocessable, "`\(name)` is missing", mend: "add it") }

    /// Whether it is a number and not true or false.
    private func CFGetTypeIDIsNumber(_ number: NSNumber) -> Bool {
        unsafe String(cString: number.objCType) != "c"
    }
}
