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

    private static let bands = 8
    private let step_px: Int
    private var histograms: [UInt16] = []

    /// Makes a compensator for planes of this size.
    package init(size: PixelSize) { step_px = max(2, size.width / 56) }

    /// The change of light between the model's scene and `frame`; nil when there is none worth following.
    ///
    /// Cost: some 56 x 42 pixels are read, twice while the light changes.
    package mutating func change(from model: borrowing some LearnedScene, to frame: borrowing Frame) -> Change? {
        let held = model.hold.reduce(into: 0) { $0 += Int($1) }
        // Medians stand half of the picture being covered; more than a third held leaves too little, so all is used.
        let skipsHeld = held * 3 < model.hold.count
        let samples = collect(model, frame.pixels, skipsHeld)
        guard samples.total >= 64 else { return nil }
        let points = bandMedians(samples)
        guard !points.isEmpty, let fit = Self.fit(points) else { return nil }
        let strength = points.map { abs(fit.gain * $0.scene + fit.offset - $0.scene) * $0.weight }.reduce(0, +)
        let moved = strength / points.map(\.weight).reduce(0, +)
        guard moved >= 1.5 else { return nil }
        let before = disagreement(model, frame.pixels, gain: 1, offset: 0, skipsHeld)
        let after = disagreement(model, frame.pixels, gain: fit.gain, offset: fit.offset, skipsHeld)
        guard after < before * 0.75, after < 0.5 else { return nil }
        return Change(gain: fit.gain, offset: fit.offset, isSudden: moved >= 6)
    }

    private struct Samples {
        var total = 0; var counts = [Int](repeating: 0, count: bands); var scene = [Int](repeating: 0, count: bands)
    }
    private struct BandPoint { let scene: Double, frame: Double, weight: Double }

    private mutating func collect(_ model: borrowing some LearnedScene, _ pixels: Span<UInt8>, _ skipsHeld: Bool)
        -> Samples
    {
        histograms.removeAll(keepingCapacity: true)
        for _ in 0..<(Self.bands * 256) { histograms.append(0) }
        var samples = Samples()
        for y in stride(from: 1, to: model.height, by: step_px) {
            for x in stride(from: 1, to: model.width, by: step_px) {
                let i = y * model.width + x
                if skipsHeld, model.hold[i] != 0 { continue }
                let scene = Int(model.mean[i] >> 6)
                // Burnt-out and black pixels tell nothing of the light.
                if scene < 8 || scene > 247 { continue }
                let band = scene * Self.bands / 256
                histograms[band * 256 + Int(pixels[i])] += 1
                samples.counts[band] += 1
                samples.scene[band] += scene
                samples.total += 1
            }
        }
        return samples
    }

    private func bandMedians(_ samples: Samples) -> [BandPoint] {
        (0..<Self.bands).compactMap { band in
            let count = samples.counts[band]
            guard count >= max(12, samples.total / 50) else { return nil }
            var below = 0, median = 0
            while median < 255, below + Int(histograms[band * 256 + median]) <= count / 2 {
                below += Int(histograms[band * 256 + median])
                median += 1
            }
            // Position inside the median's own bin, so that the fit is finer than a grey level.
            let inside = (Double(count) / 2 - Double(below)) / Double(max(1, histograms[band * 256 + median]))
            return BandPoint(
                scene: Double(samples.scene[band]) / Double(count) + 0.5, frame: Double(median) + inside,
                weight: Double(count))
        }
    }

    /// Weighted straight line; a pure offset when the bands lie too close together to tell a gain.
    private static func fit(_ points: [BandPoint]) -> (gain: Double, offset: Double)? {
        let weight = points.map(\.weight).reduce(0, +)
        let scene = points.map { $0.scene * $0.weight }.reduce(0, +) / weight
        let frame = points.map { $0.frame * $0.weight }.reduce(0, +) / weight
        let spread = points.map { ($0.scene - scene) * ($0.scene - scene) * $0.weight }.reduce(0, +) / weight
        guard spread > 200 else { return (frame / scene > 0.3 && frame / scene < 3) ? (1, frame - scene) : nil }
        let both = points.map { ($0.scene - scene) * ($0.frame - frame) * $0.weight }.reduce(0, +) / weight
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
        for y in stride(from: 1, to: model.height, by: step_px) {
            for x in stride(from: 1, to: model.width, by: step_px) {
                let i = y * model.width + x
                if skipsHeld, model.hold[i] != 0 { continue }
                let expected = min(max(((Int(model.mean[i]) * factor) >> 12) + shift, 0), 255 * 64)
                let tolerance = max(6 * 64, 2 * Int(model.deviation[i]))
                all += 1
                if abs(Int(pixels[i]) * 64 - expected) > tolerance { odd += 1 }
            }
        }
        return Double(odd) / Double(max(1, all))
    }
}
