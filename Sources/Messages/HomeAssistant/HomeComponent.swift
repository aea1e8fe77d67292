import Base

/// One entity of a device.
struct HomeComponent: Sendable {
    /// The integration's platforms that are used.
    enum Platform: String, Sendable {
        case binarySensor = "binary_sensor"
        case sensor, event
    }

    let id: String
    let platform: Platform
    let name: String
    let topic: String
    let options: [(String, String)]
    let types: [String]

    init(
        _ id: String, _ platform: Platform, name: String, topic: String, options: [(String, String)] = [],
        types: [String] = []
    ) {
        (self.id, self.platform, self.name, self.topic) = (id, platform, name, topic)
        (self.options, self.types) = (options, types)
    }

    /// What is observed, as it comes. Its messages are never retained: Home Assistant would take an old one for a new one.
    static func event(_ topic: String, _ behaviours: [Behaviour]) -> HomeComponent {
        HomeComponent("event", .event, name: "Observed", topic: topic, types: behaviours.map(\.rawValue))
    }

    func write(into list: inout JSONText, device: String) {
        list.key(id)
        list.object { component in
            component.member("p", platform.rawValue)
            component.member("unique_id", "\(device)_\(id)")
            component.member("name", name)
            component.member("state_topic", topic)
            for (name, value) in options { component.member(name, value) }
            if !types.isEmpty {
                component.key("event_types")
                component.array { list in types.forEach { list.string($0) } }
            }
        }
    }
}
