/// What the lens and the mount do to a finished picture.
enum Optics {
    /// Moves the plane by a part of a pixel or more; the border is repeated. Bilinear.
    static func shift(_ plane: inout [UInt8], scratch: inout [UInt8], width: Int, height: Int, dx: Double, dy: Double) {
        guard dx != 0 || dy != 0 else { return }
        let left = Int(dx.rounded(.down)), above = Int(dy.rounded(.down))
        // Weights in 1/128: fine enough for a vibration, and small enough for 16-bit sums.
        let tx = Int(((dx - dx.rounded(.down)) * 128).rounded()), ty = Int(((dy - dy.rounded(.down)) * 128).rounded())
        for row in 0..<height {
            let r0 = max(0, min(height - 1, row + above)) * width, r1 = max(0, min(height - 1, row + above + 1)) * width
            for column in 0..<width {
                let c0 = max(0, min(width - 1, column + left)), c1 = max(0, min(width - 1, column + left + 1))
                let top = Int(plane[r0 + c0]) * (128 - tx) + Int(plane[r0 + c1]) * tx
                let bottom = Int(plane[r1 + c0]) * (128 - tx) + Int(plane[r1 + c1]) * tx
                scratch[row * width + column] = UInt8((top * (128 - ty) + bottom * ty + 8192) >> 14)
            }
        }
        swap(&plane, &scratch)
    }

    /// Defocus: two box blurs one after another, which come near to a lens's round spot.
    static func blur(_ plane: inout [UInt8], scratch: inout [UInt8], width: Int, height: Int, radius: Int) {
        guard radius > 0 else { return }
        for _ in 0..<2 {
            lines(plane.span, &scratch, count: height, length: width, step: 1, stride: width, radius)
            lines(scratch.span, &plane, count: width, length: height, step: width, stride: 1, radius)
        }
    }

    /// Running means along lines; the ends are repeated.
    private static func lines(
        _ source: Span<UInt8>, _ target: inout [UInt8], count: Int, length: Int, step: Int, stride: Int, _ radius: Int
    ) {
        var out = target.mutableSpan
        let span = 2 * radius + 1
        for line in 0..<count {
            let base = line * stride
            var sum = 0
            for i in -radius...radius { sum += Int(source[base + max(0, min(length - 1, i)) * step]) }
            for i in 0..<length {
                out[base + i * step] = UInt8((sum + span / 2) / span)
                sum +=
                    Int(source[base + min(length - 1, i + radius + 1) * step])
                    - Int(source[base + max(0, i - radius) * step])
            }
        }
    }

    /// Something dark before the lens: it comes in from the left and lets almost no detail through.
    /// - Parameter share: how much of the width it covers, 0 ... 1.
    static func cover(_ plane: inout [UInt8], width: Int, height: Int, share: Double, noise: ValueNoise) {
        guard share > 0 else { return }
        var pixels = plane.mutableSpan
        let edge = Float(share) * Float(width + 120)
        for row in 0..<height {
            for column in 0..<width {
                let alpha = max(0, min(1, (edge - Float(column)) / 120))
                guard alpha > 0 else { break }
                let x = Float(column) / Float(width), y = Float(row) / Float(height)
                let tone = 26 + 16 * x + 10 * y + 8 * noise.value(x * 3, y * 3)
                let i = row * width + column
                pixels[i] = byte(Float(pixels[i]) + (tone - Float(pixels[i])) * alpha)
            }
        }
    }

    /// Multiplies every pixel; the sensor saturates at 255.
    static func gain(_ plane: inout [UInt8], _ factor: Float) {
        guard abs(factor - 1) > 1e-4 else { return }
        let table = (0..<256).map { byte(Float($0) * factor) }
        let lookup = table.span
        var pixels = plane.mutableSpan
        for i in pixels.indices { pixels[i] = lookup[Int(pixels[i])] }
    }

    /// Brings colour differences nearer to grey (or away from it).
    static func saturation(_ plane: inout [UInt8], _ factor: Float) {
        guard abs(factor - 1) > 1e-4 else { return }
        let table = (0..<256).map { byte(128 + (Float($0) - 128) * factor) }
        let lookup = table.span
        var pixels = plane.mutableSpan
        for i in pixels.indices { pixels[i] = lookup[Int(pixels[i])] }
    }
}
