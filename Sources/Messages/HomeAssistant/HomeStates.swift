import Base
public import Score

/// What Home Assistant shows of a site, kept up by the ledger's entries: a pure fold.
public struct HomeStates: Sendable {
    /// While one of these goes on, somebody is there.
    static let stays: Set<Behaviour> = [.zoneEntered, .loitering, .overcrowding, .occupancy]
    /// While one of these goes on, something is wrong there.
    static let problems: Set<Behaviour> = [.exitBlocked, .objectLeft, .objectRemoved, .fall]

    /// Beginnings whose ends have not come, with what began, by subject.
    private var open: [Subject: [String: Behaviour]] = [:]
    private var counts: [Subject: Int64] = [:]
    private let topics: HomeTopics
    private let cameras: [String: HomeSite.Camera]
    private let site: String

    /// Nothing goes on.
    public init(_ site: HomeSite, topics: HomeTopics) {
        (self.topics, self.site) = (topics, site.id)
        cameras = Dictionary(site.cameras.map { ($0.camera.id, $0) }) { first, _ in first }
    }

    /// Forgets what goes on: a program that was ended in the middle of a stay never enters its end.
    /// - Returns: the states, as they are before anything is seen.
    public mutating func beginAnew() -> [Publication] {
        (open, counts) = ([:], [:])
        return cameras.values.sorted { $0.camera.id < $1.camera.id }.flatMap { camera in
            let source = "\(site)/\(camera.camera.id)"
            return ([camera.camera] + camera.places).flatMap { thing in
                states(of: Subject(source: source, id: thing.id), thing.behaviours)
            }
        }
    }

    /// Takes the next entry.
    /// - Parameter isLate: whether it had waited for the broker; Home Assistant is told, so that nobody is woken by the past.
    public mutating func take(_ item: OutgoingItem, isLate: Bool) -> [Publication] {
        guard case .event(let scored) = item.entry.content, let thing = thing(item.entry.subject) else { return [] }
        let subject = item.entry.subject
        if scored.phase == .began { open[subject, default: [:]][scored.evidence] = scored.behaviour }
        if scored.phase == .ended, let began = scored.began { open[subject]?[began] = nil }
        if scored.behaviour == .occupancy,
            let count = item.event?.measures.first(where: { $0.name == "occupancy" })?.value
        {
            counts[subject] = Int64(count.rounded())
        }
        let event = Publication(
            topic: topic("event", subject), payload: payload(scored, item.entry, isLate), isRetained: false)
        return [event] + states(of: subject, thing.behaviours, touchedBy: [scored.behaviour])
    }

    private func thing(_ subject: Subject) -> HomeSite.Thing? {
        let parts = subject.source.split(separator: "/")
        guard parts.count == 2, parts[0] == site, let camera = cameras[String(parts[1])] else { return nil }
        return camera.camera.id == subject.id ? camera.camera : camera.places.first { $0.id == subject.id }
    }

    private func topic(_ name: String, _ subject: Subject) -> String {
        let camera = subject.source.split(separator: "/").last.map(String.init) ?? subject.source
        return topics.topic(name, camera, subject.id == camera ? nil : subject.id)
    }

    private func payload(_ event: EventEntry, _ entry: LedgerEntry, _ isLate: Bool) -> String {
        var json = JSONText()
        json.object { message in
            message.member("event_type", event.behaviour.rawValue)
            message.member("phase", event.phase.rawValue)
            message.member("level", event.severity.level.rawValue)
            message.member("number", Int64(event.severity.number))
            message.member("consequence", event.consequence.rawValue)
            message.member("time", entry.time)
            message.member("id", event.evidence)
            message.key("late")
            message.bool(isLate)
        }
        return json.text
    }

    /// The states of a thing with these behaviours; only those that `touched` can have changed.
    private func states(
        of subject: Subject, _ behaviours: [Behaviour], touchedBy touched: Set<Behaviour>? = nil
    ) -> [Publication] {
        let now = Set((open[subject] ?? [:]).values), has = Set(behaviours)
        func concerns(_ kinds: Set<Behaviour>) -> Bool {
            !kinds.isDisjoint(with: has) && (touched.map { !$0.isDisjoint(with: kinds) } ?? true)
        }
        func onOff(_ name: String, _ isOn: Bool) -> Publication {
            Publication(topic: topic(name, subject), payload: isOn ? "ON" : "OFF", isRetained: true)
        }
        var list: [Publication] = []
        if concerns(HomeStates.stays) {
            list.append(
                onOff("occupancy", !now.isDisjoint(with: HomeStates.stays) || (counts[subject] ?? 0) > 0))
        }
        if concerns([.occupancy]) {
            list.append(
                Publication(topic: topic("count", subject), payload: "\(counts[subject] ?? 0)", isRetained: true))
        }
        if concerns(HomeStates.problems) { list.append(onOff("problem", !now.isDisjoint(with: HomeStates.problems))) }
        if concerns([.cameraTampered]) { list.append(onOff("tampered", now.contains(.cameraTampered))) }
        return list
    }
}

extension Publication {
    /// Where a place stands, for its sensor and the sensor's attributes.
    public static func standing(_ standing: Standing, at topic: String) -> Publication {
        var json = JSONText()
        json.object { state in
            state.key("standing")
            if standing.isRated { state.number(Double(standing.shown_mp) / 1000, decimals: 1) } else { state.null() }
            state.key("rated")
            state.bool(standing.isRated)
            if let consequence = standing.consequence { state.member("consequence", consequence.rawValue) }
            if let permille = standing.exposure.observed_permille {
                state.member("observed_percent", Double(permille) / 10, decimals: 1)
            }
            state.member("time", standing.time)
        }
        return Publication(topic: topic, payload: json.text, isRetained: true)
    }
}
