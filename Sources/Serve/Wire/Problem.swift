internal import Base
package import Ledger
package import Score

/// What went wrong, in the form of RFC 9457 with what to do about it. Nothing in it names a file, an address or a token.
package struct Problem: Error, Hashable, Sendable {
    /// The closed list of kinds; the name is the last part of `type`.
    package enum Kind: String, CaseIterable, Sendable {
        case badRequest = "bad-request"
        case needsToken = "needs-token"
        case forbidden
        case notFound = "not-found"
        case wrongMethod = "wrong-method"
        case conflict
        case tooLarge = "too-large"
        case wrongMedia = "wrong-media"
        case wrongHost = "wrong-host"
        case unprocessable
        case busy
        case unavailable
        case failed

        /// The status code, and its title.
        package var status: (code: Int, title: String) {
            switch self {
            case .badRequest: (400, "The question cannot be understood")
            case .needsToken: (401, "A steward's token is needed")
            case .forbidden: (403, "This may not be done")
            case .notFound: (404, "There is no such thing")
            case .wrongMethod: (405, "This is done in another way")
            case .conflict: (409, "This cannot be done as things are")
            case .tooLarge: (413, "This is too much")
            case .wrongMedia: (415, "The body must be application/json")
            case .wrongHost: (421, "This is not the host that was meant")
            case .unprocessable: (422, "What was sent is not right")
            case .busy: (429, "Too much is asked at once")
            case .unavailable: (503, "This is not there at the moment")
            case .failed: (500, "The daemon failed")
            }
        }
    }

    /// A problem of a text that was sent.
    package struct Line: Hashable, Sendable {
        package let line: Int
        package let column: Int
        package let message: String
        package let mend: String

        /// Makes a line; `line` and `column` from 1, or 0 when they are not known.
        package init(line: Int, column: Int, message: String, mend: String) {
            (self.line, self.column, self.message, self.mend) = (line, column, message, mend)
        }
    }

    package let kind: Kind
    package let detail: String
    package let mend: String
    /// Of a policy's text: every problem.
    package var lines: [Line] = []
    /// For the log alone; never sent.
    package var cause: String?

    /// Makes a problem.
    package init(_ kind: Kind, _ detail: String, mend: String, cause: String? = nil) {
        (self.kind, self.detail, self.mend, self.cause) = (kind, detail, mend, cause)
    }

    /// One object.
    package var json: String {
        var json = JSONText()
        json.object { object in
            object.member("type", "urn:wayside:problem:" + kind.rawValue)
            object.member("title", kind.status.title)
            object.member("status", Int64(kind.status.code))
            object.member("detail", detail)
            object.member("mend", mend)
            guard !lines.isEmpty else { return }
            object.key("problems")
            object.array { list in lines.forEach { $0.write(into: &list) } }
        }
        return json.text
    }
}

extension Problem.Line {
    fileprivate func write(into list: inout JSONText) {
        list.object { object in
            if line > 0 {
                object.member("line", Int64(line))
                object.member("column", Int64(column))
            }
            object.member("message", message)
            object.member("mend", mend)
        }
    }
}

extension Problem {
    package static func badRequest(_ detail: String, mend: String) -> Problem {
        Problem(.badRequest, detail, mend: mend)
    }
    package static func forbidden(_ detail: String, mend: String) -> Problem { Problem(.forbidden, detail, mend: mend) }
    package static func notFound(_ detail: String, mend: String) -> Problem { Problem(.notFound, detail, mend: mend) }
    package static let needsToken = Problem(
        .needsToken, "whoever asks is not known", mend: "send `Authorization: Bearer` and a steward's token")

    /// Whatever was thrown; what is not ours is told to the log alone.
    package init(any error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as LedgerError: self.init(error)
        case let error as AppealError: self.init(error)
        case let refusal as Refusal: self.init(refusal)
        default: self.init(.failed, "the daemon failed", mend: "its log says why", cause: "\(error)")
        }
    }

    /// What the ledger refused or could not do.
    package init(_ error: LedgerError) {
        if case .refused(let refusal) = error {
            self.init(refusal)
        } else {
            self.init(
                .failed, "the ledger could not be asked", mend: "the daemon's log says why",
                cause: error.description)
        }
    }

    /// What a steward may not do.
    package init(_ refusal: Refusal) {
        let kind: Kind =
            switch refusal {
            case .unknownToken: .needsToken
            case .noEntry, .noObservation, .unknownAccount: .notFound
            case .judgedAlready, .beforeLastAct, .inGoodStanding, .takenName: .conflict
            case .seenLater, .badName, .badRoles: .unprocessable
            default: .forbidden
            }
        self.init(kind, sentence: refusal.description)
    }

    /// What about an appeal was not done.
    package init(_ error: AppealError) {
        switch error {
        case .ledger(let error): self.init(error)
        case .refused(.notPermitted(let refusal)): self.init(refusal)
        case .refused(let refusal):
            let kind: Kind =
                switch refusal {
                case .unknownAppeal, .unknownEvent: .notFound
                case .nothingThere, .emptySpan: .unprocessable
                case .ownEntry, .ownDecision: .forbidden
                case .unreadablePolicy: .failed
                default: .conflict
                }
            self.init(kind, sentence: refusal.description)
        }
    }

    /// A line of ours: what, a semicolon, what to do.
    private init(_ kind: Kind, sentence: String) {
        let parts = sentence.split(separator: "; ", maxSplits: 1).map(String.init)
        self.init(kind, parts.first ?? sentence, mend: parts.count > 1 ? parts[1] : "")
    }
}
