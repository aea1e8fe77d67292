/// Red, green and blue as the picture shows them (after gamma), 0 ... 1.
typealias RGB = SIMD3<Float>

/// A colour as the canvas keeps it: full-range luma and colour differences (JFIF), 0 ... 255.
struct Paint: Hashable, Sendable {
    var y: Float
    var cb: Float
    var cr: Float

    /// Converts by ITU-R BT.601 with the full range, as JFIF says.
    init(_ colour: RGB) {
        y = 255 * (0.299 * colour.x + 0.587 * colour.y + 0.114 * colour.z)
        cb = 128 + 255 * (-0.168_736 * colour.x - 0.331_264 * colour.y + 0.5 * colour.z)
        cr = 128 + 255 * (0.5 * colour.x - 0.418_688 * colour.y - 0.081_312 * colour.z)
    }
}

/// Rounded and kept within 0 ... 255.
func byte(_ value: Float) -> UInt8 { UInt8(max(0, min(255, value + 0.5))) }
