package import Base

/// The scene as it has been for long, and the picture as it has been of late.
///
/// Two backgrounds of different speed tell what stays from what passes (Porikli, Ivanov and Haga, EURASIP JASP 2008): a
/// pixel that has kept a value for a second which is not the scene's has changed lastingly. The scene is learned from what
/// agrees with it alone, so that nothing is absorbed by waiting.
///
/// Cost: one pass of about 2.5 ns a pixel for each look at 2.5 GHz; 12 bytes of state a pixel.
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
    /// Sum of these numbers.
    package private(set) var heldSum = 0
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
        heldSum = 0
    }

    /// Numbers that shape the scene, each with its reason.
    package enum Tuning {
        /// Deviation before anything is known, and the largest that is learned: 2 and 12 grey levels.
        static let firstDeviation: Int16 = 2 * 64, largestDeviation: Int16 = 12 * 64
        /// A pixel has changed lastingly after so many tenths of a second.
        static let lasting: Int16 = 10
        /// Until it has been seen for so many tenths, the scene gives way to what has been seen for longer: whoever walks
        /// through the first picture is no part of it.
        static let settling: Int16 = 50
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
        Self.pass(frame.pixels, tenths, covered, &mean, &deviation, &recent, &age, &known, hold, &mask)
        return Self.changed(mask)
    }

    /// The kernel: a plain loop in 16-bit arithmetic with masks instead of conditions, so that it becomes vector code.
    private static func pass(
        _ pixels: Span<UInt8>, _ tenths: Int, _ covered: [UInt8], _ mean: inout [Int16], _ deviation: inout [Int16],
        _ recent: inout [Int16], _ age: inout [UInt8], _ known: inout [UInt8], _ hold: [UInt8], _ mask: inout [UInt8]
    ) {
        let pace = ScenePixel.Pace(tenths: tenths), count = pixels.count
        var means = mean.mutableSpan, deviations = deviation.mutableSpan, recents = recent.mutableSpan
        var ages = age.mutableSpan, knowns = known.mutableSpan, masks = mask.mutableSpan
        let holds = hold.span, covers = covered.span
        precondition(means.count == count && deviations.count == count && recents.count == count)
        precondition(ages.count == count && knowns.count == count && masks.count == count)
        precondition(holds.count == count && covers.count == count)
        for i in 0..<count {
            var pixel = ScenePixel(
                mean: means[i], deviation: deviations[i], recent: recents[i],
                age: Int16(truncatingIfNeeded: ages[i]), known: Int16(truncatingIfNeeded: knowns[i]))
            let value = Int16(truncatingIfNeeded: pixels[i]) &<< 6
            pixel.renew(value, pace)
            let change = pixel.learn(value, isFree: covers[i] == 0 ? -1 : 0, pace)
            (means[i], deviations[i], recents[i]) = (pixel.mean, pixel.deviation, pixel.recent)
            ages[i] = UInt8(truncatingIfNeeded: pixel.age)
            knowns[i] = UInt8(truncatingIfNeeded: pixel.known)
            masks[i] = UInt8(truncatingIfNeeded: change & (holds[i] == 0 ? -1 : 0))
        }
    }

    /// How many pixels of the mask are set. In blocks whose sums fit in a byte, so that 16 are added at once.
    private static func changed(_ mask: [UInt8]) -> Int {
        let masks = mask.span
        var sum = 0
        for first in stride(from: 0, to: masks.count, by: 128) {
            var part: UInt8 = 0
            for i in first..<min(first + 128, masks.count) { part &+= masks[i] & 1 }
            sum &+= Int(part)
        }
        return sum
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
            heldSum += Int(number) - Int(hold[i])
            (hold[i], accepted[i], mask[i]) = (number, recent[i], 0)
        }
    }

    /// The change that holds the pixel has another look now.
    package mutating func renew(accepted i: Int) { accepted[i] = recent[i] }

    /// No change holds the pixel any more.
    package mutating func release(_ i: Int) {
        heldSum -= Int(hold[i])
        hold[i] = 0
    }

    /// The picture is the scene here from now on.
    package mutating func absorb(_ i: Int) {
        release(i)
        (mean[i], deviation[i], mask[i]) = (recent[i], Tuning.firstDeviation, 0)
        known[i] = max(known[i], UInt8(Tuning.settling))
    }

    /// Whether the pixel has shown what it shows for long enough to be read: 0.4 s, or a second.
    @inline(__always)
    package func isSure(_ i: Int) -> Bool { age[i] >= 4 }
    @inline(__always)
    package func isLasting(_ i: Int) -> Bool { Int16(age[i]) >= Tuning.lasting }

    /// Whether the pixel looks like the scene.
    @inline(__always)
    package func agrees(_ i: Int) -> Bool { abs(recent[i] &- mean[i]) <= ScenePixel.threshold(deviation[i]) }

    private static func relight(_ plane: inout [Int16], _ factor: Int32, _ shift: Int32) {
        for i in plane.indices {
            plane[i] = Int16(truncatingIfNeeded: min(max((Int32(plane[i]) &* factor) &>> 12 &+ shift, 0), 255 * 64))
        }
    }
}

/// One pixel of the slow scene while it is looked at. Conditions are -1 or 0, all bits set or none.
private struct ScenePixel {
    var mean: Int16, deviation: Int16, recent: Int16
    /// Tenths of a second, 0...255.
    var age: Int16, known: Int16

    private typealias Tuning = SlowScene.Tuning

    /// What a look of so many tenths of a second (1...10) means for all pixels.
    struct Pace {
        let tenths: Int16
        /// Shares of a difference that are taken over, in 1/65536.
        let meanRate: Int16, deviationRate: Int16

        init(tenths: Int) {
            self.tenths = Int16(tenths)
            meanRate = Self.rate(tenths, Tuning.mean_s)
            deviationRate = Self.rate(tenths, Tuning.deviation_s)
        }

        private static func rate(_ tenths: Int, _ constant_s: Double) -> Int16 {
            max(1, Int16(min(Double(tenths) / 10 / constant_s, 0.49) * 65536))
        }
    }

    /// Grey levels times 64 from which a difference from the scene is one.
    @inline(__always)
    static func threshold(_ deviation: Int16) -> Int16 {
        larger(Tuning.leastChange, deviation &* 2 &+ deviation &>> 1 &+ 4 * 64)
    }

    /// What the picture shows of late follows it; what hides it for half a second takes its place.
    @inline(__always)
    mutating func renew(_ value: Int16, _ pace: Pace) {
        let move = value &- recent, grace = pace.tenths &<< 2
        let calm: Int16 = magnitude(move) <= larger(Tuning.leastMove, deviation &* 2 &+ 4 * 64) ? -1 : 0
        let patient: Int16 = age > grace ? -1 : 0
        recent = recent &+ (((move &>> 2) & calm) | (move & ~calm & ~patient))
        let older = smaller(255, age &+ pace.tenths), worn = larger(0, smaller(age, 2 * Tuning.lasting) &- grace)
        age = (older & calm) | (worn & ~calm & patient)
    }

    /// Lets the scene learn what agrees with it. What differs lastingly from a scene that is hardly known becomes it.
    /// - Returns: 0, or when the pixel differs lastingly from the scene 1, 3 when it does so clearly.
    @inline(__always)
    mutating func learn(_ value: Int16, isFree free: Int16, _ pace: Pace) -> Int16 {
        let difference = recent &- mean, least = Self.threshold(deviation)
        let agrees: Int16 = magnitude(difference) <= least ? -1 : 0
        let lasting: Int16 = age >= Tuning.lasting ? -1 : 0
        known = smaller(255, known &+ (pace.tenths & agrees))
        mean = mean &+ share(difference, pace.meanRate & agrees & free)
        let now = smaller(magnitude(value &- mean), Tuning.largestDeviation)
        deviation = deviation &+ share(now &- deviation, pace.deviationRate & free & (agrees | ~lasting))
        let odd = ~agrees & lasting
        let renews = odd & free & (known < Tuning.settling ? -1 : 0) & (age > known ? -1 : 0)
        (mean, known) = ((mean & ~renews) | (recent & renews), (known & ~renews) | (age & renews))
        let clear: Int16 = magnitude(recent &- mean) > least &+ (least &>> 1) &+ (least &>> 2) ? 3 : 1
        return clear & odd & (known >= Tuning.settling ? -1 : 0)
    }
}

@inline(__always)
private func magnitude(_ a: Int16) -> Int16 { a < 0 ? 0 &- a : a }
@inline(__always)
private func larger(_ a: Int16, _ b: Int16) -> Int16 { a > b ? a : b }
@inline(__always)
private func smaller(_ a: Int16, _ b: Int16) -> Int16 { a < b ? a : b }

/// `(a * rate + 32768) >> 16` without leaving 16 bits: the upper half of the product, and one more where the lower half
/// rounds up. The rate must differ from pixel to pixel (be masked), or the compiler widens it before the loop and does not
/// see the one instruction for eight upper halves.
@inline(__always)
private func share(_ a: Int16, _ rate: Int16) -> Int16 {
    Int16(truncatingIfNeeded: (Int32(a) &* Int32(rate)) &>> 16) &- ((a &* rate) &>> 15)
}
