import Base

extension SceneTruth {
    /// The text of `truth.yaml`. Times are seconds from the first frame to a hundredth.
    /// - Parameter tolerance_s: how far an event's time may be off and still match.
    public func yaml(tolerance_s: Double = 2) -> String {
        var text = "truth: 1\nlabelled: rendered, exact\ntolerance: \(JSONText.format(tolerance_s, decimals: 2))\n"
        text += events.isEmpty ? "events: []\n" : "events:\n"
        for event in events {
            text += "  - {\(SceneTruth.fields(event).joined(separator: ", "))}"
            if let speed = event.speed_mps { text += "   # \(JSONText.format(speed, decimals: 2)) m/s" }
            text += "\n"
        }
        return text
    }

    private static func fields(_ event: TruthEvent) -> [String] {
        func seconds(_ value: Double) -> String { JSONText.format(value, decimals: 2) }
        var fields = ["behaviour: \(event.behaviour.rawValue)"]
        if let place = event.place { fields.append("place: \(place)") }
        if let direction = event.direction { fields.append("direction: \(direction.rawValue)") }
        if event.behaviour.kind == .span {
            fields.append("start: \(seconds(event.start_s))")
            if let end = event.end_s { fields.append("end: \(seconds(end))") }
        } else {
            fields.append("at: \(seconds(event.start_s))")
        }
        if event.behaviour == .occupancy, let count = event.count { fields.append("value: \(count)") }
        return fields
    }
}
