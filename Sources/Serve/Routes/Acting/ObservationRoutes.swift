internal import Base
internal import Ledger
internal import Score

/// What stewards have seen, and what a second one says about it.
enum ObservationRoutes {
    static let list: Route.Handler = { question, office in
        let limit = try question.limit(), start = Int(try question.cursor() ?? 0)
        let book = try office.reader.stewardBook()
        let all =
            book.observations.filter { $0.verdict == nil } + book.observations.filter { $0.verdict != nil }.reversed()
        let forms = all.dropFirst(start).prefix(limit).map { ObservationForm($0, question.asker, book) }
        return Answer { object in
            object.member("items", forms) { $0.write(into: &$1) }
            object.next(start + limit < all.count ? Int64(start + limit) : nil)
        }
    }

    static let enter: Route.Handler = { question, office in
        let body = try BodyReader(
            question.body, members: ["place", "behaviour", "seen", "confidence_permille", "reason"])
        let place = try office.subject(named: try body.required("place", most: 200))
        let behaviour = try body.word(Behaviour.self, "behaviour")
        guard let seen = try body.time("seen") else { throw body.missing("seen") }
        let sure = try body.integer("confidence_permille", in: 0...1000) ?? 1000
        let reason = try AppealActs.note(try body.required("reason"), "reason")
        guard let name = question.asker.name else { throw Problem.needsToken }
        let sequence = try office.household.act { ledger in
            try ledger.observe(
                behaviour, at: place, seen: seen, confidence_permille: sure, reason: reason, by: name,
                at: question.now)
        }
        return Answer(try form(sequence, question, office).write)
            .created(at: "\(Routes.base)/entries/\(sequence)")
    }

    static let confirm: Route.Handler = { question, office in
        let number = try question.number("sequence")
        let body = try BodyReader(question.body, members: ["verdict", "reason"])
        let verdict = try body.word(ConfirmationEntry.Outcome.self, "verdict")
        let reason = try AppealActs.note(try body.required("reason"), "reason")
        guard let name = question.asker.name else { throw Problem.needsToken }
        let policies = try office.allPolicies()
        let receipt = try office.household.act { ledger in
            try ledger.confirm(number, verdict, reason: reason, under: policies, by: name, at: question.now)
        }
        let form = try form(number, question, office)
        return Answer { object in
            object.key("observation")
            object.object(form.write)
            object.key("entries")
            object.array { list in receipt.entries.forEach { list.json($0.canonical) } }
        }
    }

    private static func form(_ sequence: Int64, _ question: Question, _ office: Office) throws -> ObservationForm {
        let book = try office.reader.stewardBook()
        guard let observation = book.observation(sequence) else { throw Problem(Refusal.noObservation(sequence)) }
        return ObservationForm(observation, question.asker, book)
    }
}

/// An observation, and whether whoever asks may judge it.
struct ObservationForm {
    private let observation: HandObservation
    private let whyNot: String?

    init(_ observation: HandObservation, _ asker: Asker, _ book: StewardBook) {
        self.observation = observation
        guard let name = asker.name else {
            whyNot = "only stewards confirm"
            return
        }
        var why: String?
        do throws(Refusal) { _ = try book.permitConfirmation(of: observation.sequence, by: name) } catch {
            why = error.description
        }
        whyNot = why
    }

    /// Members of an object.
    func write(into object: inout JSONText) {
        let content = observation.content
        object.member("sequence", observation.sequence)
        object.member("source", observation.place.source)
        object.member("place", observation.place.id)
        object.member("path", observation.place.path)
        object.member("behaviour", content.behaviour.rawValue)
        object.member("seen", content.observed)
        object.member("entered", observation.entered)
        object.member("confidence_permille", content.confidence_permille)
        object.member("author", content.author)
        object.member("pictures", Int64(content.attachments.count))
        object.key("confirm")
        object.object { confirm in
            confirm.member("may", whyNot == nil)
            if let whyNot { confirm.member("why", whyNot) }
        }
        guard let verdict = observation.verdict else { return }
        object.key("verdict")
        object.object { said in
            said.member("outcome", verdict.outcome.rawValue)
            said.member("by", verdict.author)
        }
        if verdict.outcome == .confirmed { object.member("event", observation.event.id) }
    }
}
