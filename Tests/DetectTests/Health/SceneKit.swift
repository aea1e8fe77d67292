import Base
import Detect

/// A synthetic scene for health tests: blocks of light and shade with edges, seen through a camera with noise.
struct HealthScene {
    static let width = 160, height = 120
    private static let texture: [UInt8] = {
        // Twice as large as the picture, so that the camera can be turned over it: large patches of random brightness
        // with small ones on them.
        var noise = Noise(seed: 99)
        let patches = (0..<64 * 64).map { _ in 45 * noise.next() }
        let large = (0..<64 * 64).map { _ in 50 + 110 * noise.next() }
        return (0..<2 * height * 2 * width).map { index in
            let x = index % (2 * width), y = index / (2 * width)
            return UInt8(patches[(y / 5) * 64 + x / 5] + large[(y / 23) * 64 + x / 23])
        }
    }()

    /// What is done to the picture at a time in seconds.
    struct Look {
        var gain = 1.0, offset = 0.0, noise = 3.0
        var shift = (x: 0, y: 0)
        var blur = 0
        /// Share of the width, from the left, covered by something plain of this brightness.
        var cover: (share: Double, brightness: Double) = (0, 90)
        /// Repeats the noise of the picture before.
        var frozen = false
        init(_ adjust: (inout Look) -> Void = { _ in }) { adjust(&self) }
    }

    /// Runs the camera over the looks and gives the spans in which health found it of no use, in seconds.
    static func spans(
        rate: Double = 10, seconds: Double, masks: [Polygon] = [], _ look: (Double) -> Look
    ) -> [(reason: String, since: Double, decided: Double, until: Double)] {
        var health = CameraHealth(frameSize: PixelSize(width: width, height: height), masks: masks)
        var spans: [(reason: String, since: Double, decided: Double, until: Double)] = []
        var isOpen = false, random = Noise(seed: 5), last: [UInt8] = []
        for sequence in 0..<Int(seconds * rate) {
            let t = Double(sequence) / rate, looks = look(t)
            if !looks.frozen || last.isEmpty { last = picture(looks, &random, masks) }
            let frame = Frame(
                width: width, height: height, pixels: last, time: RuleStage.start.advanced(bySeconds: t),
                sequence: sequence)
            health.update(frame)
            if let reason = health.unobserved {
                if !isOpen {
                    let since = health.since.map { $0.time.seconds(since: RuleStage.start) } ?? t
                    spans.append((reason.name, since, t, seconds))
                }
                isOpen = true
            } else if isOpen {
                spans[spans.count - 1].until = t
                isOpen = false
            }
        }
        return spans
    }

    private static func picture(_ look: Look, _ random: inout Noise, _ masks: [Polygon]) -> [UInt8] {
        var pixels = [UInt8](repeating: 0, count: width * height)
        for y in 0..<height {
            for x in 0..<width {
                var value = scene(x + look.shift.x, y + look.shift.y, look.blur)
                if Double(x) < look.cover.share * Double(width) { value = look.cover.brightness }
                value = value * look.gain + look.offset + (2 * random.next() - 1) * look.noise
                let centre = Point((Double(x) + 0.5) / Double(width), (Double(y) + 0.5) / Double(height))
                pixels[y * width + x] = masks.contains { $0.contains(centre) } ? 0 : UInt8(min(max(value, 0), 255))
            }
        }
        return pixels
    }

    private static func scene(_ x: Int, _ y: Int, _ blur: Int) -> Double {
        if blur == 0 { return Double(texture[y * 2 * width + x]) }
        var sum = 0.0, count = 0.0
        for row in max(0, y - blur)...(y + blur) {
            for column in max(0, x - blur)...(x + blur) {
                sum += Double(texture[row * 2 * width + column])
                count += 1
            }
        }
        return sum / count
    }
}
