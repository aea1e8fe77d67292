package import Base

/// What the empty scene looks like: per pixel a running mean and a mean absolute deviation, both in fixed point.
///
/// A pixel is foreground when it lies further from its mean than its own deviation allows. Both values follow the scene
/// where it is empty, slowly where something unexplained shows, and not at all where a confirmed track holds the
/// picture, so that someone who stands still is not absorbed. The deviation grows where leaves, water or noise move, and
/// takes the sensitivity there with it (the idea of the adaptive variance of Stauffer and Grimson, CVPR 1999, and of the
/// feedback thresholds of PBAS, Hofmann et al., CVPRW 2012, with one mode and integer arithmetic).
///
/// Cost: one pass of about 0.6 ns a pixel at 2.5 GHz; 6 bytes of state a pixel.
package struct BackgroundModel {
    /// Fixed-point scale of `mean` and `deviation`: luma times 64.
    package static let unit: Int16 = 64

    package let width: Int
    package let height: Int
    /// Mean luma times 64.
    package private(set) var mean: [Int16]
    /// Mean absolute deviation of luma times 64.
    package private(set) var deviation: [Int16]
    /// 0 background, 1 foreground, 3 clearly foreground; of the last frame.
    package private(set) var mask: [UInt8]
    /// Not zero where a track holds the picture.
    package private(set) var hold: [UInt8]
    /// Number of those pixels.
    package private(set) var heldSum = 0

    /// Makes a model for frames of this size; `restart` gives it its first scene.
    package init(size: PixelSize) {
        (width, height) = (size.width, size.height)
        mean = Array(repeating: 0, count: size.count)
        deviation = Array(repeating: Tuning.firstDeviation, count: size.count)
        mask = Array(repeating: 0, count: size.count)
        hold = Array(repeating: 0, count: size.count)
    }

    /// Starts anew: this frame is the scene.
    package mutating func restart(from frame: borrowing Frame) {
        let pixels = frame.pixels
        for i in mean.indices { mean[i] = Int16(pixels[i]) * Self.unit }
        for i in deviation.indices { deviation[i] = Tuning.firstDeviation }
        for i in mask.indices { mask[i] = 0 }
        release()
    }

    /// Classifies every pixel of `frame` into `mask` and lets the model follow.
    /// - Parameter elapsed_s: seconds since the last frame; the model follows by time, not by frames.
    package mutating func update(with frame: borrowing Frame, elapsed_s: Double) {
        Self.pass(frame.pixels, &mean, &deviation, &mask, hold, Rates(elapsed_s: elapsed_s))
    }

    /// Lets go of everything that was held.
    package mutating func release() {
        guard heldSum > 0 else { return }
        var all = hold.mutableSpan
        all.update(repeating: 0)
        heldSum = 0
    }

    /// Keeps the model away from the pixels of one run.
    package mutating func hold(row: Int, columns: Range<Int>) {
        let pixels = (row * width + columns.lowerBound)..<(row * width + columns.upperBound)
        var held = hold.mutableSpan, before = 0
        for i in pixels {
            before &+= Int(held[i])
            held[i] = 1
        }
        heldSum += pixels.count - before
    }

    /// Makes the pixels of one run part of the scene as they are now.
    package mutating func absorb(_ frame: borrowing Frame, row: Int, columns: Range<Int>) {
        let pixels = frame.pixels
        for i in (row * width + columns.lowerBound)..<(row * width + columns.upperBound) {
            mean[i] = Int16(pixels[i]) * Self.unit
            deviation[i] = Tuning.firstDeviation
            mask[i] = 0
        }
    }

    /// Lets the whole model follow a change of light: mean becomes `gain * mean + offset` (luma).
    /// - Parameter isSudden: the step is large; what one line for the whole picture misses locally is doubted for a while.
    package mutating func relight(gain: Double, offset: Double, isSudden: Bool) {
        let factor = Int32((gain * 4096).rounded())
        let shift = Int32((offset * Double(Self.unit)).rounded())
        Self.relight(&mean, &deviation, factor, shift, doubtShift: isSudden ? 3 : 15)
    }

    private static func relight(
        _ mean: inout [Int16], _ deviation: inout [Int16], _ factor: Int32, _ shift: Int32, doubtShift: Int32
    ) {
        var means = mean.mutableSpan, deviations = deviation.mutableSpan
        let count = means.count
        precondition(deviations.count == count)
        for i in 0..<count {
            let before = Int32(means[i])
            let value = min(max(((before &* factor) &>> 12) &+ shift, 0), 255 * 64)
            means[i] = Int16(truncatingIfNeeded: value)
            let doubt = abs(value &- before) &>> doubtShift
            deviations[i] = min(deviations[i] &+ Int16(truncatingIfNeeded: doubt), Tuning.largestDeviation)
        }
    }

    /// Numbers that shape the model, each with its reason.
    package enum Tuning {
        /// Deviation before anything is known: 4 grey levels.
        static let firstDeviation: Int16 = 4 * 64
        /// Deviations stay below this, so that nothing becomes blind for good: 20 grey levels.
        static let largestDeviation: Int16 = 12 * 64
        /// No difference under this is foreground: camera noise and JPEG quantisation reach 8 grey levels.
        static let leastThreshold: Int16 = 9 * 64
        /// An empty scene is followed within seconds, an unexplained change within a minute.
        static let background_s = 6.0
        static let foreground_s = 40.0
        static let backgroundDeviation_s = 6.0
        static let foregroundDeviation_s = 6.0
    }

    /// Shares of the difference that are taken over per frame, in 1/65536, and what makes their rounding fair.
    struct Rates {
        let background: Share, foreground: Share, backgroundDeviation: Share, foregroundDeviation: Share

        /// `(difference + half) * rate >> 16` rounds `difference * rate` to the nearest in 16-bit arithmetic.
        struct Share {
            let rate: Int16
            let half: Int16

            init(elapsed_s: Double, constant_s: Double) {
                rate = max(1, Int16((min(elapsed_s / constant_s, 0.25) * 65536).rounded()))
                half = Int16(min(32768 / Int32(rate), 2000))
            }
        }

        init(elapsed_s: Double) {
            background = Share(elapsed_s: elapsed_s, constant_s: Tuning.background_s)
            foreground = Share(elapsed_s: elapsed_s, constant_s: Tuning.foreground_s)
            backgroundDeviation = Share(elapsed_s: elapsed_s, constant_s: Tuning.backgroundDeviation_s)
            foregroundDeviation = Share(elapsed_s: elapsed_s, constant_s: Tuning.foregroundDeviation_s)
        }
    }

    /// The kernel: a plain loop that the compiler turns into vector code.
    private static func pass(
        _ pixels: Span<UInt8>, _ mean: inout [Int16], _ deviation: inout [Int16], _ mask: inout [UInt8],
        _ held: [UInt8], _ rates: Rates
    ) {
        let hold = held.span
        var means = mean.mutableSpan, deviations = deviation.mutableSpan, masks = mask.mutableSpan
        let count = masks.count
        precondition(pixels.count == count && means.count == count && deviations.count == count && hold.count == count)
        let least = Tuning.leastThreshold, most = Tuning.largestDeviation
        // Locals and masks instead of conditions: the loop must become vector code without gathers and shifts.
        let (calm, calmHalf) = (rates.background.rate, rates.background.half)
        let (odd, oddHalf) = (calm ^ rates.foreground.rate, calmHalf ^ rates.foreground.half)
        let (calmD, calmDHalf) = (rates.backgroundDeviation.rate, rates.backgroundDeviation.half)
        let (oddD, oddDHalf) = (calmD ^ rates.foregroundDeviation.rate, calmDHalf ^ rates.foregroundDeviation.half)
        for i in 0..<count {
            let difference = (Int16(truncatingIfNeeded: pixels[i]) &<< 6) &- means[i]
            let size = difference < 0 ? 0 &- difference : difference
            let deviation = deviations[i]
            let adaptive = deviation &+ deviation &+ deviation &+ 4 * 64
            let threshold = adaptive > least ? adaptive : least
            let foreground: Int16 = size > threshold ? -1 : 0
            let clearly: Int16 = size > threshold &+ (threshold &>> 1) ? -1 : 0
            masks[i] = UInt8(truncatingIfNeeded: (foreground & 1) | (clearly & 2))
            let free = Int16(truncatingIfNeeded: hold[i]) &- 1
            let rate = (calm ^ (odd & foreground)) & free
            means[i] = means[i] &+ multiplyHigh(difference &+ (calmHalf ^ (oddHalf & foreground)), rate)
            let capped = size < most ? size : most
            let rateD = (calmD ^ (oddD & foreground)) & free
            deviations[i] =
                deviation &+ multiplyHigh(capped &- deviation &+ (calmDHalf ^ (oddDHalf & foreground)), rateD)
        }
    }
}

/// The upper half of a 16-bit product; one instruction for eight lanes.
@inline(__always)
private func multiplyHigh(_ a: Int16, _ b: Int16) -> Int16 { Int16(truncatingIfNeeded: (Int32(a) &* Int32(b)) &>> 16) }
