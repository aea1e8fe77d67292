package import Base

/// What a frame is compared with: a plane of means with its deviations (luma times 64), and where it is not to be asked.
package protocol LearnedScene {
    /// In working pixels.
    var width: Int { get }
    var height: Int { get }
    var mean: [Int16] { get }
    var deviation: [Int16] { get }
    /// Not zero where something stands before the scene.
    var hold: [UInt8] { get }
    /// Sum of them: more where more is held.
    var heldSum: Int { get }
}

extension BackgroundModel: LearnedScene {}

/// Follows what light does to the whole picture at once: auto-exposure, a lamp switched, a cloud.
///
/// The change is fitted as `frame = gain * scene + offset` by comparing, for bands of scene brightness, the median of the
/// frame with the scene (medians hold against up to half of the pixels being covered by objects). A fit is taken only
/// when it explains the frame much better than no change does.
package struct LightCompensation {
    /// A fitted change of light.
    package struct Change: Equatable, Sendable {
        package let gain: Double
        /// Grey levels.
        package let offset: Double
        /// Large enough that regions of this frame are not to be trusted.
        package let isSudden: Bool
    }

    /// Bands of scene brightness, and by how much a brightness is shifted to give its band.
    private static let bands = 8, bandShift: UInt64 = 5
    private let step_px: Int
    /// How often the frame shows each of 256 grey levels in each band.
    private var histograms = [UInt16](repeating: 0, count: bands * 256)
    /// Of each band the number of samples (upper half of the word) and the sum of their scene (lower half).
    private var bandSums = [UInt64](repeating: 0, count: bands)
    private var points: [BandPoint] = []

    /// Makes a compensator for planes of this size.
    package init(size: PixelSize) {
        step_px = max(2, size.width / 56)
        points.reserveCapacity(Self.bands)
    }

    /// The change of light between the model's scene and `frame`; nil when there is none worth following.
    ///
    /// Cost: some 56 x 42 pixels are read, about 3 ns each, twice while the light changes; allocates nothing.
    package mutating func change(from model: borrowing some LearnedScene, to frame: borrowing Frame) -> Change? {
        // Medians stand half of the picture being covered; more than a third held leaves too little, so all is used.
        let skipsHeld = model.heldSum * 3 < model.hold.count
        let total = Self.collect(
            model, frame.pixels, step_px: step_px, skipsHeld: skipsHeld, &histograms, &bandSums)
        guard total >= 64 else { return nil }
        findBandMedians(of: total)
        guard !points.isEmpty, let fit = Self.fit(points) else { return nil }
        var strength = 0.0, weight = 0.0
        for point in points {
            strength += abs(fit.gain * point.scene + fit.offset - point.scene) * point.weight
            weight += point.weight
        }
        let moved = strength / weight
        guard moved >= 1.5 else { return nil }
        let before = disagreement(model, frame.pixels, gain: 1, offset: 0, skipsHeld)
        let after = disagreement(model, frame.pixels, gain: fit.gain, offset: fit.offset, skipsHeld)
        guard after < before * 0.75, after < 0.5 else { return nil }
        return Change(gain: fit.gain, offset: fit.offset, isSudden: moved >= 6)
    }

    private struct BandPoint { let scene: Double, frame: Double, weight: Double }

    /// Reads the samples into what is kept of each band; gives their number.
    private static func collect(
        _ model: borrowing some LearnedScene, _ pixels: Span<UInt8>, step_px: Int, skipsHeld: Bool,
        _ histograms: inout [UInt16], _ bands: inout [UInt64]
    ) -> Int {
        let means = model.mean.span, held = model.hold.span, width = model.width
        var histogram = histograms.mutableSpan, sums = bands.mutableSpan
        histogram.update(repeating: 0)
        sums.update(repeating: 0)
        let count = width * model.height
        precondition(means.count == count && held.count == count && pixels.count == count)
        var total = 0
        for y in stride(from: 1, to: model.height, by: step_px) {
            var i = y * width + 1
            let end = (y + 1) * width
            while i < end {
                // Safe: i < width * height, the length of all three.
                let scene = unsafe UInt64(truncatingIfNeeded: means[unchecked: i] &>> 6)
                // Burnt-out and black pixels tell nothing of the light.
                if scene &- 8 <= 247 - 8, unsafe !skipsHeld || held[unchecked: i] == 0 {
                    let band = Int(truncatingIfNeeded: scene &>> bandShift)
                    unsafe histogram[band &<< 8 | Int(pixels[unchecked: i])] &+= 1
                    sums[band] &+= 1 &<< 32 | scene
                    total &+= 1
                }
                i &+= step_px
            }
        }
        return total
    }

    private mutating func findBandMedians(of total: Int) {
        points.removeAll(keepingCapacity: true)
        for band in 0..<Self.bands {
            let count = Int(bandSums[band] >> 32), scene = Int(bandSums[band] & 0xffff_ffff)
            guard count >= max(12, total / 50) else { continue }
            var below = 0, median = 0
            while median < 255, below + Int(histograms[band * 256 + median]) <= count / 2 {
                below += Int(histograms[band * 256 + median])
                median += 1
            }
            // Position inside the median's own bin, so that the fit is finer than a grey level.
            let inside = (Double(count) / 2 - Double(below)) / Double(max(1, histograms[band * 256 + median]))
            points.append(
                BandPoint(
                    scene: Double(scene) / Double(count) + 0.5, frame: Double(median) + inside,
                    weight: Double(count)))
        }
    }

    /// Weighted straight line; a pure offset when the bands lie too close together to tell a gain.
    private static func fit(_ points: [BandPoint]) -> (gain: Double, offset: Double)? {
        var weight = 0.0, scene = 0.0, frame = 0.0, spread = 0.0, both = 0.0
        for point in points {
            weight += point.weight
            scene += point.scene * point.weight
            frame += point.frame * point.weight
        }
        (scene, frame) = (scene / weight, frame / weight)
        for point in points {
            spread += (point.scene - scene) * (point.scene - scene) * point.weight
            both += (point.scene - scene) * (point.frame - frame) * point.weight
        }
        (spread, both) = (spread / weight, both / weight)
        guard spread > 200 else { return (frame / scene > 0.3 && frame / scene < 3) ? (1, frame - scene) : nil }
        let gain = both / spread
        guard gain > 0.25, gain < 4 else { return nil }
        return (gain, frame - gain * scene)
    }

    /// Share of the sampled pixels that the change of light does not explain.
    private func disagreement(
        _ model: borrowing some LearnedScene, _ pixels: Span<UInt8>, gain: Double, offset: Double, _ skipsHeld: Bool
    ) -> Double {
        var odd = 0, all = 0
        let (factor, shift) = (Int(gain * 4096), Int(offset * 64))
        let means = model.mean.span, deviations = model.deviation.span, held = model.hold.span
        let width = model.width
        for y in stride(from: 1, to: model.height, by: step_px) {
            for i in stride(from: y * width + 1, to: (y + 1) * width, by: step_px) {
                if skipsHeld, held[i] != 0 { continue }
                let expected = min(max(((Int(means[i]) * factor) >> 12) + shift, 0), 255 * 64)
                let tolerance = max(6 * 64, 2 * Int(deviations[i]))
                all += 1
                if abs(Int(pixels[i]) * 64 - expected) > tolerance { odd += 1 }
            }
        }
        return Double(odd) / Double(max(1, all))
    }
}
