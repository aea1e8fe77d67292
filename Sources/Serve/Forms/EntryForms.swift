internal import Base
internal import Ledger
internal import Score

/// An event as the API tells it: what was published of it, and how it was scored.
struct EventForm {
    let entry: LedgerEntry
    let event: EventEntry
    /// As it was published; nil when it was erased.
    let json: String?
    let isReversed: Bool

    /// nil for an entry of another kind.
    init?(_ stored: StoredEvent, isReversed: Bool) {
        guard case .event(let event) = stored.entry.content else { return nil }
        (entry, self.event, json, self.isReversed) = (stored.entry, event, stored.json, isReversed)
    }

    /// Members of an object.
    func write(into object: inout JSONText) {
        object.member("id", event.evidence)
        object.member("sequence", entry.sequence)
        object.member("source", entry.subject.source)
        object.member("place", entry.subject.id)
        object.member("path", entry.subject.path)
        object.member("time", entry.time)
        object.member("behaviour", event.behaviour.rawValue)
        object.member("phase", event.phase.rawValue)
        object.member("level", event.severity.level.rawValue)
        object.member("number", Int64(event.severity.number))
        object.member("vector", event.severity.vector)
        object.member("outcome", event.outcome.rawValue)
        object.member("points_mp", event.points_mp)
        object.member("weight_mp", event.weight_mp)
        object.member("half_life_ms", event.halfLife_ms)
        object.member("consequence", event.consequence.rawValue)
        object.member("policy", entry.policy)
        object.member("reversed", isReversed)
        if let term = event.term { object.member("term", term) }
        if let began = event.began { object.member("began", began) }
        object.key("observed")
        if let json { object.json(json) } else { object.null() }
    }

    /// One object.
    var text: String {
        var json = JSONText()
        json.object(write)
        return json.text
    }
}

extension LedgerEntry {
    /// The entry byte for byte as it is hashed; for whoever may not see its kind, only that there is one.
    /// - Parameter isShown: whether whoever asks may see who is a steward.
    func text(isShown: Bool) -> String {
        guard kind.isAboutAccounts, !isShown else { return canonical }
        var json = JSONText()
        json.object { object in
            object.member("sequence", sequence)
            object.member("kind", kind.rawValue)
            object.member("withheld", true)
        }
        return json.text
    }
}
