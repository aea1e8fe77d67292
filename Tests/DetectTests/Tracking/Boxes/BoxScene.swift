import Base
import Detect

/// Walkers as a detector would see them: upright boxes in pixels, with a score, or not at all.
struct BoxScene {
    /// One walker: height of the box (its width is 0.4 of it), and where its foot is at a time.
    struct Walker: Sendable {
        let height: Double
        let foot: @Sendable (Double) -> Point
        /// Score at a time; nil is unseen.
        var score: @Sendable (Double) -> Double? = { _ in 0.9 }

        func box(at t: Double) -> Box {
            let foot = foot(t)
            return Box(x: foot.x - height * 0.2, y: foot.y - height, width: height * 0.4, height: height)
        }
    }

    /// What the tracker gave, by frame: the number under which each walker was followed.
    private(set) var numbers: [[Int?]] = []
    private(set) var frames: [[TrackedBox]] = []

    /// Follows the walkers for some seconds; `scale` turns pixels into another unit.
    init(_ walkers: [Walker], rate: Double, seconds: Double, scale: Double = 1) {
        var tracker = BoxTracker()
        for frame in 0..<Int(seconds * rate) {
            let t = Double(frame) / rate
            var boxes: [ScoredBox] = [], indices: [Int?] = []
            for walker in walkers {
                indices.append(walker.score(t) == nil ? nil : boxes.count)
                let box = walker.box(at: t)
                let scaled = Box(
                    x: box.x * scale, y: box.y * scale, width: box.width * scale, height: box.height * scale)
                if let score = walker.score(t) { boxes.append(ScoredBox(box: scaled, score: score)) }
            }
            let tracked = tracker.update(boxes, elapsed_s: 1 / rate)
            frames.append(tracked)
            numbers.append(indices.map { index in index.flatMap { i in tracked.first { $0.source == i }?.id } })
        }
    }

    /// All numbers that a walker was ever followed under.
    func numbers(of walker: Int) -> Set<Int> { Set(numbers.compactMap { $0[walker] }) }
}
