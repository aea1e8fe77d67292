internal import Base
internal import Ledger
internal import Score

/// Appeals as everybody may see them.
enum AppealRoutes {
    static let list: Route.Handler = { question, office in
        let limit = try question.limit(), start = Int(try question.cursor() ?? 0)
        let all = try office.reader.appeals().listed(at: office.household.now)
        let page = all.dropFirst(start).prefix(limit)
        let stewards = try office.reader.stewardBook()
        let forms = try page.map { try AppealForm($0, question.asker, stewards, office) }
        return Answer { object in
            object.member("items", forms) { $0.write(into: &$1) }
            object.next(start + limit < all.count ? Int64(start + limit) : nil)
        }
    }

    static let one: Route.Handler = { question, office in
        Answer(try form(of: try question.number("number"), question, office).write)
    }

    /// The appeal with a number, as whoever asks may see it.
    static func form(of number: Int64, _ question: Question, _ office: Office) throws -> AppealForm {
        guard let appeal = try office.reader.appeals().appeal(number) else {
            throw Problem.notFound("there is no such appeal", mend: "GET /api/v1/appeals lists them")
        }
        return try AppealForm(appeal, question.asker, try office.reader.stewardBook(), office)
    }
}

/// An appeal with all that became of it, and whether whoever asks may decide it.
struct AppealForm {
    private let appeal: Appeal
    private let state: AppealState
    private let events: [String]
    private let replies: [String?]
    private let reason: String?
    /// Why whoever asks may not decide it; nil when they may.
    private let whyNot: String?

    init(_ appeal: Appeal, _ asker: Asker, _ stewards: StewardBook, _ office: Office) throws {
        let reader = office.reader, now = office.household.now
        let account = try AppealAccount(appeal, at: now) { note throws(LedgerError) in
            try reader.privateContent(note)?.text
        }
        let matter = try reader.matter(of: appeal)
        (self.appeal, state) = (appeal, account.state)
        (events, replies, reason) = (matter.events.map(\.id), account.replies, account.reason)
        whyNot = try AppealForm.refusal(appeal, matter, asker, stewards, office, at: now)
    }

    private static func refusal(
        _ appeal: Appeal, _ matter: AppealMatter, _ asker: Asker, _ stewards: StewardBook, _ office: Office,
        at now: Timestamp
    ) throws -> String? {
        guard let name = asker.name else { return "only stewards decide" }
        let book = try office.reader.appeals()
        let others = try book.appeals.filter { $0.subject == appeal.subject && $0.number != appeal.number }
            .map { AppealBook.Earlier($0, try office.reader.matter(of: $0)) }
        do throws(AppealRefusal) {
            _ = try book.permitDecision(
                of: appeal.number, by: name, at: now, stewards: stewards, matter: matter, earlier: others)
        } catch { return error.description }
        return nil
    }

    /// Members of an object.
    func write(into object: inout JSONText) {
        object.member("number", appeal.number)
        object.member("state", state.rawValue)
        object.member("filed", appeal.filed)
        object.member("due", appeal.content.due)
        object.member("source", appeal.subject.source)
        object.member("place", appeal.subject.id)
        object.member("path", appeal.subject.path)
        object.key("about")
        object.object { about in
            switch appeal.content.about {
            case .event(let id): about.member("event", id)
            case .span(let from, let until):
                about.member("from", from)
                about.member("until", until)
            }
        }
        object.member("events", events)
        object.member("entry", appeal.sequence)
        object.member("replies", Array(zip(appeal.replies, replies))) { reply, object in
            object.member("time", reply.0.time)
            object.member("text", reply.1)
            object.member("entry", reply.0.sequence)
        }
        object.key("decide")
        object.object { decide in
            decide.member("may", whyNot == nil)
            if let whyNot { decide.member("why", whyNot) }
        }
        if let escalated = appeal.escalated { object.member("escalated", escalated) }
        if let decision = appeal.decision {
            object.key("decision")
            object.object { write(decision, into: &$0) }
        }
    }

    private func write(_ decision: Appeal.Decision, into object: inout JSONText) {
        object.member("verdict", decision.outcome.rawValue)
        object.member("by", decision.author)
        object.member("time", decision.time)
        object.member("reason", reason)
        object.member("entry", decision.sequence)
    }
}
