/// CLEAR MOT (K. Bernardin, R. Stiefelhagen, "Evaluating Multiple Object Tracking Performance: The CLEAR MOT Metrics",
/// EURASIP Journal on Image and Video Processing, 2008), as counts that add up over sequences.
package struct ClearTally: Hashable, Sendable {
    /// Boxes of the truth that a track was on, and the sum of their overlaps with it.
    package private(set) var matches = 0
    package private(set) var overlap = 0.0
    /// Boxes of tracks on no truth.
    package private(set) var falsePositives = 0
    /// Boxes of the truth without a track.
    package private(set) var misses = 0
    /// How often a truth is followed by another track than the last that followed it.
    package private(set) var switches = 0

    package init() {}

    /// Counts one sequence. Pairs of the frame before stay as long as their overlap is 0.5 or more; then the total overlap
    /// of the others is made as great as possible. The same rules as TrackEval's.
    package init(_ comparison: MotComparison) {
        var last = [Int](repeating: -1, count: comparison.truthFrames.count)
        var before = last
        for frame in comparison.frames {
            let pairs = Self.pairs(frame, before: before)
            falsePositives += frame.tracks.count - pairs.count
            misses += frame.truths.count - pairs.count
            matches += pairs.count
            // A frame in which one side is empty leaves the pairs of the frame before standing.
            if frame.truths.isEmpty || frame.tracks.isEmpty { continue }
            for truth in before.indices { before[truth] = -1 }
            for pair in pairs {
                let truth = frame.truths[pair.row], track = frame.tracks[pair.column]
                if last[truth] >= 0, last[truth] != track { switches += 1 }
                (last[truth], before[truth]) = (track, track)
                overlap += frame.overlap(pair.row, pair.column)
            }
        }
    }

    private static func pairs(_ frame: MotComparison.Frame, before: [Int]) -> [(row: Int, column: Int)] {
        let least = MotComparison.threshold - MotComparison.tolerance
        var kept: [(row: Int, column: Int)] = []
        var takenRows = Set<Int>(), takenColumns = Set<Int>()
        for (row, truth) in frame.truths.enumerated() where before[truth] >= 0 {
            guard let column = frame.tracks.firstIndex(of: before[truth]), frame.overlap(row, column) >= least else {
                continue
            }
            kept.append((row, column))
            takenRows.insert(row)
            takenColumns.insert(column)
        }
        if takenRows.count == frame.truths.count { return kept }
        return kept
            + Pairing.best(rows: frame.truths.count, columns: frame.tracks.count) { row, column in
                guard !takenRows.contains(row), !takenColumns.contains(column) else { return 0 }
                let overlap = frame.overlap(row, column)
                return overlap >= least ? overlap : 0
            }
    }

    /// Boxes of the truth.
    package var due: Int { matches + misses }

    /// Multiple object tracking accuracy, 1 at best and below 0 when more is wrong than due; nil when nothing was due.
    package var accuracy: Double? {
        due > 0 ? 1 - Double(misses + falsePositives + switches) / Double(due) : nil
    }

    /// Mean overlap of the boxes that were matched, 0.5...1; nil when none was.
    package var precision: Double? { matches > 0 ? overlap / Double(matches) : nil }

    package static func += (sum: inout ClearTally, other: ClearTally) {
        sum.matches += other.matches
        sum.overlap += other.overlap
        sum.falsePositives += other.falsePositives
        sum.misses += other.misses
        sum.switches += other.switches
    }
}
