import Base

/// Frame and scene of five rows around the one that is looked at, as far as they are foreground, laid out so that the
/// patches of eight neighbouring pixels are summed at once.
///
/// Cost: about 1 ns for each foreground pixel of a row, 0.15 us for eight patches.
struct LightRows {
    /// Half height and half width of a patch, in pixels.
    static let reach = ShadowTest.reach_px
    private static let rows = 2 * reach + 1, lanes = 8
    /// Difference where nothing is foreground: no difference of grey levels is near it.
    private static let none: Int16 = 0x7000

    private let width: Int
    /// A row begins after `lanes` places that are never foreground, and ends with two times as many.
    private let stride: Int
    /// Frame, scene, and frame less scene in grey levels; rows by their number modulo `rows`.
    private var frame: [Int16]
    private var scene: [Int16]
    private var difference: [Int16]
    /// Which row of the picture each one holds; `.min` for none.
    private var held = InlineArray<5, Int>(repeating: .min)

    /// Makes rows for planes of this width.
    init(width: Int) {
        self.width = width
        stride = width + 3 * Self.lanes
        frame = Array(repeating: 0, count: stride * Self.rows)
        (scene, difference) = (frame, frame)
    }

    /// Forgets the last frame.
    mutating func begin() { held = InlineArray(repeating: .min) }

    /// Takes the rows around `y` that are not there yet.
    mutating func centre(on y: Int, _ mask: borrowing BitMask, _ view: borrowing LightView) {
        for row in (y - Self.reach)...(y + Self.reach) {
            let slot = (row + Self.rows) % Self.rows
            if held[slot] == row { continue }
            held[slot] = row
            let base = slot * stride
            Self.clear(&difference, base..<base + stride)
            guard row >= 0, row < mask.height else { continue }
            mask.forEachRun(row: row) { start, end in
                let from = row * width + start, to = base + Self.lanes + start, count = end - start
                Self.copy(
                    view.frame.extracting(from..<from + count), view.scene.extracting(from..<from + count), to,
                    &frame, &scene, &difference)
            }
        }
    }

    /// Copies a run of pixels; spans, so that the planes are checked for being shared once a run.
    private static func copy(
        _ picture: Span<UInt8>, _ means: Span<Int16>, _ to: Int, _ frame: inout [Int16], _ scene: inout [Int16],
        _ difference: inout [Int16]
    ) {
        var frames = frame.mutableSpan, scenes = scene.mutableSpan, differences = difference.mutableSpan
        for i in 0..<picture.count {
            let here = Int16(truncatingIfNeeded: picture[i]), learned = means[i] &>> 6
            (frames[to &+ i], scenes[to &+ i], differences[to &+ i]) = (here, learned, here &- learned)
        }
    }

    private static func clear(_ plane: inout [Int16], _ places: Range<Int>) {
        var all = plane.mutableSpan
        for i in places { all[i] = none }
    }

    /// Sums over the patches around eight pixels of row `y`, from column `x` on. Those of pixels that are no foreground
    /// mean nothing.
    func patches(x: Int, y: Int) -> LightPatches {
        let differences = unsafe difference.span.bytes, frames = unsafe frame.span.bytes
        let scenes = unsafe scene.span.bytes
        let first = x + Self.lanes, middle = 2 * ((y + Self.rows) % Self.rows * stride + first)
        precondition(x >= 0 && x < width, "a column of the picture")
        // Safe: eight places from any column of the picture, give or take `reach`, lie in the padded row.
        var sums = LightPatches(
            centre: unsafe differences.unsafeLoadUnaligned(fromByteOffset: middle, as: SIMD8<Int16>.self),
            none: Self.none)
        for row in 0..<Self.rows {
            for column in (first - Self.reach)...(first + Self.reach) {
                let at = 2 * (row * stride + column)
                // Safe: as above.
                sums.add(
                    unsafe differences.unsafeLoadUnaligned(fromByteOffset: at, as: SIMD8<Int16>.self),
                    unsafe frames.unsafeLoadUnaligned(fromByteOffset: at, as: SIMD8<Int16>.self),
                    unsafe scenes.unsafeLoadUnaligned(fromByteOffset: at, as: SIMD8<Int16>.self))
            }
        }
        return sums
    }
}

/// Sums over the patches around eight pixels: all that is foreground, and of it what changed as the middle did. Squares do
/// not fit in 16 bits, so that their lower and upper bytes are summed apart.
struct LightPatches {
    private typealias Eight = SIMD8<Int16>

    /// Frame less scene in the middle of each patch, in grey levels.
    let centre: SIMD8<Int16>
    private let none: Int16
    private let tolerance: SIMD8<Int16>
    private var all = Eight(), count = Eight(), frame = Eight(), scene = Eight()
    private var frameLow = Eight(), frameHigh = Eight(), sceneLow = Eight(), sceneHigh = Eight()
    private var bothLow = Eight(), bothHigh = Eight()

    @inline(__always)
    init(centre: SIMD8<Int16>, none: Int16) {
        (self.centre, self.none) = (centre, none)
        let size = centre.replacing(with: 0 &- centre, where: centre .< 0)
        tolerance = 6 &+ size &>> 2
    }

    @inline(__always)
    mutating func add(_ difference: SIMD8<Int16>, _ frameHere: SIMD8<Int16>, _ sceneHere: SIMD8<Int16>) {
        let one = Eight(repeating: 1), away = difference &- centre
        let near = one.replacing(with: 0, where: tolerance .< away).replacing(with: 0, where: away .< 0 &- tolerance)
        // -1 for every difference that is one: `none` is larger than all of them.
        all = all &- ((difference &- none) &>> 15)
        count = count &+ near
        let a = frameHere & (0 &- near), b = sceneHere & (0 &- near)
        (frame, scene) = (frame &+ a, scene &+ b)
        let (aa, bb, ab) = (a &* a, b &* b, a &* b)
        (frameLow, frameHigh) = (frameLow &+ (aa & 255), frameHigh &+ ((aa &>> 8) & 255))
        (sceneLow, sceneHigh) = (sceneLow &+ (bb & 255), sceneHigh &+ ((bb &>> 8) & 255))
        (bothLow, bothHigh) = (bothLow &+ (ab & 255), bothHigh &+ ((ab &>> 8) & 255))
    }

    /// The sums of one of the patches.
    subscript(lane: Int) -> LightPatch {
        LightPatch(
            isDarker: centre[lane] < 0, all: Int(all[lane]), count: Int(count[lane]), frame: Int(frame[lane]),
            scene: Int(scene[lane]), frameSquares: Int(frameLow[lane]) + Int(frameHigh[lane]) << 8,
            sceneSquares: Int(sceneLow[lane]) + Int(sceneHigh[lane]) << 8,
            products: Int(bothLow[lane]) + Int(bothHigh[lane]) << 8)
    }
}
