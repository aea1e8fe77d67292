/// One route of the API: how it is asked, what whoever asks must be allowed to do, and who answers. There is no other way to
/// make a route, so that none is without an action.
package struct Route: Sendable {
    /// The methods that there are.
    package enum Method: String, Sendable { case get = "GET", post = "POST" }

    /// Answers; blocks, on a thread of the API's own.
    package typealias Handler = @Sendable (Question, Office) throws -> Answer
    /// Finds out what is asked about.
    package typealias Resolver = @Sendable (Question, Office) throws -> Object

    package let method: Method
    /// Like `/api/v1/places/{site}/{camera}/{place}`.
    package let template: String
    package let action: Action
    /// Names of the query that there may be.
    package let query: [String]
    /// The most bytes of a body; 0 for none.
    package let mostBody: Int
    /// Whether it reads much of the ledger, so that others are not to wait for it.
    package var isSlow: Bool { [.comparePolicies, .publicBoard, .publicTransparency].contains(action) }
    private let about: Resolver
    private let handler: Handler
    /// The template's parts; names in braces are parameters.
    private let parts: [Part]

    private enum Part: Sendable { case word(String), name(String) }

    static func get(
        _ template: String, _ action: Action, query: [String] = [],
        about: @escaping Resolver = { _, _ in .everything }, _ handler: @escaping Handler
    ) -> Route {
        Route(.get, template, action, query: query, mostBody: 0, about, handler)
    }

    /// A body of 64 KiB is as long as the longest note that is kept.
    static func post(
        _ template: String, _ action: Action, mostBody: Int = 65_536,
        about: @escaping Resolver = { _, _ in .everything }, _ handler: @escaping Handler
    ) -> Route {
        Route(.post, template, action, query: [], mostBody: mostBody, about, handler)
    }

    private init(
        _ method: Method, _ template: String, _ action: Action, query: [String], mostBody: Int,
        _ about: @escaping Resolver, _ handler: @escaping Handler
    ) {
        (self.method, self.template, self.action) = (method, template, action)
        (self.query, self.mostBody, self.about, self.handler) = (query, mostBody, about, handler)
        parts = template.split(separator: "/").map { part in
            part.hasPrefix("{") ? .name(String(part.dropFirst().dropLast())) : .word(String(part))
        }
    }

    /// The parameters, when the target is this route's; nil when it is not.
    package func parameters(of target: Target) -> [String: String]? {
        guard target.segments.count == parts.count else { return nil }
        var parameters: [String: String] = [:]
        for (part, segment) in zip(parts, target.segments) {
            switch part {
            case .word(let word): guard word == segment else { return nil }
            case .name(let name):
                guard let value = Target.decodedSegment(segment) else { return nil }
                parameters[name] = value
            }
        }
        return parameters
    }

    /// Answers, when it may be asked. Whether there is what is asked about is not told to those who may not ask.
    /// - Throws: `Problem`.
    package func answer(_ question: Question, _ office: Office) throws -> Answer {
        for name in question.query.keys.sorted() where !query.contains(name) {
            throw Problem.badRequest(
                "there is no `\(name.prefix(40))` here",
                mend: query.isEmpty ? "leave the query out" : "use \(query.joined(separator: ", "))")
        }
        do {
            if !office.rules.dependsOnObject(question.asker, action) {
                try office.rules.authorise(question.asker, action)
            }
            try office.rules.authorise(question.asker, action, about(question, office))
            return try handler(question, office)
        } catch { throw Problem(any: error) }
    }
}
