/// A pixel format of V4L2 by its four characters.
package struct FourCC: Hashable, Sendable {
    /// The characters from the lowest byte up; the highest bit says big-endian.
    package let code: UInt32

    /// Takes the number that a driver gives.
    package init(code: UInt32) { self.code = code }

    /// Makes the number of up to four ASCII characters, e.g. `MJPG`; missing ones are spaces.
    package init(_ text: String) {
        let bytes = (Array(text.utf8.prefix(4)) + [32, 32, 32, 32]).prefix(4)
        code = bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// The four characters without spaces at the end, as V4L2's documents write them.
    package var text: String {
        var bytes = (0..<4).map { UInt8(truncatingIfNeeded: code >> (8 * UInt32($0)) & 0x7F) }
        while bytes.last == 32 { bytes.removeLast() }
        let plain = bytes.map { (32..<127).contains($0) ? Character(UnicodeScalar($0)) : "?" }
        return String(plain) + (code >> 31 == 1 ? "-BE" : "")
    }

    /// Where luma lies in the format's bytes, with rows `stride` bytes apart; nil when Wayside does not read the format.
    package func layout(stride: Int) -> PixelLayout? {
        if FourCC.compressed.contains(self) { return .jpeg }
        if FourCC.planar.contains(self) { return .planar(stride: stride) }
        return FourCC.packed.contains(self) ? .packedEven(stride: stride) : nil
    }

    /// Bytes that a row of luma takes; nil for formats without rows.
    func rowBytes(width: Int) -> Int? {
        switch layout(stride: 0) {
        case .planar: width
        case .packedEven: 2 * width
        case .jpeg, nil: nil
        }
    }

    private static let compressed = [FourCC("MJPG"), FourCC("JPEG")]
    private static let planar = ["NV12", "YU12", "GREY", "NV21", "YV12", "NV16", "NV61", "422P", "411P"].map(
        FourCC.init)
    private static let packed = [FourCC("YUYV"), FourCC("YVYU")]

    /// What an automatic choice takes first: JPEG needs least of the bus, so that it comes in the best rates; then by how
    /// many bytes must be passed over to read luma.
    static let preferred =
        compressed + ["NV12", "YU12", "GREY", "YUYV"].map(FourCC.init)
        + ["NV21", "YV12", "NV16", "NV61", "422P", "411P", "YVYU"].map(FourCC.init)

    /// What libv4l2 is asked to convert to when a camera sends nothing that is read as it is.
    static let converted = FourCC("YU12")
}

extension PixelChoice {
    /// Formats of V4L2 that the choice means.
    var fourccs: [FourCC] {
        switch self {
        case .auto: FourCC.preferred
        case .mjpeg: [FourCC("MJPG"), FourCC("JPEG")]
        case .yuyv: [FourCC("YUYV")]
        case .nv12: [FourCC("NV12")]
        case .grey: [FourCC("GREY")]
        }
    }
}
