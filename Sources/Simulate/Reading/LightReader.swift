import StrictYAML

/// Reads the `light` of a scene.
enum LightReader {
    static func read(_ value: YAMLValue) -> SceneLight {
        var result = SceneLight()
        guard let light = value.mapping(["sun", "level", "changes", "clouds", "auto_exposure"]) else { return result }
        if let sun = light.optional("sun")?.mapping(["azimuth", "elevation", "strength"]) {
            sun.set("azimuth", &result.sun.azimuth_deg) { $0.number(in: -360...360) }
            sun.set("elevation", &result.sun.elevation_deg) { $0.number(in: 5...90) }
            sun.set("strength", &result.sun.strength) { $0.number(in: 0...0.85) }
        }
        light.set("level", &result.level) { $0.number(in: 0.02...4) }
        light.set("auto_exposure", &result.autoExposure) { $0.bool() }
        if let clouds = light.optional("clouds")?.mapping(["strength", "period"]) {
            clouds.set("strength", &result.clouds) { $0.number(in: 0...1) }
            clouds.set("period", &result.cloudPeriod_s) { $0.duration_s(least_ms: 500) }
        }
        result.changes = light.items("changes", 100).compactMap(change)
        return result
    }

    private static func change(_ value: YAMLValue) -> LightChange? {
        guard let entry = value.mapping(["at", "factor", "over"]) else { return nil }
        let at = entry.required("at", example: "30")?.seconds()
        let factor = entry.required("factor", example: "0.5")?.number(in: 0.02...8)
        var over = 0.0
        entry.set("over", &over) { $0.duration_s() }
        guard let at, let factor else { return nil }
        return LightChange(at_s: at, factor: factor, over_s: over)
    }
}
