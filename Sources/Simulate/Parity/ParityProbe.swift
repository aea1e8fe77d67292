/// Measures how bright clothes of a tone come out in a scene, and the ground that their wearers hide.
///
/// Everybody is rendered in two tones and not at all. Where the two differ most is clothes alone: no edge, no shadow.
struct ParityProbe {
    /// Mean luma of the ground behind the walkers.
    let ground_luma: Double
    private let tones: (low: Double, high: Double)
    private let lumas: (low: Double, high: Double)

    private static let pictures = 10

    /// Renders the probes; the scenes have the same ways and gaits.
    init(empty: Scene, tones: (Double, Double), dressed: (Double) -> Scene) {
        let frames = (1...Self.pictures).map { $0 * empty.frameCount / (Self.pictures + 1) }
        let ground = Self.render(empty, frames), low = Self.render(dressed(tones.0), frames)
        let high = Self.render(dressed(tones.1), frames)
        let most = zip(low, high).map { Int($1) - Int($0) }.max() ?? 0
        let inner = low.indices.filter { most > 0 && 10 * (Int(high[$0]) - Int(low[$0])) >= 9 * most }
        func mean(_ plane: [UInt8]) -> Double {
            inner.isEmpty ? 0 : Double(inner.reduce(0) { $0 + Int(plane[$1]) }) / Double(inner.count)
        }
        ground_luma = mean(ground)
        (self.tones, lumas) = (tones, (mean(low), mean(high)))
    }

    /// The tone that comes out with this luma, on a straight line through the two; 0 ... 1.
    func tone(of luma: Double) -> Double {
        guard lumas.high > lumas.low else { return tones.low }
        let tone = tones.low + (luma - lumas.low) * (tones.high - tones.low) / (lumas.high - lumas.low)
        return min(max(tone, 0), 1)
    }

    /// These frames without noise, one after another.
    private static func render(_ scene: Scene, _ frames: [Int]) -> [UInt8] {
        var still = scene
        still.sensor.noise_luma = 0
        var renderer = SceneRenderer(still), plane: [UInt8] = [], all: [UInt8] = []
        for frame in frames {
            renderer.renderLuma(frame: frame, into: &plane)
            all += plane
        }
        return all
    }
}
