import Base
import Detect

/// A picture to look at: textured ground with things painted on it, seen through a camera with noise.
struct StillLife {
    static let size = PixelSize(width: 160, height: 120)

    /// Brightness of each pixel, before noise.
    var values: [Double]

    /// Large patches of ground with small ones on them, 45...205 grey levels.
    static func ground(seed: UInt64 = 1) -> StillLife {
        var noise = Noise(seed: seed)
        let large = (0..<64).map { _ in 55 + 110 * noise.next() }
        let small = (0..<60 * 60).map { _ in 40 * noise.next() - 10 }
        return StillLife { x, y in large[(y / 17) * 8 + x / 21] + small[(y / 2) * 60 + (x / 2) % 60] }
    }

    /// Ground of one brightness.
    static func plain(_ value: Double) -> StillLife { StillLife { _, _ in value } }

    init(_ value: (Int, Int) -> Double) {
        values = (0..<Self.size.count).map { value($0 % Self.size.width, $0 / Self.size.width) }
    }

    /// Paints a rectangle; `change` sees what is there.
    mutating func paint(_ x: Range<Int>, _ y: Range<Int>, _ change: (Double) -> Double) {
        for row in y where (0..<Self.size.height).contains(row) {
            for column in x where (0..<Self.size.width).contains(column) {
                values[row * Self.size.width + column] = change(values[row * Self.size.width + column])
            }
        }
    }

    /// The picture with something done to all of it.
    func lit(gain: Double, offset: Double) -> StillLife {
        var other = self
        for i in values.indices { other.values[i] = values[i] * gain + offset }
        return other
    }

    /// A frame of it with even noise of the given amplitude.
    func frame(at t: Double = 0, sequence: Int = 0, noise amplitude: Double = 0, _ noise: inout Noise) -> Frame {
        let pixels = values.map { value in
            UInt8(min(max((value + (2 * noise.next() - 1) * amplitude).rounded(), 0), 255))
        }
        return Frame(
            width: Self.size.width, height: Self.size.height, pixels: pixels,
            time: RuleStage.start.advanced(bySeconds: t), sequence: sequence)
    }

    func frame(at t: Double = 0) -> Frame {
        var noise = Noise(seed: 1)
        return frame(at: t, &noise)
    }
}

extension BackgroundModel {
    /// Grey levels of the learned scene at a pixel.
    func level(_ x: Int, _ y: Int) -> Double { Double(mean[y * width + x]) / Double(Self.unit) }

    func isForeground(_ x: Int, _ y: Int) -> Bool { mask[y * width + x] != 0 }

    var foreground: Int { mask.count { $0 != 0 } }

    /// Looks at a picture for so long.
    mutating func watch(_ rate: Double, seconds: Double, noise amplitude: Double = 3, _ picture: (Double) -> StillLife)
    {
        var noise = Noise(seed: 3)
        for i in 1...Int((seconds * rate).rounded()) {
            let t = Double(i) / rate
            update(with: picture(t).frame(at: t, noise: amplitude, &noise), elapsed_s: 1 / rate)
        }
    }

    static func of(_ picture: StillLife) -> BackgroundModel {
        var model = BackgroundModel(size: StillLife.size)
        model.restart(from: picture.frame())
        return model
    }
}
