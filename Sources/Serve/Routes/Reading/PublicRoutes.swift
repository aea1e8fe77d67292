internal import Base
internal import Ledger
internal import Score

/// What everybody may know: what is observed, kept, looked at and erased, and how places do.
enum PublicRoutes {
    static let transparency: Route.Handler = { _, office in
        let house = office.household, site = house.site, cameras = house.cameras
        let account = try account(office), (time, policy, facts) = (account.time, account.policy, account.facts)
        return Answer { object in
            object.member("time", time)
            object.key("site")
            object.object { part in
                part.member("id", site.id)
                part.member("name", site.name)
                if let organisation = site.organisation { part.member("organisation", organisation) }
            }
            object.member("purpose", site.purpose)
            object.member("cameras", cameras) { $0.writePublic(into: &$1) }
            object.member("keep_events_ms", site.keepEvents_ms)
            object.member("keeps_pictures", site.keepsPictures)
            object.key("policy")
            object.object(PolicyName(policy).write)
            object.member("observed_ms", facts.observed_ms)
            object.member("blind_ms", facts.blind_ms)
            object.key("events")
            object.object { events in
                events.member("kept", Int64(facts.eventsKept))
                events.member("erased", Int64(facts.eventsErased))
            }
            object.member("notes_kept", Int64(facts.notesKept))
            object.member("pictures_kept", Int64(facts.picturesKept + house.pictures.all.count))
            facts.writeErrors(into: &object, at: house.now, policy)
            facts.writeAccesses(into: &object)
            if let contact = site.contact { object.member("contact", contact) }
        }
    }

    static let board: Route.Handler = { _, office in
        let site = office.household.site, account = try account(office)
        let (time, policy, facts) = (account.time, account.policy, account.facts)
        let standings = account.standings.filter(\.subject.isPlace)
        return Answer { object in
            object.member("time", time)
            object.member("title", site.name)
            object.member("places", standings) { $0.writePublic(into: &$1) }
            object.member("roll_ups", RollUp.all(of: standings, under: policy)) { $0.write(into: &$1) }
            facts.writeErrors(into: &object, at: office.household.now, policy)
            object.key("policy")
            object.object(PolicyName(policy).write)
            if let contact = site.contact { object.member("contact", contact) }
        }
    }

    private static func account(_ office: Office) throws -> PublicAccount {
        try office.publicAccount.value {
            let reader = office.reader, time = try reader.latestTime() ?? office.household.now
            let policy = try office.policy(at: time)
            return PublicAccount(
                time: time, policy: policy,
                facts: try reader.publicFacts(at: time, actsUntil: Timestamp(microseconds: .max)),
                standings: try reader.standings(at: time, policy: policy))
        }
    }
}

/// What everybody may know at a time.
struct PublicAccount: Sendable {
    let time: Timestamp
    let policy: Policy
    let facts: PublicFacts
    let standings: [Standing]
}

extension CameraFacts {
    fileprivate func writePublic(into object: inout JSONText) {
        object.member("id", settings.id)
        object.member("purpose", purpose)
        object.member("uses", uses.map(\.rawValue))
        object.member("places", settings.places.map(\.id))
        let behaviours = Set(settings.rules.map(\.behaviour))
        object.member("behaviours", Behaviour.allCases.filter(behaviours.contains).map(\.rawValue))
        object.member("masked_permille", masked_permille)
    }
}

extension Standing {
    fileprivate func writePublic(into object: inout JSONText) {
        object.member("path", subject.path)
        object.member("rated", isRated)
        object.member("shown_mp", isRated ? shown_mp : nil as Int64?)
        object.key("exposure")
        object.object(exposure.write)
        object.member("commended", consequence == .commend)
        object.member("attention", consequence == .attention)
    }
}

extension PublicFacts {
    /// How often it was wrong, and what became of appeals.
    fileprivate func writeErrors(into object: inout JSONText, at now: Timestamp, _ policy: Policy) {
        object.member("behaviours", behaviours) { line, object in
            object.member("behaviour", line.behaviour.rawValue)
            object.member("events", Int64(line.events))
            object.member("reversed", Int64(line.reversed))
        }
        let states = appeals.appeals.map { $0.state(at: now) }
        object.key("appeals")
        object.object { count in
            count.member("total", Int64(states.count))
            count.member("waiting", Int64(states.count { [.open, .overdue, .escalated].contains($0) }))
            count.member("late", Int64(states.count { [.overdue, .escalated].contains($0) }))
            count.member("upheld", Int64(states.count { $0 == .upheld }))
            count.member("dismissed", Int64(states.count { $0 == .dismissed }))
        }
        object.member("decide_within_ms", policy.appeals.decideWithin_ms)
    }

    /// How often data was looked at and taken out, for what, and what was done last. Who did is not told here.
    fileprivate func writeAccesses(into object: inout JSONText) {
        var counts: [AccessKind: Int] = [:]
        for case .access(let access) in acts.map(\.content) { counts[AccessKind(access), default: 0] += 1 }
        object.member("accesses", counts.sorted { $0.key.words < $1.key.words }) { line, object in
            object.member("act", line.key.act.rawValue)
            object.member("use", line.key.use.rawValue)
            object.member("outcome", line.key.outcome.rawValue)
            object.member("count", Int64(line.value))
        }
        object.member("erasures", Int64(count(.erasure)))
        let latest = acts.reversed().lazy.compactMap { entry in entry.publicWords.map { (entry, $0) } }.prefix(50)
        object.member("latest", Array(latest)) { item, object in
            object.member("sequence", item.0.sequence)
            object.member("kind", item.0.kind.rawValue)
            object.member("time", item.0.time)
            object.member("words", item.1)
        }
    }
}

/// Accesses that are counted together.
private struct AccessKind: Hashable {
    let act: AccessEntry.Act
    let use: DataUse
    let outcome: AccessEntry.Outcome

    init(_ access: AccessEntry) { (act, use, outcome) = (access.act, access.use, access.outcome) }

    var words: String { "\(act.rawValue) \(use.rawValue) \(outcome.rawValue)" }
}

extension LedgerEntry {
    /// What is told to everybody of an act; nil for acts that are told elsewhere or to nobody.
    fileprivate var publicWords: String? {
        switch content {
        case .access(let access):
            "\(access.act.rawValue) of \(access.object) for \(access.use.rawValue): \(access.outcome.rawValue)"
        case .erasure(let erasure): "\(erasure.notes.count) notes and pictures erased, \(erasure.cause.rawValue)"
        case .policyActivation(let activation): "policy \(activation.id) \(activation.version) from then on"
        case .purpose(let purpose): "\(subject.source): \(purpose.text)"
        default: nil
        }
    }
}
