import Base
package import StrictYAML

/// A scene file: the scene, and its `camera` entry as whoever knows cameras has read it.
package struct SceneFile<Camera> {
    package let scene: Scene
    package let camera: Camera
    /// The camera entry as it was written, for the `fixture.yaml` of a recording of the scene.
    package let cameraNode: YAMLNode
}

/// Reads scene files strictly; the format is described in `docs/simulation.md`.
package enum SceneReader {
    static let keys = [
        "scene", "title", "seed", "size", "rate", "duration", "start", "view", "light", "weather", "sensor",
        "background",
        "actors", "crowds", "traffic", "disturbances", "camera",
    ]

    /// Reads a scene file.
    /// - Parameters:
    ///   - seed: takes the place of the file's own.
    ///   - camera: reads the `camera` entry; it must note a problem when it returns nil.
    /// - Throws: all problems of the file by position.
    package static func read<Camera>(
        file: String, seed: UInt64? = nil, camera: (YAMLValue) -> Camera?
    ) throws(Diagnostics) -> SceneFile<Camera> {
        try YAMLFile.read(file) { scene($0, seed: seed, camera: camera) }
    }

    /// The same for text in memory; `file` is only for messages.
    package static func read<Camera>(
        text: String, file: String, seed: UInt64? = nil, camera: (YAMLValue) -> Camera?
    ) throws(Diagnostics) -> SceneFile<Camera> {
        try YAMLFile.read(text: text, file: file) { scene($0, seed: seed, camera: camera) }
    }

    private static func scene<Camera>(_ value: YAMLValue, seed: UInt64?, camera: (YAMLValue) -> Camera?) -> SceneFile<
        Camera
    >? {
        guard let file = value.mapping(keys) else { return nil }
        file.required("scene", example: "1")?.formatVersion(1)
        let title = file.required("title", example: "Courtyard at noon")?.text(limit: 200)
        let own = file.required("seed", example: "7")?.integer(in: 0...1_000_000_000)
        let duration_s = file.required("duration", example: "90s")?.duration_ms(in: 100...86_400_000).map {
            Double($0) / 1000
        }
        let view = file.required("view", example: "{height: 4.5, pitch: 22, field_of_view: 62}").flatMap(view)
        let cameraValue = file.required("camera", example: "{id: yard}")
        let settings = cameraValue.flatMap(camera)
        var scene = Scene(
            title: title ?? "", seed: seed ?? UInt64(own ?? 0), duration_s: duration_s ?? 1,
            view: view ?? CameraView(height_m: 4, pitch_deg: 20, fieldOfView_deg: 60))
        readPicture(file, into: &scene)
        readConditions(file, into: &scene)
        if let background = file.optional("background") { scene.setting = BackgroundReader.read(background) }
        scene.actors = file.items("actors", 200).compactMap(ActorReader.actor)
        scene.crowds = file.items("crowds", 20).compactMap { ActorReader.crowd($0, duration_s: scene.duration_s) }
        scene.traffic = file.items("traffic", 20).compactMap { ActorReader.traffic($0, duration_s: scene.duration_s) }
        scene.disturbances = file.items("disturbances", 100).compactMap(disturbance)
        guard title != nil, own != nil, duration_s != nil, view != nil, let settings, let cameraValue else {
            return nil
        }
        return SceneFile(scene: scene, camera: settings, cameraNode: cameraValue.node)
    }

    private static func view(_ value: YAMLValue) -> CameraView? {
        guard let view = value.mapping(["height", "pitch", "field_of_view"]) else { return nil }
        let height = view.required("height", example: "4.5")?.number(in: 0.5...60)
        let pitch = view.required("pitch", example: "22")?.number(in: 0...85)
        let field = view.required("field_of_view", example: "62")?.number(in: 10...130)
        guard let height, let pitch, let field else { return nil }
        return CameraView(height_m: height, pitch_deg: pitch, fieldOfView_deg: field)
    }

    private static func readPicture(_ file: MappingReader, into scene: inout Scene) {
        if let size = file.optional("size")?.numbers(count: 2, in: 64...4096) {
            scene.size = PixelSize(width: Int(size[0]), height: Int(size[1]))
        }
        file.set("rate", &scene.rate) { $0.number(in: 0.5...120) }
        if let value = file.optional("start"), let text = value.text() {
            if let start = Timestamp(rfc3339: text) {
                scene.start = start
            } else {
                value.problem("`start` is not a time", mend: "write it like 2026-05-04T14:00:00Z")
            }
        }
    }

    private static func readConditions(_ file: MappingReader, into scene: inout Scene) {
        if let light = file.optional("light") { scene.light = LightReader.read(light) }
        if let weather = file.optional("weather")?.mapping(["wind", "rain", "wet"]) {
            weather.set("wind", &scene.weather.wind) { $0.number(in: 0...1) }
            weather.set("rain", &scene.weather.rain) { $0.number(in: 0...1) }
            weather.set("wet", &scene.weather.wet) { $0.number(in: 0...1) }
        }
        if let sensor = file.optional("sensor")?.mapping(["noise", "chroma_noise", "shake"]) {
            sensor.set("noise", &scene.sensor.noise_luma) { $0.number(in: 0...40) }
            sensor.set("chroma_noise", &scene.sensor.noise_chroma) { $0.number(in: 0...40) }
            sensor.set("shake", &scene.sensor.shake_px) { $0.number(in: 0...20) }
        }
    }

    private static func disturbance(_ value: YAMLValue) -> Disturbance? {
        guard let entry = value.mapping(["reason", "from", "to", "fade", "amount"]) else { return nil }
        let reason = entry.required("reason", example: "covered")?.word(TamperReason.self)
        let from = entry.required("from", example: "30")?.seconds()
        let to = entry.optional("to")?.seconds()
        guard let reason, let from else { return nil }
        if let to, to <= from {
            return value.problem("the disturbance ends before it begins", mend: "make `to` greater than `from`")
        }
        var result = Disturbance(reason: reason, from_s: from, to_s: to)
        entry.set("fade", &result.fade_s) { $0.duration_s() }
        let most = reason == .blurred ? 40.0 : reason == .moved ? 90.0 : 1.0
        entry.set("amount", &result.amount) { $0.number(above: 0, most: most) }
        return result
    }
}
