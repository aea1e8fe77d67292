public import Base

extension ONVIFEvent {
    /// The event in ONVIF's words.
    public init(_ event: ObservedEvent) {
        let camera = event.source.split(separator: "/").last.map(String.init) ?? event.source
        self.init(
            topic: ONVIFEvent.topic(of: event), time: event.time,
            source: event.behaviour.concernsCamera
                ? [Item("Source", camera)]
                : [
                    Item("VideoSourceConfigurationToken", camera), Item("VideoAnalyticsConfigurationToken", camera),
                    Item("Rule", event.rule),
                ],
            data: ONVIFEvent.data(of: event))
    }

    /// Behaviours of which ONVIF has no topic.
    private static let ours: Set<Behaviour> = [
        .overcrowding, .wrongWay, .speeding, .exitBlocked, .objectLeft, .objectRemoved, .fall,
    ]

    private static func topic(of event: ObservedEvent) -> String {
        guard ours.contains(event.behaviour), let slash = event.topic.lastIndex(of: "/") else { return event.topic }
        return event.topic[...slash] + "wayside:" + event.topic[event.topic.index(after: slash)...]
    }

    /// A property has a state, true from its beginning to its end; an event of a moment has none.
    private static func data(of event: ObservedEvent) -> [Item] {
        let isOn = event.phase == .began
        switch event.behaviour {
        case .zoneEntered: return [Item("IsInside", isOn)]
        case .lineCrossed, .wrongWay:
            return event.direction.map { [Item("Direction", $0.rawValue)] } ?? []
        case .occupancy:
            return event.measures.first { $0.name == "occupancy" }.map { [Item("Count", $0.value)] } ?? []
        case .loitering, .motion, .overcrowding, .speeding, .exitBlocked, .objectLeft, .objectRemoved, .fall,
            .cameraTampered, .signalLost:
            return event.phase == .instant ? [] : [Item("State", isOn)]
        }
    }
}
