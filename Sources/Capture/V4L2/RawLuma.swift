package import Base

/// Takes luma out of uncompressed pictures as it is, at a working scale; chroma is never touched.
package enum RawLuma {
    /// Reads a picture into a frame. Blocks of the scale's size become their rounded mean; blocks at the right and lower
    /// border may be smaller.
    /// - Returns: nil when the frame is filled; otherwise why the bytes are no picture of this size.
    package static func read(
        _ bytes: Span<UInt8>, _ layout: PixelLayout, size: PixelSize, scale: WorkingScale, into frame: inout Frame
    ) -> SkipReason? {
        if bytes.isEmpty { return .empty }
        let (step, stride) = steps(layout)
        guard bytes.count >= stride * (size.height - 1) + step * (size.width - 1) + 1 else { return .truncated }
        let small = scale.size(of: size), block = scale.rawValue
        frame.resize(width: small.width, height: small.height)
        var target = frame.mutablePixels
        for row in 0..<small.height {
            let rows = row * block..<min(size.height, (row + 1) * block)
            for column in 0..<small.width {
                let columns = column * block..<min(size.width, (column + 1) * block)
                var sum = 0
                for y in rows { for x in columns { sum += Int(bytes[y * stride + x * step]) } }
                let count = rows.count * columns.count
                target[row * small.width + column] = UInt8((sum + count / 2) / count)
            }
        }
        return nil
    }

    /// Appends the full plane without padding, for a recording. The bytes were read into a frame before, so they suffice.
    package static func appendPlane(
        _ bytes: Span<UInt8>, _ layout: PixelLayout, size: PixelSize, to plane: inout [UInt8]
    ) {
        let (step, stride) = steps(layout)
        for y in 0..<size.height { for x in 0..<size.width { plane.append(bytes[y * stride + x * step]) } }
    }

    private static func steps(_ layout: PixelLayout) -> (step: Int, stride: Int) {
        switch layout {
        case .jpeg: preconditionFailure("a JPEG picture has no luma samples to take")
        case .planar(let stride): (1, stride)
        case .packedEven(let stride): (2, stride)
        }
    }
}
