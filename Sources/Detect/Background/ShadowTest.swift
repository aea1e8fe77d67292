package import Base

/// Takes cast shadows and reflections out of the foreground.
///
/// Light that changes on a surface leaves the surface's own texture: over a small patch the frame still correlates with
/// the scene, whatever its brightness. An object brings its own texture, or none (Rosin and Ellis, BMVC 1995, test the
/// ratio; Jacques, Jung and Musse, SIBGRAPI 2005, the correlation). Where the surface is plain, only a shadow of one even
/// factor below 1 is believed, and more freely near the factor that this scene's shadows have (`ShadowFactor`). The soft edge of a shadow goes with its core. What of it is clothing after all is for
/// `ShadowTrim` to say.
package struct ShadowTest {
    /// The factor above which a shadow is too faint to be foreground anyway.
    static let faintest = 0.965
    /// Half width of the patch, in pixels.
    static let reach_px = 2
    /// What may be left over after the factor on plain ground, as mean absolute grey levels: camera noise and JPEG.
    static let leftover = 3.0
    /// Texture that correlates better than this with the scene's is the scene's own.
    static let alike = 0.8
    /// Scene deviation in grey levels from which a patch has texture.
    static let texture = 2.5
    /// Fewer pixels than this tell nothing.
    static let leastCount = 10

    private var factor = ShadowFactor()
    private var shadow: BitMask
    private var scratch: BitMask

    /// Makes a test for masks of this size.
    package init(size: PixelSize) {
        shadow = BitMask(width: size.width, height: size.height)
        scratch = shadow
    }

    /// Clears pixels of `mask` that are only light.
    /// - Parameter low: the pixels of `mask` that are to be looked at.
    /// - Returns: whether there were any.
    ///
    /// Cost: about 30 ns for each pixel that is looked at.
    package mutating func clear(
        _ mask: inout BitMask, low: borrowing BitMask, frame: borrowing Frame, model: borrowing BackgroundModel,
        elapsed_s: Double
    ) -> Bool {
        for i in shadow.words.indices { shadow.words[i] = 0 }
        var found = 0
        let common = factor.common
        for y in 0..<mask.height {
            low.forEachRun(row: y) { start, end in
                for x in start..<end where Self.mayBeLight(x, y, frame, model) {
                    let patch = LightPatch(x, y, mask, frame, model)
                    factor.note(patch.factor)
                    guard patch.isLight(common: common) else { continue }
                    shadow.set(x, y)
                    found += 1
                }
            }
        }
        factor.fade(elapsed_s: elapsed_s)
        guard found > 0 else { return false }
        for _ in 0..<(common == nil ? 1 : 2) { growIntoSoftEdge(mask, frame, model, from: common?.lowerBound ?? 0.6) }
        for i in mask.words.indices { mask.words[i] &= ~shadow.words[i] }
        return true
    }

    /// Cheap refusal: light neither blackens nor burns out.
    @inline(__always)
    private static func mayBeLight(_ x: Int, _ y: Int, _ frame: borrowing Frame, _ model: borrowing BackgroundModel)
        -> Bool
    {
        let i = y * model.width + x
        let here = Int(frame.pixels[i]) &* 6400, scene = Int(model.mean[i])
        return here > scene &* 28 && here < scene &* 165
    }

    /// Pixels beside the core that are dimmed as well, only less, are its soft edge.
    private mutating func growIntoSoftEdge(
        _ mask: borrowing BitMask, _ frame: borrowing Frame, _ model: borrowing BackgroundModel, from darkest: Double
    ) {
        let percent = Int(darkest * 100)
        scratch.dilate(from: shadow, reach_px: 1)
        for i in scratch.words.indices { scratch.words[i] &= mask.words[i] & ~shadow.words[i] }
        for y in 0..<mask.height {
            scratch.forEachRun(row: y) { start, end in
                for x in start..<end {
                    let i = y * model.width + x
                    let here = Int(frame.pixels[i]) * 6400, scene = Int(model.mean[i])
                    if here < scene * 97, here > scene * percent { shadow.set(x, y) }
                }
            }
        }
    }
}

/// Frame and scene over the pixels around one foreground pixel that changed as it did, in grey levels.
private struct LightPatch {
    private var all = 0, count = 0, frame = 0, scene = 0
    private var frameSquares = 0, sceneSquares = 0, products = 0
    private let darker: Bool

    @inline(__always)
    init(_ x: Int, _ y: Int, _ mask: borrowing BitMask, _ picture: borrowing Frame, _ model: borrowing BackgroundModel)
    {
        let reach = ShadowTest.reach_px, width = model.width
        let centre = Int(picture.pixels[y * width + x]) - Int(model.mean[y * width + x]) >> 6
        let tolerance = 6 + abs(centre) / 4
        darker = centre < 0
        let pixels = picture.pixels, means = model.mean.span
        let first = max(0, x - reach)
        for row in max(0, y - reach)...min(model.height - 1, y + reach) {
            var bits = mask.bits(row: row, from: first, count: min(width - 1, x + reach) - first + 1)
            var i = row &* width &+ first
            while bits != 0 {
                let gap = bits.trailingZeroBitCount
                i &+= gap
                add(Int(pixels[i]), Int(means[i]) &>> 6, centre, tolerance)
                bits = (bits &>> UInt64(gap)) &>> 1
                i &+= 1
            }
        }
    }

    @inline(__always)
    private mutating func add(_ a: Int, _ b: Int, _ centre: Int, _ tolerance: Int) {
        all &+= 1
        guard abs(a &- b &- centre) <= tolerance else { return }
        count &+= 1
        frame &+= a
        scene &+= b
        frameSquares &+= a &* a
        sceneSquares &+= b &* b
        products &+= a &* b
    }

    /// By what the patch became darker, nil when it became brighter or tells nothing.
    var factor: Double? { darker && count >= ShadowTest.leastCount && scene > 0 ? Double(frame) / Double(scene) : nil }

    /// Whether what changed here is light rather than a thing.
    /// - Parameter common: the factors that this scene's shadows have, if they are known.
    func isLight(common: ClosedRange<Double>?) -> Bool {
        guard count >= ShadowTest.leastCount, scene > 0 else { return false }
        let factor = Double(frame) / Double(scene)
        guard factor > 0.3, factor < 1.6 else { return false }
        let n = Double(count * count)
        let sceneVariance = Double(sceneSquares * count - scene * scene) / n
        let frameVariance = Double(frameSquares * count - frame * frame) / n
        let both = Double(products * count - frame * scene) / n
        // What is left over after the factor: variance of frame - factor * scene.
        let left = frameVariance - 2 * factor * both + factor * factor * sceneVariance
        let isCommon = common.map { darker && $0.contains(factor) } ?? false
        // Texture tells only where it would still stand out of the noise after dimming.
        if sceneVariance * factor * factor > ShadowTest.texture * ShadowTest.texture {
            // Pixels that changed alike are few where a thing has its own texture; then they only seem to correlate.
            guard count * 10 >= all * (isCommon ? 5 : 7) else { return false }
            let alike = isCommon ? ShadowTest.alike - 0.12 : ShadowTest.alike
            return both > alike * (frameVariance * sceneVariance).squareRoot() && frameVariance < 2 * sceneVariance
        }
        guard darker, factor < ShadowTest.faintest, isCommon || factor > (common == nil ? 0.6 : 0.85) else {
            return false
        }
        let limit = ShadowTest.leftover + (isCommon ? 0.04 * Double(scene) / Double(count) : 0)
        return left < limit * limit
    }
}
