/// Higher order tracking accuracy (J. Luiten et al., "HOTA: A Higher Order Metric for Evaluating Multi-Object Tracking",
/// International Journal of Computer Vision 129, 2021): how well boxes are found and how well they are kept together, at
/// nineteen thresholds of overlap. Sequences add up as in TrackEval.
package struct HotaTally: Hashable, Sendable {
    /// Thresholds of overlap, 0.05 ... 0.95.
    package static let thresholds = (0..<19).map { 0.05 + Double($0) * 0.05 }

    /// Truth boxes with a track box, without one, and track boxes without a truth, for each threshold.
    private var found = [Int](repeating: 0, count: thresholds.count)
    private var missed = [Int](repeating: 0, count: thresholds.count)
    private var wrong = [Int](repeating: 0, count: thresholds.count)
    /// Sum over the found boxes of how well their truth and their track belong together.
    private var associated = [Double](repeating: 0, count: thresholds.count)

    package init() {}

    /// Counts one sequence. Cost: one assignment per frame, whatever the number of thresholds.
    package init(_ comparison: MotComparison) {
        var book = PairBook(comparison)
        for frame in comparison.frames { book.pair(frame) }
        for (level, pairs) in book.matchesByThreshold(Self.thresholds.count).enumerated() {
            let matches = pairs.reduce(0) { $0 + $1.count }
            found[level] = matches
            missed[level] = comparison.truthBoxes - matches
            wrong[level] = comparison.trackBoxes - matches
            associated[level] = pairs.reduce(0) { sum, pair in
                let either = comparison.truthFrames[pair.truth] + comparison.trackFrames[pair.track] - pair.count
                return sum + Double(pair.count) * Double(pair.count) / Double(max(1, either))
            }
        }
    }

    /// Mean over the thresholds, 0...1; nil when there is nothing to judge.
    package var hota: Double? { mean { (detection($0) * association($0)).squareRoot() } }
    /// How well boxes are found (DetA), as `hota`.
    package var detectionAccuracy: Double? { mean(detection) }
    /// How well the boxes of one object are kept together (AssA), as `hota`.
    package var associationAccuracy: Double? { mean(association) }

    private func detection(_ level: Int) -> Double {
        Double(found[level]) / Double(max(1, found[level] + missed[level] + wrong[level]))
    }

    private func association(_ level: Int) -> Double { associated[level] / Double(max(1, found[level])) }

    private func mean(_ value: (Int) -> Double) -> Double? {
        guard found[0] + missed[0] + wrong[0] > 0 else { return nil }
        return Self.thresholds.indices.reduce(0) { $0 + value($1) } / Double(Self.thresholds.count)
    }

    package static func += (sum: inout HotaTally, other: HotaTally) {
        for level in thresholds.indices {
            sum.found[level] += other.found[level]
            sum.missed[level] += other.missed[level]
            sum.wrong[level] += other.wrong[level]
            sum.associated[level] += other.associated[level]
        }
    }
}

/// Which truth went with which track, how often and how closely. Boxes are paired so that those who belong together over
/// the whole sequence are preferred.
private struct PairBook {
    /// A truth and a track, and in how many frames they were paired.
    struct Pair { let truth: Int, track: Int, count: Int }

    private let tracks: Int
    /// Over the whole sequence, how much of the boxes of a truth and a track is shared: 0...1 by pair.
    private var affinity: [Int: Double] = [:]
    /// By pair: frames by the number of thresholds that their overlap reaches.
    private var reached: [Int: [Int]] = [:]

    init(_ comparison: MotComparison) {
        tracks = comparison.trackFrames.count
        for frame in comparison.frames { add(frame) }
        for (pair, shared) in affinity {
            let all = Double(comparison.truthFrames[pair / tracks] + comparison.trackFrames[pair % tracks])
            affinity[pair] = shared / (all - shared)
        }
    }

    private mutating func add(_ frame: MotComparison.Frame) {
        let rows = frame.truths.indices, columns = frame.tracks.indices
        let ofRow = rows.map { row in columns.reduce(0) { $0 + frame.overlap(row, $1) } }
        let ofColumn = columns.map { column in rows.reduce(0) { $0 + frame.overlap($1, column) } }
        for row in rows {
            for column in columns where frame.overlap(row, column) > 0 {
                let overlap = frame.overlap(row, column)
                affinity[frame.truths[row] * tracks + frame.tracks[column], default: 0] +=
                    overlap / (ofRow[row] + ofColumn[column] - overlap)
            }
        }
    }

    mutating func pair(_ frame: MotComparison.Frame) {
        let pairs = Pairing.best(rows: frame.truths.count, columns: frame.tracks.count) { row, column in
            let overlap = frame.overlap(row, column)
            return overlap > 0 ? overlap * (affinity[frame.truths[row] * tracks + frame.tracks[column]] ?? 0) : 0
        }
        for pair in pairs {
            let overlap = frame.overlap(pair.row, pair.column) + MotComparison.tolerance
            let levels = HotaTally.thresholds.prefix { $0 <= overlap }.count
            let key = frame.truths[pair.row] * tracks + frame.tracks[pair.column]
            reached[key, default: Array(repeating: 0, count: HotaTally.thresholds.count + 1)][levels] += 1
        }
    }

    func matchesByThreshold(_ count: Int) -> [[Pair]] {
        let pairs = reached.sorted { $0.key < $1.key }
        return (0..<count).map { level in
            pairs.map { key, frames in
                Pair(truth: key / tracks, track: key % tracks, count: frames[(level + 1)...].reduce(0, +))
            }
        }
    }
}
