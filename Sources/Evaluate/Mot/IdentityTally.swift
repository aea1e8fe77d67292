/// Identity measures (E. Ristani et al., "Performance Measures and a Data Set for Multi-Target, Multi-Camera Tracking",
/// ECCV workshops 2016): each truth is given one track for the whole sequence so that most boxes agree.
package struct IdentityTally: Hashable, Sendable {
    /// Boxes that agree, boxes of tracks that do not, and boxes of the truth without their track.
    package private(set) var found = 0
    package private(set) var wrong = 0
    package private(set) var missed = 0

    package init() {}

    /// Counts one sequence. Cost: an assignment of truths to the tracks that ever were on them.
    package init(_ comparison: MotComparison) {
        let least = MotComparison.threshold - MotComparison.tolerance
        let truths = comparison.truthFrames.count, tracks = comparison.trackFrames.count
        var together: [Int: Int] = [:]
        for frame in comparison.frames {
            for (row, truth) in frame.truths.enumerated() {
                for (column, track) in frame.tracks.enumerated() where frame.overlap(row, column) >= least {
                    together[truth * tracks + track, default: 0] += 1
                }
            }
        }
        let most = together.values.max() ?? 0
        // A column of its own for every truth keeps the number of pairs the same, so that the sum alone decides.
        var edges = (0..<truths).map { Assignment.Edge(left: $0, right: tracks + $0, cost: Int64(most)) }
        for (pair, count) in together.sorted(by: { $0.key < $1.key }) {
            edges.append(Assignment.Edge(left: pair / tracks, right: pair % tracks, cost: Int64(most - count)))
        }
        for pair in Assignment.pairs(left: truths, right: tracks + truths, edges: edges) where pair.right < tracks {
            found += together[pair.left * tracks + pair.right] ?? 0
        }
        (wrong, missed) = (comparison.trackBoxes - found, comparison.truthBoxes - found)
    }

    /// IDF1: harmonic mean of identity precision and recall, 0...1; nil when there is nothing to judge.
    package var f1: Double? {
        let all = 2 * found + wrong + missed
        return all > 0 ? 2 * Double(found) / Double(all) : nil
    }

    /// Share of the track boxes that agree; nil without any.
    package var precision: Double? { found + wrong > 0 ? Double(found) / Double(found + wrong) : nil }

    /// Share of the truth that agrees; nil without any.
    package var recall: Double? { found + missed > 0 ? Double(found) / Double(found + missed) : nil }

    package static func += (sum: inout IdentityTally, other: IdentityTally) {
        sum.found += other.found
        sum.wrong += other.wrong
        sum.missed += other.missed
    }
}
