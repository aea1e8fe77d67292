import Base
import StrictYAML

/// What a camera is asked to deliver; a key left out leaves the choice to the device.
package struct CameraFormat: Hashable, Sendable {
    /// How the device delivers pixels.
    package enum Pixels: String, CaseIterable, Sendable { case auto, mjpeg, yuyv, nv12, grey }

    /// Keys of `format`.
    package static let keys = ["width", "height", "rate", "pixels"]

    package var width: Int?
    package var height: Int?
    /// Pictures per second.
    package var rate: Double?
    package var pixels: Pixels = .auto

    /// A format that leaves everything to the device.
    package init() {}

    /// Reads `format`; nil after problems were noted.
    static func read(_ value: YAMLValue) -> CameraFormat? {
        guard let mapping = value.mapping(keys) else { return nil }
        var format = CameraFormat()
        format.width = mapping.optional("width")?.integer(in: 16...16_384)
        format.height = mapping.optional("height")?.integer(in: 16...16_384)
        format.rate = mapping.optional("rate")?.number(in: 0.001...1000)
        if let pixels = mapping.optional("pixels")?.word(Pixels.self) { format.pixels = pixels }
        if mapping.has("width") != mapping.has("height") {
            mapping.value.problem("`format` has only one of `width` and `height`", mend: "give both or neither")
        }
        return format
    }
}
