import CPNG

/// A change-detection mask: grey labels at the full size of the picture.
package struct MaskPicture: Hashable, Sendable {
    package let width: Int
    package let height: Int
    /// `width * height` labels row by row; see `MaskLabel`.
    package let labels: [UInt8]

    /// Reads a PNG file's bytes; of a coloured picture red is taken, which in a grey one is the grey.
    /// - Returns: nil when the bytes are no whole PNG of at most 8192 pixels a side.
    package init?(png bytes: [UInt8]) {
        var wide: UInt32 = 0, high: UInt32 = 0
        // Safe: the C functions read `count` bytes of the array and keep no pointer.
        let known = unsafe bytes.withUnsafeBufferPointer { unsafe cpng_size($0.baseAddress, $0.count, &wide, &high) }
        guard known == 0, (1...8192).contains(wide), (1...8192).contains(high) else { return nil }
        var rgb = [UInt8](repeating: 0, count: 3 * Int(wide) * Int(high))
        // Safe: `rgb` has the three bytes a pixel that are written for a picture of this size.
        let done = unsafe bytes.withUnsafeBufferPointer { source in
            unsafe rgb.withUnsafeMutableBufferPointer { target in
                unsafe cpng_decode(source.baseAddress, source.count, wide, high, target.baseAddress)
            }
        }
        guard done == 0 else { return nil }
        (width, height) = (Int(wide), Int(high))
        labels = (0..<width * height).map { rgb[3 * $0] }
    }
}
