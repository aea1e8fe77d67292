package import Base

/// A scene for one question alone: are walkers found alike? They cross a plain ground one after another, and are equal in
/// all but what is asked about. Two scenes of one seed have the same ground, ways and gaits.
package struct ParityScene: Sendable {
    /// How the light falls.
    package enum Light: String, CaseIterable, Sendable { case overcast, sun }

    /// What the walkers wear and are.
    package struct Walkers: Hashable, Sendable {
        /// Difference between clothes and ground in grey levels of the picture; negative is darker than the ground.
        package var contrast_luma: Double
        package var height_m: Double
        package var speed_mps: Double

        /// Makes a description.
        package init(contrast_luma: Double, height_m: Double, speed_mps: Double) {
            (self.contrast_luma, self.height_m, self.speed_mps) = (contrast_luma, height_m, speed_mps)
        }
    }

    package let scene: Scene
    /// One line across the way, with a rule that counts both directions.
    package let camera: CameraSettings
    /// Brightness of the ground behind the walkers, in grey levels.
    package let ground_luma: Double

    /// Half of the way in metres, and how far it is from the camera.
    private static let way = (half_m: 5.6, away_m: 9.0)
    /// Metres between two walkers.
    private static let gap_m = 4.0

    /// Makes a scene of `walkers` people, every second one coming from the other side.
    ///
    /// The clothes' colour is found by rendering two probes, so that the contrast in the picture is the one asked for, and is
    /// the same above and below the very ground that the walkers hide. Cost: some thirty pictures.
    package init(_ walkers: Walkers, count: Int, light: Light, seed: UInt64) {
        var scene = Scene(
            title: "parity", seed: seed, duration_s: 1,
            view: CameraView(height_m: 5, pitch_deg: 30, fieldOfView_deg: 50))
        scene.size = PixelSize(width: 320, height: 240)
        scene.setting.ground = .concrete
        scene.light.sun = Sunlight(azimuth_deg: 140, elevation_deg: 50, strength: light == .sun ? 0.45 : 0)
        let step_s = ParityScene.gap_m / walkers.speed_mps
        let crossing_s = 2 * ParityScene.way.half_m / (0.95 * walkers.speed_mps)
        scene.duration_s = ParityScene.lead_s + step_s * Double(count) + crossing_s + 2
        let empty = scene
        func dressed(_ tone: Double) -> Scene {
            var scene = empty
            for number in 0..<count {
                scene.actors.append(ParityScene.walker(number, walkers, tone: tone, step_s: step_s))
            }
            return scene
        }
        let probe = ParityProbe(empty: empty, tones: (0.2, 0.6), dressed: dressed)
        ground_luma = probe.ground_luma
        self.scene = dressed(probe.tone(of: probe.ground_luma + walkers.contrast_luma))
        camera = ParityScene.counting
    }

    /// Time in which the detector learns the ground before the first walker.
    private static let lead_s = 3.0

    private static func walker(_ number: Int, _ walkers: Walkers, tone: Double, step_s: Double) -> ActorScript {
        let side = number.isMultiple(of: 2) ? -1.0 : 1.0
        // Both directions have a lane of their own, so that nobody meets anybody.
        let z = way.away_m + 0.9 * side
        var script = ActorScript(
            kind: .person(.mid),
            path: [Waypoint(GroundPoint(side * way.half_m, z)), Waypoint(GroundPoint(-side * way.half_m, z))],
            speed_mps: 0.95 * walkers.speed_mps...1.05 * walkers.speed_mps)
        script.start_s = lead_s + step_s * Double(number)
        script.height_m = walkers.height_m...walkers.height_m
        script.tone = tone
        return script
    }

    private static var counting: CameraSettings {
        var camera = CameraSettings(id: "parity")
        camera.places = [Place(id: "way", shape: .line(Segment(Point(0.5, 1), Point(0.5, 0))))]
        camera.rules = [RuleSettings(id: "line-crossed@way", behaviour: .lineCrossed, place: "way")]
        return camera
    }
}
