/// How bright each frame is and how much of the sun clouds take; worked out once per scene, because the camera's
/// exposure depends on what went before.
struct LightCurve: Sendable {
    /// Factor on the luma of each frame.
    private(set) var gain: [Float] = []
    /// Share of the sun taken by clouds, 0 ... 1.
    private(set) var cloud: [Float] = []

    init(_ scene: Scene) {
        var random = SeededRandom(seed: scene.seed, purpose: Purpose.light)
        let phases = (random.value(in: 0...6.28), random.value(in: 0...6.28))
        var exposure = 1.0
        var lastStep = -1.0
        for index in 0..<scene.frameCount {
            let t = scene.seconds(ofFrame: index)
            let cover = LightCurve.cover(scene.light, t, phases)
            let light = LightCurve.factor(scene.light, t) * (1 - 0.5 * scene.light.sun.strength * cover)
            // A camera measures for a while, then steps by at most an eighth: that is what makes exposure visible.
            if scene.light.autoExposure, t - lastStep >= 0.3 {
                let wanted = max(0.6, min(1.9, 1 / light))
                exposure += max(-exposure / 8, min(exposure / 8, wanted - exposure))
                lastStep = t
            }
            gain.append(
                Float(LightCurve.factor(scene.light, t) * scene.light.level * (scene.light.autoExposure ? exposure : 1))
            )
            cloud.append(Float(cover))
        }
    }

    /// The product of nothing but the last change: each change says where the light goes from where it was.
    private static func factor(_ light: SceneLight, _ t: Double) -> Double {
        var factor = 1.0
        for change in light.changes where t >= change.at_s {
            let share = change.over_s > 0 ? min(1, (t - change.at_s) / change.over_s) : 1
            factor += (change.factor - factor) * share
        }
        return factor
    }

    private static func cover(_ light: SceneLight, _ t: Double, _ phases: (Double, Double)) -> Double {
        guard light.clouds > 0 else { return 0 }
        let w = 2 * Angle.pi / light.cloudPeriod_s
        let wave = 0.5 + 0.45 * Angle.sine(w * t + phases.0) + 0.25 * Angle.sine(2.3 * w * t + phases.1)
        return light.clouds * max(0, min(1, wave))
    }
}
