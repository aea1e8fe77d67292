package import Base

/// Writes a camera as YAML, so that a recording carries the places and rules it was seen with. Reading it gives the same
/// camera again.
package enum CameraText {
    /// The camera as the lines below `camera:` of a `fixture.yaml`, each indented by two spaces.
    package static func yaml(_ camera: CameraSettings) -> String {
        var lines = ["id: \(camera.id)"]
        if let purpose = camera.purpose { lines.append("purpose: \(quoted(purpose))") }
        if let uses = camera.uses { lines.append("uses: [\(uses.map(\.rawValue).joined(separator: ", "))]") }
        if !camera.masks.isEmpty {
            lines.append("masks:")
            lines += camera.masks.map { "  - \(points($0.corners))" }
        }
        if let ground = camera.calibration {
            lines.append(
                "calibration: {ground: \(points(ground.corners)), size: [\(ground.width_m), \(ground.depth_m)]}")
        }
        lines.append("smallest_object: \(camera.smallestObject)")
        if !camera.places.isEmpty {
            lines.append("places:")
            lines += camera.places.map { "  - \(place($0))" }
        }
        if !camera.rules.isEmpty {
            lines.append("rules:")
            lines += camera.rules.map { "  - \(rule($0))" }
        }
        return lines.map { "  \($0)\n" }.joined()
    }

    private static func place(_ place: Place) -> String {
        switch place.shape {
        case .zone(let polygon): "{id: \(place.id), zone: \(points(polygon.corners))}"
        case .line(let line): "{id: \(place.id), line: \(points([line.start, line.end]))}"
        }
    }

    private static func rule(_ rule: RuleSettings) -> String {
        let form = RuleForm.of(rule.behaviour)
        // The id that a rule has unless it is given one holds an `@`, which an id that is written may not.
        let ownID = rule.place.map { "\(rule.behaviour.rawValue)@\($0)" } ?? rule.behaviour.rawValue
        var fields = rule.id == ownID ? [] : [("id", rule.id)]
        fields.append(("behaviour", rule.behaviour.rawValue))
        func add(_ key: String, _ value: String?) {
            if let value, form.keys.contains(key) { fields.append((key, value)) }
        }
        add("place", rule.place)
        add("after", form.required.contains("after") || rule.after_ms > 0 ? duration(rule.after_ms) : nil)
        add("more_than", rule.moreThan.map(String.init))
        add("direction", rule.direction.rawValue)
        add("allowed", rule.allowedBearing_deg.map { "\($0)" })
        add("spread", "\(rule.spread_deg)")
        add("over", rule.over_mps.map { "\($0)" })
        let classes = ObjectClass.allCases.filter(rule.classes.contains).map(\.rawValue)
        add("classes", classes.isEmpty ? nil : "[\(classes.joined(separator: ", "))]")
        add("confidence", "\(rule.confidence)")
        let hours = rule.hours.map { "\"\(clock($0.fromMinute))-\(clock($0.toMinute))\"" }
        add("hours", hours.isEmpty ? nil : "[\(hours.joined(separator: ", "))]")
        add("debounce", rule.debounce_ms.map(duration))
        return "{" + fields.map { "\($0.0): \($0.1)" }.joined(separator: ", ") + "}"
    }

    /// Shortest text that reads back as the same number, as Swift writes it.
    private static func points(_ points: [Point]) -> String {
        "[" + points.map { "[\($0.x), \($0.y)]" }.joined(separator: ", ") + "]"
    }

    private static func duration(_ milliseconds: Int64) -> String {
        milliseconds % 1000 == 0 ? "\(milliseconds / 1000)s" : "\(milliseconds)ms"
    }

    private static func clock(_ minute: Int) -> String {
        let hour = minute / 60, rest = minute % 60
        return (hour < 10 ? "0" : "") + "\(hour):" + (rest < 10 ? "0" : "") + "\(rest)"
    }

    private static func quoted(_ text: String) -> String {
        var json = JSONText()
        json.string(text)
        return json.text
    }
}
