internal import Base
internal import Ledger
internal import Score

/// Events and why they weigh what they weigh.
enum EventRoutes {
    /// In which order events are listed.
    enum Order: String, CaseIterable { case newest, oldest }

    static let list: Route.Handler = { question, office in
        var filter = try filter(question, office)
        let limit = filter.limit
        filter.limit = limit + 1
        let found = try office.reader.events(filter), page = found.prefix(limit)
        let reversed = try office.reader.reversed(among: page.map(\.entry.sequence))
        let forms = page.compactMap { EventForm($0, isReversed: reversed.contains($0.entry.sequence)) }
        return Answer { object in
            object.member("items", forms) { $0.write(into: &$1) }
            object.next(found.count > limit ? page.last?.entry.sequence : nil)
        }
    }

    static let one: Route.Handler = { question, office in
        guard let stored = try office.reader.event(question.parameter("event")),
            let form = EventForm(
                stored, isReversed: try !office.reader.reversed(among: [stored.entry.sequence]).isEmpty)
        else { throw noEvent }
        let hasPicture = office.household.pictures.has(form.event.evidence, at: form.entry.time)
        return Answer { object in
            form.write(into: &object)
            object.member("picture", hasPicture)
        }
    }

    static let explanation: Route.Handler = { question, office in
        let id = question.parameter("event")
        guard let found = try office.reader.explain(eventEntry: id, at: office.household.now) else { throw noEvent }
        return Answer(json: found.json { $0.member("words", found.lines) })
    }

    static let noEvent = Problem.notFound("there is no such event", mend: "GET /api/v1/events lists them")

    private static func filter(_ question: Question, _ office: Office) throws -> EventFilter {
        var filter = EventFilter()
        if let name = question.query["place"] { filter.subject = try office.subject(named: name) }
        if let camera = question.query["camera"] { filter.source = office.household.site.id + "/" + camera }
        filter.behaviour = try question.word(Behaviour.self, "behaviour")
        filter.level = try question.word(Level.self, "level") ?? .info
        (filter.from, filter.until) = (try question.time("from"), try question.time("to"))
        filter.isNewestFirst = try question.word(Order.self, "order") != .oldest
        filter.limit = try question.limit()
        let cursor = try question.cursor()
        if filter.isNewestFirst { filter.before = cursor } else { filter.after = cursor }
        return filter
    }
}
