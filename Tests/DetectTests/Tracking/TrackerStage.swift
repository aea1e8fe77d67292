import Base
import Detect

/// Runs the tracker over painted pictures, frame by frame.
struct TrackerStage {
    static let size = PixelSize(width: 320, height: 240)
    let rate: Double
    private(set) var tracker = Tracker(size: TrackerStage.size, smallestObject: 0.06)
    private(set) var frames: [(t: Double, tracks: [Track])] = []
    private var map = RegionMap()
    private var mask = BitMask(width: TrackerStage.size.width, height: TrackerStage.size.height)
    private var grouping = BitMask(width: TrackerStage.size.width, height: TrackerStage.size.height)

    /// Tracks everything that `paint` draws between 0 and `seconds`.
    init(rate: Double, seconds: Double, _ paint: (inout Painted, Double) -> Void) {
        self.rate = rate
        for sequence in 0..<Int((seconds * rate).rounded()) {
            let t = Double(sequence) / rate
            var picture = Painted(width: Self.size.width, height: Self.size.height)
            paint(&picture, t)
            mask.pack(picture.bytes)
            grouping.dilate(from: mask, reach_px: 3)
            // All that is painted is clearly there.
            map.find(mask: mask, grouping: grouping, strong: picture.pixels.map { $0 ? 3 : 0 })
            tracker.update(
                map, map.regions.indices.filter { map.regions[$0].area >= 20 }, elapsed_s: 1 / rate,
                time: RuleStage.start.advanced(bySeconds: t), sequence: sequence)
            frames.append((t, tracker.tracks))
        }
    }

    /// Ids of all tracks that were ever believed.
    var believed: Set<Int> { Set(frames.flatMap { $0.tracks.filter(\.confirmed).map(\.id) }) }

    /// Believed tracks of the frame nearest to a time.
    func tracks(at t: Double) -> [Track] {
        frames.min { abs($0.t - t) < abs($1.t - t) }?.tracks.filter(\.confirmed) ?? []
    }

    /// The believed track whose anchor is nearest to a point in working pixels, if one is within reach.
    func track(at t: Double, x: Double, bottom: Double, reach_px: Double = 20) -> Track? {
        func distance(_ track: Track) -> Double {
            let dx = track.anchor.x * Double(Self.size.width) - x,
                dy = track.anchor.y * Double(Self.size.height) - bottom
            return (dx * dx + dy * dy).squareRoot()
        }
        return tracks(at: t).min { distance($0) < distance($1) }.flatMap { distance($0) <= reach_px ? $0 : nil }
    }
}

extension Painted {
    /// A solid rectangle by the middle of its foot line.
    mutating func block(x: Double, bottom: Double, width: Double, height: Double) {
        fill(
            Int((x - width / 2).rounded())..<Int((x + width / 2).rounded()),
            Int((bottom - height).rounded())..<Int(bottom.rounded()))
    }
}
