package import Base

/// The camera of those who have configured none: the whole picture as one place, and rules that are useful anywhere and
/// quiet where nothing happens. `docs/live.md` says why these.
package enum StarterCamera {
    /// Its place: the whole picture.
    package static let place = "view"

    /// The camera.
    /// - Parameter id: second part of the source of its events.
    package static func settings(id: String = "camera") -> CameraSettings {
        var camera = CameraSettings(id: id)
        let corners = [Point(0, 0), Point(1, 0), Point(1, 1), Point(0, 1)]
        camera.places = [Place(id: place, shape: .zone(Polygon(corners)))]
        var occupancy = rule(.occupancy), loitering = rule(.loitering), crowd = rule(.overcrowding)
        // People pass behind each other all the time; who counts wants to know what holds for two seconds.
        occupancy.debounce_ms = 2000
        loitering.after_ms = 60_000
        (crowd.moreThan, crowd.after_ms) = (10, 5000)
        camera.rules = [rule(.motion), occupancy, loitering, crowd, ofCamera(.cameraTampered), ofCamera(.signalLost)]
        return camera
    }

    /// The camera with a rule for lost signals; whoever watches live wants to hear of it, configured or not.
    package static func withSignalLost(_ camera: CameraSettings) -> CameraSettings {
        guard !camera.rules.contains(where: { $0.behaviour == .signalLost }) else { return camera }
        var camera = camera
        let rule = ofCamera(.signalLost), isTaken = camera.rules.contains { $0.id == rule.id }
        camera.rules.append(
            isTaken ? RuleSettings(id: rule.id + "-live", behaviour: .signalLost, place: nil) : rule)
        return camera
    }

    private static func rule(_ behaviour: Behaviour) -> RuleSettings {
        RuleSettings(id: "\(behaviour.rawValue)@\(place)", behaviour: behaviour, place: place)
    }

    private static func ofCamera(_ behaviour: Behaviour) -> RuleSettings {
        RuleSettings(id: behaviour.rawValue, behaviour: behaviour, place: nil)
    }
}
