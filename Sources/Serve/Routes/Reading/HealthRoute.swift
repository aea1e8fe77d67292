internal import Base
internal import Ledger
internal import Score

/// How the program is, who asks, and its metrics.
enum HealthRoute {
    static let answer: Route.Handler = { _, office in
        let house = office.household, health = house.health
        let entries = try office.reader.entryCount(), latest = try office.reader.latestTime()
        return Answer { object in
            object.member("status", status(health))
            object.member("version", house.version)
            object.member("time", house.now)
            object.key("site")
            object.object { site in
                site.member("id", house.site.id)
                site.member("name", house.site.name)
            }
            object.member("started", health.started)
            object.member("uptime_s", health.uptime_s, decimals: 1)
            counts(health, into: &object)
            object.key("ledger")
            object.object { ledger in
                ledger.member("entries", entries)
                ledger.member("commits", Int64(health.commits))
                ledger.member("events", Int64(health.events))
                if let latest { ledger.member("latest", latest) }
                if let delay_ms = health.commit99_ms { ledger.member("p99_ms", delay_ms, decimals: 3) }
            }
            object.key("policy")
            object.object(health.policy.write)
            object.member("problems", health.problems)
            object.member("streams", Int64(office.counts.streams))
        }
    }

    private static func status(_ health: HealthFacts) -> String {
        if health.state == "stopping" { return "stopping" }
        return health.problems.isEmpty && health.working == health.configured ? "ok" : "degraded"
    }

    private static func counts(_ health: HealthFacts, into object: inout JSONText) {
        object.key("cameras")
        object.object { cameras in
            cameras.member("configured", Int64(health.configured))
            cameras.member("working", Int64(health.working))
        }
        object.key("queue")
        object.object { queue in
            queue.member("capacity", Int64(health.queue.capacity))
            queue.member("depth", Int64(health.queue.depth))
            queue.member("highest", Int64(health.queue.highest))
            queue.member("waits", Int64(health.queue.waits))
        }
    }

    /// Who asks, and what they may, so that a page can show what there is to do and nothing else.
    static let me: Route.Handler = { question, office in
        let may = Action.allCases.filter { office.rules.allows(question.asker, $0) }.map(\.rawValue)
        return Answer { object in
            switch question.asker {
            case .anonymous: object.member("subject", "anonymous")
            case .steward(let account):
                object.member("subject", "steward")
                object.member("name", account.name)
                object.member("roles", account.roles.map(\.rawValue))
                object.member("authority", account.state.rawValue)
            }
            object.member("may", may)
        }
    }

    static let metrics: Route.Handler = { question, office in
        let isOpen = MetricsForm.wantsOpenMetrics(question.headers["accept"] ?? "")
        let form: MetricsForm = isOpen ? .openMetrics : .prometheus
        return Answer(form.media, Array(form.text(office.metrics).utf8))
    }
}
