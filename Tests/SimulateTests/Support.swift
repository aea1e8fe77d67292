import Base
import Settings
import Simulate
import StrictYAML

/// A small empty yard: camera at 4 m, looking 20 degrees down; no noise, so that pixels can be compared.
func yard(seconds: Double = 12, seed: UInt64 = 1) -> Scene {
    var scene = Scene(
        title: "yard", seed: seed, duration_s: seconds,
        view: CameraView(height_m: 4, pitch_deg: 20, fieldOfView_deg: 64))
    scene.size = PixelSize(width: 320, height: 240)
    scene.sensor.noise_luma = 0
    return scene
}

/// Someone who walks a way at exactly one speed.
func walker(_ path: [Waypoint], start: Double = 0, speed: Double = 1.25) -> ActorScript {
    var script = ActorScript(kind: .person(.dark), path: path, speed_mps: speed...speed)
    script.start_s = start
    return script
}

func way(_ points: (Double, Double)...) -> [Waypoint] { points.map { Waypoint(GroundPoint($0.0, $0.1)) } }

/// A camera with one place, given by ground points, and one rule about it.
func camera(
    _ scene: Scene, _ behaviour: Behaviour, on ground: [(Double, Double)],
    _ adjust: (inout RuleSettings) -> Void = { _ in }
) -> CameraSettings {
    let eye = PinholeCamera(view: scene.view, size: scene.size)
    let points = ground.map { eye.fraction(of: GroundPoint($0.0, $0.1)) ?? Point(0, 0) }
    var rule = RuleSettings(id: "rule", behaviour: behaviour, place: "place")
    adjust(&rule)
    var camera = CameraSettings(id: "eye")
    camera.places = [
        Place(id: "place", shape: points.count == 2 ? .line(Segment(points[0], points[1])) : .zone(Polygon(points)))
    ]
    camera.rules = [rule]
    return camera
}

/// The luma of one frame.
func luma(_ scene: Scene, _ frame: Int) -> [UInt8] {
    var renderer = SceneRenderer(scene)
    var plane: [UInt8] = []
    renderer.renderLuma(frame: frame, into: &plane)
    return plane
}

/// Red, green, blue of one frame.
func rgb(_ scene: Scene, _ frame: Int) -> [UInt8] {
    var renderer = SceneRenderer(scene, coloured: true)
    var pixels: [UInt8] = []
    renderer.renderRGB(frame: frame, into: &pixels)
    return pixels
}

func mean(_ plane: [UInt8]) -> Double { Double(plane.reduce(0) { $0 + Int($1) }) / Double(plane.count) }

/// Mean absolute difference of neighbours in a row: how much detail there is.
func detail(_ plane: [UInt8]) -> Double {
    var sum = 0
    for i in 1..<plane.count { sum += abs(Int(plane[i]) - Int(plane[i - 1])) }
    return Double(sum) / Double(plane.count - 1)
}

/// Share of pixels that differ by more than `step`.
func changed(_ a: [UInt8], _ b: [UInt8], by step: Int = 0) -> Double {
    Double(zip(a, b).count { abs(Int($0) - Int($1)) > step }) / Double(a.count)
}

/// FNV-1a of bytes.
func checksum(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
}

/// The shipped scenes.
enum Shipped {
    static let clean = ["courtyard", "gate", "depot", "tamper", "lane"]
    static let hard = ["shadow", "foliage", "rain", "light", "crowd", "night", "shake"]
    static let all = clean + hard

    static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(
        separator: "/")

    static func load(_ name: String, seed: UInt64? = nil) throws -> SceneFile<CameraSettings> {
        try SceneReader.read(file: "\(root)/fixtures/scenes/\(name).yaml", seed: seed, camera: CameraReader.read)
    }
}
