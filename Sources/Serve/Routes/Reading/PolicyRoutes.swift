internal import Base
internal import Ledger
internal import Score

/// The policies that applied, and what another one would have made of the ledger.
enum PolicyRoutes {
    static let list: Route.Handler = { _, office in
        let activations = try office.reader.activations()
        let current = activations.inForce(at: try office.reader.latestTime() ?? office.household.now)
        let items = try activations.reversed().map { activation in
            (activation, try office.policy(activation.policy)?.policy)
        }
        return Answer { object in
            object.member("items", items) { item, object in
                let (activation, policy) = item
                object.member("id", activation.content.id)
                object.member("version", Int64(activation.content.version))
                object.member("hash", activation.policy)
                object.member("title", policy?.title ?? activation.content.id)
                object.member("reason", activation.content.reason)
                object.member("from", activation.start)
                object.member("entry", activation.sequence)
                object.member("in_force", activation.sequence == current?.sequence)
                if let author = activation.content.author { object.member("author", author) }
            }
            object.next(nil)
        }.tagged()
    }

    static let one: Route.Handler = { question, office in
        guard let (policy, text) = try office.policy(question.parameter("hash")) else {
            throw Problem.notFound("there is no such policy", mend: "GET /api/v1/policies lists them")
        }
        let current = try office.reader.policy(at: try office.reader.latestTime() ?? office.household.now)
        return Answer { object in
            PolicyName(policy).write(into: &object)
            object.member("title", policy.title)
            object.member("reason", policy.reason)
            object.member("in_force", policy.hash == current)
            object.member("text", text)
            object.key("rules")
            object.json(policy.rulesJSON)
        }.tagged()
    }

    static let compare: Route.Handler = { question, office in
        let body = try BodyReader(question.body, members: ["policy", "from", "until"])
        let candidate = try office.household.policy(try body.required("policy", most: 262_144))
        let until = try body.time("until") ?? office.reader.latestTime() ?? office.household.now
        let from = try body.time("from")
        if let from, from > until {
            throw Problem(.unprocessable, "`from` is after `until`", mend: "give an earlier one")
        }
        let before = try office.policy(at: until)
        let diff = try office.comparing {
            // A connection of its own: reading everything takes long, and others want to ask meanwhile.
            let reader = try LedgerReader(path: office.household.ledgerPath)
            var replay = PolicyReplay(candidate: candidate, from: from, until: until)
            try reader.replay(into: &replay)
            return replay.result(before: before)
        }
        return Answer(json: diff.json(before: before, candidate: candidate, curves: true))
    }
}
