package import Base

/// Takes cast shadows out of the foreground.
///
/// A shadow dims what it falls on and leaves its texture: over a small patch the frame is the scene times one factor
/// below 1, with hardly anything left over (the ratio test of Rosin and Ellis, BMVC 1995, with its residual as the
/// texture test). An object brings its own texture and edges. A pixel that looks like shadow but lies between object
/// pixels above and below it belongs to the object.
package struct ShadowTest {
    /// Factors by which a shadow dims the ground. Under the lower one it is rather dark clothing, over the upper one it
    /// is not foreground anyway.
    static let darkest = 0.42, faintest = 0.965
    /// Half width of the patch, in pixels.
    static let reach_px = 2
    /// What may be left over after the factor, as mean absolute grey levels: camera noise and JPEG.
    static let leftover = 3.0
    /// Texture that correlates better than this with the scene's is the scene's own.
    static let alike = 0.9

    private var shadow: BitMask
    private var near: BitMask

    /// Makes a test for masks of this size.
    package init(size: PixelSize) {
        shadow = BitMask(width: size.width, height: size.height)
        near = shadow
    }

    /// Clears shadow pixels of `mask`.
    /// - Parameter enclosure_px: rows above and below in which object pixels claim a pixel for the object.
    /// - Returns: how many pixels were cleared.
    ///
    /// Cost: about 20 ns for each foreground pixel; none for the others.
    package mutating func remove(
        from mask: inout BitMask, frame: borrowing Frame, model: borrowing BackgroundModel, enclosure_px: Int
    ) -> Int {
        for i in shadow.words.indices { shadow.words[i] = 0 }
        var found = 0
        for y in 0..<mask.height {
            mask.forEachRun(row: y) { start, end in
                for x in start..<end where Self.isShadow(x, y, frame, model) {
                    shadow.words[y * shadow.wordsPerRow + x / 64] |= 1 << UInt64(x % 64)
                    found += 1
                }
            }
        }
        guard found > 0 else { return 0 }
        return clear(&mask, enclosure_px)
    }

    private mutating func clear(_ mask: inout BitMask, _ reach: Int) -> Int {
        var cleared = 0
        let stride = mask.wordsPerRow
        for y in 0..<mask.height {
            for w in 0..<stride where shadow.words[y * stride + w] != 0 {
                let i = y * stride + w
                var above: UInt64 = 0, below: UInt64 = 0
                for row in max(0, y - reach)..<y { above |= mask.words[row * stride + w] & ~shadow.words[row * stride + w] }
                for row in (y + 1)..<max(y + 1, min(mask.height, y + reach + 1)) {
                    below |= mask.words[row * stride + w] & ~shadow.words[row * stride + w]
                }
                near.words[i] = shadow.words[i] & ~(above & below)
            }
        }
        for i in mask.words.indices where shadow.words[i] != 0 {
            mask.words[i] &= ~near.words[i]
            cleared += near.words[i].nonzeroBitCount
        }
        return cleared
    }

    @inline(__always)
    private static func isShadow(_ x: Int, _ y: Int, _ frame: borrowing Frame, _ model: borrowing BackgroundModel) -> Bool {
        let i = y * model.width + x
        let here = Int(frame.pixels[i]) * 64, scene = Int(model.mean[i])
        // Cheap refusal first: most object pixels fail on brightness alone.
        guard here < scene, here * 100 > scene * Int(darkest * 100) else { return false }
        let patch = Patch(x, y, reach_px, frame, model)
        let factor = Double(patch.frame) / Double(max(1, patch.scene))
        guard factor > darkest, factor < faintest else { return false }
        if patch.isPlain(under: leftover, factor: factor, frame, model) { return true }
        return patch.correlation > alike && patch.sceneDeviation > 4
    }
}

/// Sums over a small square of the frame and of the scene, in grey levels.
private struct Patch {
    let rows: ClosedRange<Int>
    let columns: ClosedRange<Int>
    var frame = 0, scene = 0
    private var frameSquares = 0, sceneSquares = 0, products = 0

    init(_ x: Int, _ y: Int, _ reach: Int, _ picture: borrowing Frame, _ model: borrowing BackgroundModel) {
        rows = max(0, y - reach)...min(model.height - 1, y + reach)
        columns = max(0, x - reach)...min(model.width - 1, x + reach)
        for row in rows {
            for i in (row * model.width + columns.lowerBound)...(row * model.width + columns.upperBound) {
                let a = Int(picture.pixels[i]), b = Int(model.mean[i]) &>> 6
                frame &+= a
                scene &+= b
                frameSquares &+= a &* a
                sceneSquares &+= b &* b
                products &+= a &* b
            }
        }
    }

    private var count: Int { rows.count * columns.count }

    var sceneDeviation: Double { (Double(sceneSquares * count - scene * scene)).squareRoot() / Double(count) }

    /// Normalised cross-correlation of frame and scene, -1...1.
    var correlation: Double {
        let both = Double(products * count - frame * scene)
        let alone = Double(frameSquares * count - frame * frame) * Double(sceneSquares * count - scene * scene)
        return alone > 0 ? both / alone.squareRoot() : 0
    }

    /// Whether the frame is the scene times `factor` but for a mean absolute difference under `limit` grey levels.
    func isPlain(
        under limit: Double, factor: Double, _ picture: borrowing Frame, _ model: borrowing BackgroundModel
    ) -> Bool {
        let scale = Int(factor * 4096)
        var residual = 0
        for row in rows {
            for i in (row * model.width + columns.lowerBound)...(row * model.width + columns.upperBound) {
                let expected: Int = (Int(model.mean[i]) &* scale) &>> 12
                let seen: Int = Int(picture.pixels[i]) &* 64
                residual &+= abs(seen &- expected)
            }
        }
        return Double(residual) < limit * 64 * Double(count)
    }
}
