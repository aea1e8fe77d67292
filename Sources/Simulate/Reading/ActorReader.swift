import StrictYAML

/// Reads what moves: single actors, crowds and traffic.
enum ActorReader {
    /// One entry of `actors`.
    static func actor(_ value: YAMLValue) -> ActorScript? {
        guard
            let entry = value.mapping([
                "person", "vehicle", "bag", "start", "speed", "height", "path", "jitter", "stays", "carries",
            ]),
            let kind = kind(entry), let path = entry.required("path", example: "[[-6, 8], [6, 8]]").flatMap(path)
        else { return nil }
        var script = ActorScript(kind: kind, path: path, speed_mps: 1.2...1.5)
        if case .vehicle = kind { script.speed_mps = 4...6 }
        entry.set("start", &script.start_s) { $0.seconds() }
        entry.set("speed", &script.speed_mps) { $0.range(in: 0.05...40) }
        entry.set("height", &script.height_m) { $0.range(in: 0.8...2.2) }
        entry.set("stays", &script.stays) { $0.bool() }
        entry.set("carries", &script.carriesBag) { $0.bool() }
        if let jitter = entry.optional("jitter")?.mapping(["start", "path"]) {
            jitter.set("start", &script.startJitter_s) { $0.duration_s() }
            jitter.set("path", &script.pathJitter_m) { $0.number(in: 0...10) }
        }
        if !script.carriesBag, path.contains(where: { $0.bag != nil }) {
            entry.problem(atKey: "path", "the path handles a bag that nobody carries", mend: "add `carries: on`")
        }
        return script
    }

    private static func kind(_ entry: MappingReader) -> ActorScript.Kind? {
        let named = ["person", "vehicle", "bag"].filter(entry.has)
        guard named.count == 1 else {
            return entry.value.problem(
                "an actor is one of person, vehicle and bag", mend: "write `person: any`, `vehicle: car` or `bag: on`")
        }
        switch named[0] {
        case "person": return entry.optional("person")?.word(Clothing.self).map { .person($0) }
        case "vehicle": return entry.optional("vehicle")?.word(VehicleKind.self).map { .vehicle($0) }
        default: return .bag
        }
    }

    /// Waypoints: `[x, z]`, or a mapping when more happens there.
    private static func path(_ value: YAMLValue) -> [Waypoint]? {
        guard let items = value.list(count: 1...200, item: "waypoint") else { return nil }
        let waypoints = items.map(waypoint)
        return waypoints.contains(nil) ? nil : waypoints.compactMap(\.self)
    }

    private static func waypoint(_ value: YAMLValue) -> Waypoint? {
        if case .list = value.node.content { return value.groundPoint().map { Waypoint($0) } }
        guard let entry = value.mapping(["at", "pause", "bag"]),
            let at = entry.required("at", example: "[0, 8]")?.groundPoint()
        else { return nil }
        var waypoint = Waypoint(at)
        entry.set("pause", &waypoint.pause_s) { $0.duration_s() }
        waypoint.bag = entry.optional("bag")?.word(Waypoint.BagAction.self)
        return waypoint
    }

    /// One entry of `crowds`.
    static func crowd(_ value: YAMLValue, duration_s: Double) -> CrowdScript? {
        let keys = ["per_minute", "from", "to", "through", "speed", "height", "clothing", "both_ways", "pause", "bags"]
        guard let entry = value.mapping(keys) else { return nil }
        let rate = entry.required("per_minute", example: "8")?.number(in: 0.1...600)
        let spans = entry.required("through", example: "[[[-8, 5], [-8, 9]], [[8, 5], [8, 9]]]").flatMap(spans)
        guard let rate, let spans else { return nil }
        var crowd = CrowdScript(perMinute: rate, to_s: duration_s, through: spans)
        entry.set("from", &crowd.from_s) { $0.seconds() }
        entry.set("to", &crowd.to_s) { $0.seconds() }
        entry.set("speed", &crowd.speed_mps) { $0.range(in: 0.2...4) }
        entry.set("height", &crowd.height_m) { $0.range(in: 0.8...2.2) }
        entry.set("clothing", &crowd.clothing) { $0.word(Clothing.self) }
        entry.set("both_ways", &crowd.bothWays) { $0.bool() }
        entry.set("pause", &crowd.pause_s) { $0.durationRange_s() }
        entry.set("bags", &crowd.bags) { $0.number(in: 0...1) }
        return crowd
    }

    private static func spans(_ value: YAMLValue) -> [GroundSpan]? {
        guard let items = value.list(count: 2...20, item: "stretch") else { return nil }
        let spans = items.map { item in
            item.groundPoints(least: 2).flatMap { points in
                points.count == 2
                    ? GroundSpan(points[0], points[1]) : item.problem("a stretch has two ends", mend: "give two points")
            }
        }
        return spans.contains(nil) ? nil : spans.compactMap(\.self)
    }

    /// One entry of `traffic`.
    static func traffic(_ value: YAMLValue, duration_s: Double) -> TrafficScript? {
        guard let entry = value.mapping(["per_minute", "from", "to", "path", "speed", "vehicles"]) else { return nil }
        let rate = entry.required("per_minute", example: "4")?.number(in: 0.1...120)
        let path = entry.required("path", example: "[[-25, 15], [25, 15]]").flatMap(path)
        guard let rate, let path else { return nil }
        var traffic = TrafficScript(perMinute: rate, to_s: duration_s, path: path)
        entry.set("from", &traffic.from_s) { $0.seconds() }
        entry.set("to", &traffic.to_s) { $0.seconds() }
        entry.set("speed", &traffic.speed_mps) { $0.range(in: 0.2...40) }
        if let kinds = entry.optional("vehicles")?.list(count: 1...20, item: "vehicle") {
            traffic.kinds = kinds.compactMap { $0.word(VehicleKind.self) }
        }
        if traffic.kinds.isEmpty { traffic.kinds = [.car] }
        return traffic
    }
}
