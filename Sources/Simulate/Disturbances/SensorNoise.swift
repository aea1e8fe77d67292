/// Noise of the sensor: a table of normal deviates, of which every row of every frame takes a piece at a random place.
///
/// A table costs one addition per pixel; 65 537 entries do not repeat visibly within a frame.
struct SensorNoise: Sendable {
    private let table: [Int16]
    private let seed: UInt64
    private static let length = 65_537

    /// Makes the table for a standard deviation in luma steps; fractions are kept by random rounding.
    init(sigma: Double, seed: UInt64) {
        self.seed = seed
        var random = SeededRandom(seed: seed, purpose: Purpose.noise)
        table =
            sigma <= 0
            ? []
            : (0..<SensorNoise.length).map { _ in
                let value = random.normal() * sigma
                let floor = value.rounded(.down)
                return Int16(floor) + (random.unit() < value - floor ? 1 : 0)
            }
    }

    /// Adds the noise of a frame.
    func add(to plane: inout [UInt8], width: Int, height: Int, frame: Int) {
        guard !table.isEmpty else { return }
        var random = SeededRandom(seed: seed, purpose: Purpose.noise, number: frame + 1)
        let table = self.table.span
        var pixels = plane.mutableSpan
        for row in 0..<height {
            var place = random.index(below: SensorNoise.length - width)
            for i in row * width..<(row + 1) * width {
                pixels[i] = UInt8(max(0, min(255, Int16(pixels[i]) &+ table[place])))
                place += 1
            }
        }
    }
}
