internal import Base
internal import Ledger
internal import Score

/// Where places stand.
enum PlaceRoutes {
    /// What a path of three names is about.
    static let place: Route.Resolver = { question, office in
        let source = question.parameter("site") + "/" + question.parameter("camera")
        // Entries about how Wayside is run have a source of one name; a path of three names cannot mean them.
        let subject = Subject(source: source, id: question.parameter("place"))
        return .subject(subject)
    }

    static let list: Route.Handler = { question, office in
        let time = try office.time(question), policy = try office.policy(at: time)
        let standings = try office.reader.standings(at: time, policy: policy).filter(\.isWorthShowing)
        let forms = try standings.map { try form($0, policy, office) }
        let rollUps = RollUp.all(of: standings.filter(\.subject.isPlace), under: policy)
        return Answer { object in
            object.member("time", time)
            object.key("policy")
            object.object(PolicyName(policy).write)
            object.member("items", forms) { $0.write(into: &$1) }
            object.member("roll_ups", rollUps) { $0.write(into: &$1) }
            object.next(nil)
        }.tagged()
    }

    static let one: Route.Handler = { question, office in
        let subject = try office.subject(question), time = try office.time(question)
        let policy = try office.policy(at: time)
        let standing = try office.reader.explain(subject, at: time, policy: policy).standing
        return Answer(try form(standing, policy, office).write).tagged()
    }

    static let explanation: Route.Handler = { question, office in
        let subject = try office.subject(question), time = try office.time(question)
        let within_ms = try question.integer("within_ms", in: 100...3_600_000) ?? 10_000
        var place = try office.reader.explain(subject, at: time, policy: try office.policy(at: time))
        place.appeals = try office.reader.appealAccounts(about: subject, at: office.household.now)
        let isAsked = question.query["at"] != nil && subject.isPlace
        return Answer(
            json: place.json(
                whyNot: isAsked ? try office.reader.whyNot(subject, at: time, within_ms: within_ms) : nil))
    }

    private static func form(_ standing: Standing, _ policy: Policy, _ office: Office) throws -> PlaceForm {
        let start = Timestamp(microseconds: standing.time.microseconds - policy.exposure.window_ms * 1000)
        let counts = try office.reader.counts(of: standing.subject, after: start, until: standing.time)
        return PlaceForm(
            standing: standing, policy: policy, observed_ms: standing.exposure.observed_ms, counts: counts)
    }
}
