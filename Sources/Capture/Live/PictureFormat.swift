package import Base

/// How a camera's bytes are laid out, as far as luma is concerned.
package enum PixelLayout: Hashable, Sendable {
    /// One JPEG picture per buffer.
    case jpeg
    /// Luma samples one after another at the start of the buffer, rows `stride` bytes apart: GREY, NV12, YU12 and so on.
    case planar(stride: Int)
    /// Luma in the even bytes, as in YUYV; rows `stride` bytes apart.
    case packedEven(stride: Int)
}

/// What is asked of a camera; nil leaves the choice to the negotiation.
package struct FormatRequest: Hashable, Sendable {
    package var size: PixelSize?
    /// Pictures per second.
    package var rate: Double?
    package var pixels: PixelChoice = .auto

    /// Asks for nothing in particular.
    package init() {}
}

/// Which pixel format is asked for.
package enum PixelChoice: String, CaseIterable, Sendable { case auto, mjpeg, yuyv, nv12, grey }

/// What a driver granted, and in what it differs from what was asked.
package struct GrantedFormat: Hashable, Sendable {
    package var size: PixelSize
    package var layout: PixelLayout
    /// Four characters of V4L2, e.g. `MJPG`: what the camera itself sends.
    package var fourcc: String
    /// Pictures per second; nil when the driver does not say.
    package var rate: Double?
    /// Whether libv4l2 converts what the camera sends.
    package var isConverted: Bool
    /// One clause for each thing that is not as it was asked, e.g. `asked for 1280x720, granted 640x480`.
    package var differences: [String]

    /// Makes a granted format.
    package init(
        size: PixelSize, layout: PixelLayout, fourcc: String, rate: Double?, isConverted: Bool = false,
        differences: [String] = []
    ) {
        (self.size, self.layout, self.fourcc, self.rate) = (size, layout, fourcc, rate)
        (self.isConverted, self.differences) = (isConverted, differences)
    }

    /// E.g. `1280x720 MJPG 30 fps`.
    package var words: String {
        let rate = rate.map { " \(JSONText.format($0, decimals: $0 == $0.rounded() ? 0 : 2)) fps" } ?? ""
        return "\(size.width)x\(size.height) \(fourcc)\(rate)" + (isConverted ? ", converted by libv4l2" : "")
    }
}
