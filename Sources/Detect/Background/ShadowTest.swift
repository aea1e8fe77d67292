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
    private var rows: LightRows

    /// Makes a test for masks of this size.
    package init(size: PixelSize) {
        shadow = BitMask(width: size.width, height: size.height)
        scratch = shadow
        rows = LightRows(width: size.width)
    }

    /// Clears pixels of `mask` that are only light.
    /// - Parameter low: the pixels of `mask` that are to be looked at.
    /// - Returns: whether there were any.
    ///
    /// Cost: about 100 ns for each pixel that is looked at in short runs, 20 ns in long ones: eight cost as much as one.
    package mutating func clear(
        _ mask: inout BitMask, low: borrowing BitMask, frame: borrowing Frame, model: borrowing BackgroundModel,
        elapsed_s: Double
    ) -> Bool {
        shadow.clear()
        rows.begin()
        var found = 0
        let common = factor.common, view = LightView(frame: frame.pixels, scene: model.mean.span, width: model.width)
        for y in 0..<mask.height {
            low.forEachRun(row: y) { start, end in
                rows.centre(on: y, mask, view)
                for first in stride(from: start, to: end, by: 8) {
                    let patches = rows.patches(x: first, y: y)
                    for x in first..<min(first + 8, end) where view.mayBeLight(y * view.width + x) {
                        let patch = patches[x - first]
                        factor.note(patch.factor)
                        guard patch.isLight(common: common) else { continue }
                        shadow.set(x, y)
                        found += 1
                    }
                }
            }
        }
        factor.fade(elapsed_s: elapsed_s)
        guard found > 0 else { return false }
        for _ in 0..<(common == nil ? 1 : 2) { growIntoSoftEdge(mask, view, from: common?.lowerBound ?? 0.6) }
        mask.subtract(shadow)
        return true
    }

    /// A frame in which there was nothing to look at.
    mutating func rest(elapsed_s: Double) { factor.fade(elapsed_s: elapsed_s) }

    /// Pixels beside the core that are dimmed as well, only less, are its soft edge.
    private mutating func growIntoSoftEdge(_ mask: borrowing BitMask, _ view: LightView, from darkest: Double) {
        let percent = Int(darkest * 100)
        scratch.dilate(from: shadow, reach_px: 1)
        scratch.intersect(mask)
        scratch.subtract(shadow)
        for y in 0..<mask.height {
            scratch.forEachRun(row: y) { start, end in
                for x in start..<end {
                    let i = y * view.width + x
                    let here = Int(view.frame[i]) * 6400, scene = Int(view.scene[i])
                    if here < scene * 97, here > scene * percent { shadow.set(x, y) }
                }
            }
        }
    }
}

/// The two planes that are compared, as spans: looked up once for a frame and not for each pixel.
struct LightView: ~Escapable {
    let frame: Span<UInt8>
    /// Luma times 64.
    let scene: Span<Int16>
    let width: Int

    @_lifetime(copy frame, copy scene)
    init(frame: Span<UInt8>, scene: Span<Int16>, width: Int) {
        (self.frame, self.scene, self.width) = (frame, scene, width)
    }

    /// Cheap refusal: light neither blackens nor burns out.
    @inline(__always)
    func mayBeLight(_ i: Int) -> Bool {
        let here = Int(frame[i]) &* 6400, scene = Int(scene[i])
        return here > scene &* 28 && here < scene &* 165
    }
}

/// Frame and scene over the pixels around one foreground pixel that changed as it did, in grey levels.
struct LightPatch {
    /// Whether the pixel in the middle became darker.
    let isDarker: Bool
    /// Foreground pixels of the patch, and those of them that changed as the middle did, to some tolerance.
    let all: Int, count: Int
    /// Sums over the latter.
    let frame: Int, scene: Int, frameSquares: Int, sceneSquares: Int, products: Int

    /// By what the patch became darker, nil when it became brighter or tells nothing.
    var factor: Double? {
        isDarker && count >= ShadowTest.leastCount && scene > 0 ? Double(frame) / Double(scene) : nil
    }

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
        let isCommon = common.map { isDarker && $0.contains(factor) } ?? false
        // Texture tells only where it would still stand out of the noise after dimming.
        if sceneVariance * factor * factor > ShadowTest.texture * ShadowTest.texture {
            // Pixels that changed alike are few where a thing has its own texture; then they only seem to correlate.
            guard count * 10 >= all * (isCommon ? 5 : 7) else { return false }
            let alike = isCommon ? ShadowTest.alike - 0.12 : ShadowTest.alike
            return both > alike * (frameVariance * sceneVariance).squareRoot() && frameVariance < 2 * sceneVariance
        }
        guard isDarker, factor < ShadowTest.faintest, isCommon || factor > (common == nil ? 0.6 : 0.85) else {
            return false
        }
        let limit = ShadowTest.leftover + (isCommon ? 0.04 * Double(scene) / Double(count) : 0)
        return left < limit * limit
    }
}
