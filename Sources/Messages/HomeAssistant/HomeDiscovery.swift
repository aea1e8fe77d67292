import Base

/// Announces cameras and places to Home Assistant: device discovery of its MQTT integration, one retained message for each
/// camera and one for each place, with everything that belongs to it.
public struct HomeDiscovery: Sendable {
    private let site: HomeSite
    private let topics: HomeTopics

    /// Nothing is announced yet.
    public init(_ site: HomeSite, topics: HomeTopics) { (self.site, self.topics) = (site, topics) }

    /// The announcements, cameras before their places.
    public var announcements: [Publication] {
        site.cameras.flatMap { camera in
            [announcement(of: camera)] + camera.places.map { announcement(of: $0, at: camera.camera.id) }
        }
    }

    private func announcement(of camera: HomeSite.Camera) -> Publication {
        let id = camera.camera.id, device = HomeDiscovery.device(site.id, id)
        var components = [
            HomeComponent(
                "connectivity", .binarySensor, name: "Signal", topic: topics.status(of: id),
                options: [
                    ("device_class", "connectivity"), ("payload_on", "online"), ("payload_off", "offline"),
                    ("entity_category", "diagnostic"),
                ])
        ]
        if camera.camera.behaviours.contains(.cameraTampered) {
            components.append(
                HomeComponent(
                    "tampered", .binarySensor, name: "Picture", topic: topics.topic("tampered", id),
                    options: [("device_class", "problem"), ("entity_category", "diagnostic")]))
        }
        components.append(.event(topics.topic("event", id), camera.camera.behaviours))
        return Publication(
            topic: topics.discovery(device),
            payload: message(
                device, name: "\(site.id) \(id)", model: "camera", parent: nil, availability: [topics.status],
                components: components), isRetained: true)
    }

    private func announcement(of place: HomeSite.Thing, at camera: String) -> Publication {
        let device = HomeDiscovery.device(site.id, camera, place.id)
        var components = [
            HomeComponent(
                "standing", .sensor, name: "Standing", topic: topics.topic("standing", camera, place.id),
                options: [
                    ("value_template", "{{ value_json.standing }}"), ("unit_of_measurement", "points"),
                    ("state_class", "measurement"),
                    ("json_attributes_topic", topics.topic("standing", camera, place.id)),
                ])
        ]
        if !HomeStates.stays.isDisjoint(with: place.behaviours) {
            components.append(
                HomeComponent(
                    "occupancy", .binarySensor, name: "Occupancy", topic: topics.topic("occupancy", camera, place.id),
                    options: [("device_class", "occupancy")]))
        }
        if place.behaviours.contains(.occupancy) {
            components.append(
                HomeComponent(
                    "count", .sensor, name: "Count", topic: topics.topic("count", camera, place.id),
                    options: [("state_class", "measurement")]))
        }
        if !HomeStates.problems.isDisjoint(with: place.behaviours) {
            components.append(
                HomeComponent(
                    "problem", .binarySensor, name: "Problem", topic: topics.topic("problem", camera, place.id),
                    options: [("device_class", "problem")]))
        }
        if !place.behaviours.isEmpty {
            components.append(.event(topics.topic("event", camera, place.id), place.behaviours))
        }
        return Publication(
            topic: topics.discovery(device),
            payload: message(
                device, name: "\(site.id) \(camera) \(place.id)", model: "place",
                parent: HomeDiscovery.device(site.id, camera),
                availability: [topics.status, topics.status(of: camera)], components: components), isRetained: true)
    }

    /// Ids have no underscore, so what is joined by them cannot be taken for something else.
    private static func device(_ parts: String...) -> String { "wayside_" + parts.joined(separator: "_") }

    private func message(
        _ device: String, name: String, model: String, parent: String?, availability: [String],
        components: [HomeComponent]
    ) -> String {
        var json = JSONText()
        json.object { message in
            message.key("dev")
            message.object { dev in
                dev.key("ids")
                dev.array { $0.string(device) }
                dev.member("name", name)
                dev.member("mf", "Wayside")
                dev.member("mdl", model)
                dev.member("sw", site.version)
                if let parent { dev.member("via_device", parent) }
            }
            message.key("o")
            message.object { origin in
                origin.member("name", "wayside")
                origin.member("sw", site.version)
            }
            message.key("avty")
            message.array { list in
                for topic in availability { list.object { $0.member("t", topic) } }
            }
            message.member("avty_mode", "all")
            message.member("qos", 1)
            message.key("cmps")
            message.object { list in components.forEach { $0.write(into: &list, device: device) } }
        }
        return json.text
    }
}
