package import Base

/// The scene as it has been for long, and the picture as it has been of late.
///
/// Two backgrounds of different speed tell what stays from what passes (Porikli, Ivanov and Haga, EURASIP JASP 2008): a
/// pixel that has kept a value for a second which is not the scene's has changed lastingly. The scene is learned from what
/// agrees with it alone, so that nothing is absorbed by waiting.
///
/// Cost: one pass of about 2 ns a pixel for each look; 9 bytes of state a pixel.
package struct SlowScene: LearnedScene {
    package let width: Int
    package let height: Int
    /// The long-term scene and its mean absolute deviation, luma times 64.
    package private(set) var mean: [Int16]
    package private(set) var deviation: [Int16]
    /// What the picture has shown of late, luma times 64, and for how many tenths of a second, at most 25.5 s.
    package private(set) var recent: [Int16]
    package private(set) var age: [UInt8]
    /// For how many tenths of a second the scene has been seen as it is, at most 25.5 s.
    private var known: [UInt8]
    /// How accepted changes looked when they were accepted, luma times 64.
    package private(set) var accepted: [Int16]
    /// Number of the change that the pixel belongs to, 0 for none.
    package private(set) var hold: [UInt8]
    /// 1 where the picture has changed lastingly and no change holds the pixel, 3 where it has changed much.
    package private(set) var mask: [UInt8]

    /// Makes a scene for planes of this size; `restart` gives it its first picture.
    package init(size: PixelSize) {
        (width, height) = (size.width, size.height)
        mean = Array(repeating: 0, count: size.count)
        (deviation, recent, accepted) = (mean, mean, mean)
        age = Array(repeating: 0, count: size.count)
        (known, hold, mask) = (age, age, age)
    }

    /// Starts anew: this frame is the scene, until something else has been seen for longer.
    package mutating func restart(from frame: borrowing Frame) {
        let pixels = frame.pixels
        for i in mean.indices {
            mean[i] = Int16(pixels[i]) << 6
            (recent[i], deviation[i]) = (mean[i], Tuning.firstDeviation)
            (age[i], known[i], hold[i], mask[i]) = (0, 0, 0, 0)
        }
    }

    /// Numbers that shape the scene, each with its reason.
    package enum Tuning {
        /// Deviation before anything is known, and the largest that is learned: 2 and 12 grey levels.
        static let firstDeviation: Int16 = 2 * 64, largestDeviation: Int16 = 12 * 64
        /// A pixel has changed lastingly after so many tenths of a second.
        static let lasting: Int32 = 10
        /// Until it has been seen for so many tenths, the scene gives way to what has been seen for longer: whoever walks
        /// through the first picture is no part of it.
        static let settling: Int32 = 50
        /// The scene follows what agrees with it within half a minute; how much it moves is learned faster.
        static let mean_s = 30.0, deviation_s = 8.0
        /// Differences that are none: noise and compression reach 8 grey levels.
        static let leastChange: Int16 = 9 * 64, leastMove: Int16 = 8 * 64
    }

    /// Takes a look at the frame.
    /// - Parameters:
    ///   - tenths: of a second since the last look, at least 1.
    ///   - covered: not zero where somebody is followed: nothing is learned there.
    /// - Returns: how many pixels have changed lastingly and belong to no change yet.
    package mutating func look(at frame: borrowing Frame, tenths: Int, covered: [UInt8]) -> Int {
        precondition(frame.pixels.count == mean.count && covered.count == mean.count, "planes have one size")
        return Self.pass(
            frame.pixels, tenths, covered, &mean, &deviation, &recent, &age, &known, hold, &mask)
    }

    /// The kernel. Spans, so that every plane is checked for being shared once and not once for each pixel.
    private static func pass(
        _ pixels: Span<UInt8>, _ tenths: Int, _ covered: [UInt8], _ mean: inout [Int16], _ deviation: inout [Int16],
        _ recent: inout [Int16], _ age: inout [UInt8], _ known: inout [UInt8], _ hold: [UInt8], _ mask: inout [UInt8]
    ) -> Int {
        let meanRate = rate(tenths, Tuning.mean_s), deviationRate = rate(tenths, Tuning.deviation_s)
        let count = mean.count
        var means = mean.mutableSpan, deviations = deviation.mutableSpan, recents = recent.mutableSpan
        var ages = age.mutableSpan, knowns = known.mutableSpan, masks = mask.mutableSpan
        let holds = hold.span, covers = covered.span
        var changed = 0
        for i in 0..<count {
            var pixel = ScenePixel(
                mean: means[i], deviation: deviations[i], recent: recents[i], age: Int32(ages[i]),
                known: Int32(knowns[i]))
            let value = Int16(truncatingIfNeeded: pixels[i]) &<< 6
            pixel.renew(value, Int32(tenths))
            let isChange = pixel.learn(value, Int32(tenths), isCovered: covers[i] != 0, meanRate, deviationRate)
            (means[i], deviations[i], recents[i]) = (pixel.mean, pixel.deviation, pixel.recent)
            ages[i] = UInt8(truncatingIfNeeded: pixel.age)
            knowns[i] = UInt8(truncatingIfNeeded: pixel.known)
            masks[i] = isChange && holds[i] == 0 ? pixel.strength : 0
            changed += Int(masks[i] & 1)
        }
        return changed
    }

    /// Lets all planes follow a change of light: every value becomes `gain * value + offset` (luma).
    package mutating func relight(gain: Double, offset: Double) {
        let factor = Int32((gain * 4096).rounded()), shift = Int32((offset * 64).rounded())
        Self.relight(&mean, factor, shift)
        Self.relight(&recent, factor, shift)
        Self.relight(&accepted, factor, shift)
    }

    /// Gives the lasting changes of one run of pixels to a change.
    package mutating func accept(row: Int, columns: Range<Int>, as number: UInt8) {
        for i in (row * width + columns.lowerBound)..<(row * width + columns.upperBound) {
            (hold[i], accepted[i], mask[i]) = (number, recent[i], 0)
        }
    }

    /// The change that holds the pixel has another look now.
    package mutating func renew(accepted i: Int) { accepted[i] = recent[i] }

    /// No change holds the pixel any more.
    package mutating func release(_ i: Int) { hold[i] = 0 }

    /// The picture is the scene here from now on.
    package mutating func absorb(_ i: Int) {
        (mean[i], deviation[i], hold[i], mask[i]) = (recent[i], Tuning.firstDeviation, 0, 0)
        known[i] = max(known[i], UInt8(Tuning.settling))
    }

    /// Whether the pixel has shown what it shows for long enough to be read: 0.4 s, or a second.
    @inline(__always)
    package func isSure(_ i: Int) -> Bool { age[i] >= 4 }
    @inline(__always)
    package func isLasting(_ i: Int) -> Bool { Int32(age[i]) >= Tuning.lasting }

    /// Whether the pixel looks like the scene.
    @inline(__always)
    package func agrees(_ i: Int) -> Bool { abs(recent[i] &- mean[i]) <= ScenePixel.threshold(deviation[i]) }

    private static func rate(_ tenths: Int, _ constant_s: Double) -> Int32 {
        max(1, Int32(min(Double(tenths) / 10 / constant_s, 0.5) * 65536))
    }

    private static func relight(_ plane: inout [Int16], _ factor: Int32, _ shift: Int32) {
        for i in plane.indices {
            plane[i] = Int16(truncatingIfNeeded: min(max((Int32(plane[i]) &* factor) &>> 12 &+ shift, 0), 255 * 64))
        }
    }
}

/// One pixel of the slow scene while it is looked at.
private struct ScenePixel {
    var mean: Int16, deviation: Int16, recent: Int16
    var age: Int32, known: Int32

    private typealias Tuning = SlowScene.Tuning

    /// Grey levels times 64 from which a difference from the scene is one.
    @inline(__always)
    static func threshold(_ deviation: Int16) -> Int16 {
        max(Tuning.leastChange, deviation &* 2 &+ deviation &>> 1 &+ 4 * 64)
    }

    /// 3 when the difference is clear, 1 when it is not.
    @inline(__always)
    var strength: UInt8 {
        let least = Self.threshold(deviation)
        return abs(recent &- mean) > least &+ (least &>> 1) &+ (least &>> 2) ? 3 : 1
    }

    /// What the picture shows of late follows it; what hides it for half a second takes its place.
    @inline(__always)
    mutating func renew(_ value: Int16, _ tenths: Int32) {
        let move = value &- recent
        if abs(move) <= max(Tuning.leastMove, deviation &* 2 &+ 4 * 64) {
            recent &+= move &>> 2
            age = min(255, age &+ tenths)
        } else if age > 4 &* tenths {
            age = min(age, 2 * Tuning.lasting) &- 4 &* tenths
        } else {
            (recent, age) = (value, 0)
        }
        age = max(0, age)
    }

    /// Lets the scene learn what agrees with it. What differs lastingly from a scene that is hardly known becomes it.
    /// - Returns: whether the pixel differs lastingly from the scene.
    @inline(__always)
    mutating func learn(
        _ value: Int16, _ tenths: Int32, isCovered: Bool, _ meanRate: Int32, _ deviationRate: Int32
    ) -> Bool {
        let difference = recent &- mean
        let agrees = abs(difference) <= Self.threshold(deviation), isLasting = age >= Tuning.lasting
        if agrees { known = min(255, known &+ tenths) }
        if agrees, !isCovered { mean &+= Self.share(difference, meanRate) }
        if !isCovered, agrees || !isLasting {
            let now = min(abs(value &- mean), Tuning.largestDeviation)
            deviation &+= Self.share(now &- deviation, deviationRate)
        }
        guard !agrees, isLasting else { return false }
        if known < Tuning.settling, age > known, !isCovered { (mean, known) = (recent, age) }
        return known >= Tuning.settling
    }

    @inline(__always)
    private static func share(_ difference: Int16, _ rate: Int32) -> Int16 {
        Int16(truncatingIfNeeded: (Int32(difference) &* rate &+ 32768) &>> 16)
    }
}
