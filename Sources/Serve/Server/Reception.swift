package import Base

/// The head of a request, as values.
package struct RequestHead: Sendable {
    package let method: String
    package let target: String
    /// The `Host` header, or what stands for it.
    package let host: String?
    /// Names in small letters; of several with one name the last.
    package let headers: [String: String]

    /// Makes a head.
    package init(method: String, target: String, host: String?, headers: [String: String]) {
        (self.method, self.target, self.host, self.headers) = (method, target, host, headers)
    }

    /// The token that is shown; nil for none. It is looked for in one header alone, which no browser sends by itself.
    var token: String? {
        guard let header = headers["authorization"] else { return nil }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return "" }
        return String(parts[1])
    }
}

/// Looks at the head of a request before anything of its body is read.
package struct Reception: Sendable {
    private let hosts: HostList

    /// Makes a reception.
    package init(hosts: HostList) { self.hosts = hosts }

    /// A request that may come in.
    package struct Admission: Sendable {
        package let route: Route
        package let parameters: [String: String]
        package let query: [String: String]
    }

    /// Lets a request in, or says what is wrong with it.
    package func admit(_ head: RequestHead) throws(Problem) -> Admission {
        guard let host = head.host, hosts.allows(host) else {
            throw Problem(
                .wrongHost, "this is not the host that was meant",
                mend: "use an address, `localhost`, or a name in `serve.hosts` of the configuration")
        }
        let target = try Target(head.target)
        let there = Routes.all.compactMap { route in route.parameters(of: target).map { (route, $0) } }
        guard !there.isEmpty else {
            throw .notFound("there is nothing here", mend: "GET /api/v1/openapi.json describes what there is")
        }
        let method = head.method == "HEAD" ? "GET" : head.method
        guard let (route, parameters) = there.first(where: { $0.0.method.rawValue == method }) else {
            throw Problem(
                .wrongMethod, "\(head.method.prefix(16)) is not done here",
                mend: "use \(there.map(\.0.method.rawValue).joined(separator: " or "))")
        }
        if route.method == .post { try admitChange(head, mostBody: route.mostBody) }
        return Admission(route: route, parameters: parameters, query: target.query)
    }

    /// A form of another page can send neither this media type nor this header.
    private func admitChange(_ head: RequestHead, mostBody: Int) throws(Problem) {
        if let site = head.headers["sec-fetch-site"], !["same-origin", "none"].contains(site) {
            throw .forbidden("another page asks for this", mend: "use the page of this daemon")
        }
        let media = head.headers["content-type"]?.split(separator: ";").first
        guard media?.lowercased() == "application/json" else {
            throw Problem(
                .wrongMedia, "the body must be JSON", mend: "send `Content-Type: application/json`")
        }
        if let length = head.headers["content-length"].flatMap({ Int($0) }), length > mostBody {
            throw Problem.tooLarge(mostBody)
        }
    }
}

extension Problem {
    static func tooLarge(_ most: Int) -> Problem {
        Problem(.tooLarge, "the body is longer than \(most) bytes", mend: "send less")
    }
}

extension Office {
    /// Answers a request that was let in; blocks.
    package func answer(
        _ admission: Reception.Admission, _ head: RequestHead, body: [UInt8], at now: Timestamp
    ) -> Answer {
        do {
            let question = Question(
                try asker(token: head.token), at: now, parameters: admission.parameters, query: admission.query,
                headers: head.headers, body: body)
            let answer = try admission.route.answer(question, self)
            guard let etag = answer.etag, Office.names(head.headers["if-none-match"], etag) else { return answer }
            var same = answer
            (same.status, same.body) = (304, .bytes([]))
            return same
        } catch {
            let problem = Problem(any: error)
            if let cause = problem.cause { household.note(cause) }
            return Answer(problem)
        }
    }

    private static func names(_ header: String?, _ etag: String) -> Bool {
        guard let header else { return false }
        return header.split(separator: ",").contains { tag in
            let plain = tag.drop { $0 == " " }.split(separator: " ").first.map(String.init) ?? ""
            return plain == "*" || plain == etag || plain == "W/" + etag
        }
    }
}
