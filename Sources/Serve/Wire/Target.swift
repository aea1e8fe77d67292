internal import Foundation

/// The target of a request: path and query, taken apart and decoded once.
package struct Target: Hashable, Sendable {
    /// The path's segments as they were sent, still encoded, without empty ones at the ends.
    package let segments: [String]
    package let query: [String: String]

    /// Takes a target apart.
    /// - Throws: 400 for what is not in origin form, has a name twice, or is not UTF-8 when decoded.
    package init(_ text: String) throws(Problem) {
        let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard text.utf8.count <= 4096, let path = parts.first, path.hasPrefix("/") else {
            throw .badRequest("this is no path of ours", mend: "GET /api/v1/openapi.json describes them")
        }
        segments =
            path == "/" ? [] : path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        var query: [String: String] = [:]
        for pair in parts.count > 1 ? parts[1].split(separator: "&") : [] {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Target.decoded(sides[0]), let value = Target.decoded(sides.count > 1 ? sides[1] : ""),
                query.updateValue(value, forKey: name) == nil
            else { throw .badRequest("a name of the query stands twice or is not UTF-8", mend: "give each once") }
        }
        self.query = query
    }

    /// Percent and plus signs of a query's part decoded; nil when it is not UTF-8 then, or has a NUL.
    static func decoded(_ text: Substring) -> String? {
        let decoded = text.replacing("+", with: " ").removingPercentEncoding
        return decoded?.utf8.contains(0) == true ? nil : decoded
    }

    /// Percent signs of a path's segment decoded. A segment is one name: no slash, dot name or NUL comes out of it.
    static func decodedSegment(_ text: String) -> String? {
        guard let decoded = text.removingPercentEncoding, !decoded.isEmpty, decoded != ".", decoded != "..",
            !decoded.utf8.contains(0), !decoded.contains("/"), !decoded.contains("\\")
        else { return nil }
        return decoded
    }
}
