import Simulate

/// What makes a scene hard, in one word each, as the scene itself says it.
enum SceneConditions {
    /// Conditions of a scene in a fixed order; `calm` when there is none.
    static func words(of scene: Scene) -> [String] {
        let tests: [(String, Bool)] = [
            ("night", scene.light.level < 0.6), ("light steps", !scene.light.changes.isEmpty),
            ("clouds", scene.light.clouds > 0),
            ("long shadows", scene.light.sun.strength > 0.3 && scene.light.sun.elevation_deg < 35),
            ("wind", scene.weather.wind > 0), ("rain", scene.weather.rain > 0), ("wet ground", scene.weather.wet > 0),
            ("noise", scene.sensor.noise_luma > 3), ("vibration", scene.sensor.shake_px > 0),
            ("traffic", !scene.traffic.isEmpty), ("crowd", scene.crowds.reduce(0) { $0 + $1.perMinute } >= 20),
            ("tampering", !scene.disturbances.isEmpty),
        ]
        let words = tests.filter(\.1).map(\.0)
        return words.isEmpty ? ["calm"] : words
    }
}
