internal import Base
internal import Ledger
internal import Score

/// What is done about appeals. Each goes through the ledger's one writer by the functions that the command line uses.
enum AppealActs {
    /// What a number is about.
    static let appeal: Route.Resolver = { question, office in
        let number = try question.number("number"), now = office.household.now
        return .appeal(isLate: try office.reader.appeals().appeal(number)?.isLate(at: now) ?? false)
    }

    static let file: Route.Handler = { question, office in
        let body = try BodyReader(question.body, members: ["event", "place", "from", "until", "reason", "reply"])
        let object = try object(body, office)
        let filing = AppealFiling(
            object, reason: try note(body.required("reason"), "reason"),
            reply: try body.text("reply").map { try note($0, "reply") })
        let policies = try byHash(office)
        let appeal = try office.household.act { ledger in
            try ledger.file(filing, at: question.now, policies: policies)
        }
        return Answer(try AppealRoutes.form(of: appeal.number, question, office).write)
            .created(at: "\(Routes.base)/appeals/\(appeal.number)")
    }

    static let reply: Route.Handler = { question, office in
        let number = try question.number("number")
        let text = try note(try BodyReader(question.body, members: ["text"]).required("text"), "text")
        _ = try office.household.act { ledger in try ledger.reply(text, to: number, at: question.now) }
        return Answer(try AppealRoutes.form(of: number, question, office).write)
            .created(at: "\(Routes.base)/appeals/\(number)")
    }

    static let decide: Route.Handler = { question, office in
        let number = try question.number("number")
        let body = try BodyReader(question.body, members: ["verdict", "reason"])
        let verdict = try body.word(DecisionEntry.Outcome.self, "verdict")
        let reason = try note(try body.required("reason"), "reason"), policies = try byHash(office)
        guard let name = question.asker.name else { throw Problem.needsToken }
        let receipt = try office.household.act { ledger in
            try ledger.decide(number, verdict, because: reason, by: name, at: question.now, policies: policies)
        }
        let time = try office.reader.latestTime() ?? question.now
        let standing = try office.reader.explain(
            receipt.appeal.subject, at: time, policy: try office.policy(at: time)
        ).standing
        let form = try AppealRoutes.form(of: number, question, office)
        return Answer { object in
            object.key("appeal")
            object.object(form.write)
            object.key("entries")
            object.array { list in receipt.entries.forEach { list.json($0.canonical) } }
            object.key("standing")
            object.object(standing.write)
        }
    }

    static let escalate: Route.Handler = { question, office in
        let number = try question.number("number")
        guard let appeal = try office.reader.appeals().appeal(number) else {
            throw Problem.notFound("there is no such appeal", mend: "GET /api/v1/appeals lists them")
        }
        guard appeal.state(at: question.now) == .overdue else {
            throw Problem(
                .conflict, "the appeal is not overdue", mend: "it is to be decided by \(appeal.content.due.rfc3339)")
        }
        _ = try office.household.act { ledger in try ledger.escalateAppeals(at: question.now) }
        return Answer(try AppealRoutes.form(of: number, question, office).write)
    }

    /// What is objected to.
    private static func object(_ body: BodyReader, _ office: Office) throws -> AppealFiling.Object {
        let from = try body.time("from"), until = try body.time("until")
        switch (try body.text("event", most: 64), try body.text("place", most: 200)) {
        case (let event?, nil) where from == nil && until == nil: return .event(event)
        case (nil, let place?):
            guard let from, let until else { throw body.missing(from == nil ? "from" : "until") }
            return .span(try office.subject(named: place), from: from, until: until)
        default:
            throw Problem(
                .unprocessable, "it must be said what is objected to",
                mend: "give `event` alone, or `place` with `from` and `until`")
        }
    }

    private static func byHash(_ office: Office) throws -> [String: Policy] {
        Dictionary(try office.allPolicies().map { ($0.hash, $0) }) { $1 }
    }

    /// A text that may be kept.
    static func note(_ text: String, _ member: String) throws(Problem) -> PrivateItem {
        do throws(ContentRefusal) { return try PrivateItem(note: text) } catch {
            throw Problem(.unprocessable, "`\(member)`: \(error.description)", mend: "say it in plain words")
        }
    }
}
