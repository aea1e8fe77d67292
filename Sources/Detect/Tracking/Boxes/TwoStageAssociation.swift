package import Base

/// Tells which box is which track's, in stages: sure boxes for believed tracks, faint boxes for those left over (Y. Zhang
/// et al., "ByteTrack", ECCV 2022), sure boxes for those last seen there (J. Cao et al., "Observation-Centric SORT", CVPR
/// 2023), and what remains for tracks that are not believed yet, so that a newcomer never takes a box from somebody known.
///
/// Likeness is intersection over union, times the same of the heights alone: people who cross overlap, but at different
/// distances they are of different height (M. Yang et al., "Hybrid-SORT", AAAI 2024). There is no appearance in it.
package struct TwoStageAssociation {
    /// What a track expects of this frame.
    package struct Expectation: Hashable, Sendable {
        /// Where its box should be now, and where it was when it was last seen.
        package var box: Box
        package var lastSeen: Box
        /// For how long it had not been seen at the frame before; 0 when it was seen there.
        package var unseen_s: Double
        package var isConfirmed: Bool

        package init(box: Box, lastSeen: Box, unseen_s: Double, isConfirmed: Bool) {
            (self.box, self.lastSeen, self.unseen_s, self.isConfirmed) = (box, lastSeen, unseen_s, isConfirmed)
        }
    }

    /// How a pair was found.
    package enum Stage: Hashable, Sendable { case sure, faint, lastPlace }

    /// A track and its box, by their indices.
    package struct Pair: Hashable, Sendable {
        package let track: Int
        package let box: Int
        package let stage: Stage
    }

    package let settings: BoxTrackerSettings
    private var assignment = Assignment()
    private var costs: [Double] = []

    package init(_ settings: BoxTrackerSettings = BoxTrackerSettings()) { self.settings = settings }

    /// Pairs tracks and boxes one to one, in the order of the stages.
    ///
    /// Boxes fainter than `faintScore` and tracks that nothing is like have no pair. Cost: as `Assignment`, per stage.
    /// - Parameter elapsed_s: since the frame before, 0 and above.
    package mutating func pair(_ tracks: [Expectation], _ boxes: [ScoredBox], elapsed_s: Double) -> [Pair] {
        var round = Round(tracks: tracks, boxes: boxes, growth: min(settings.mostGrowth, settings.growth_s * elapsed_s))
        let known = tracks.indices.filter { tracks[$0].isConfirmed }
        let recent = known.filter { tracks[$0].unseen_s <= settings.faintPatience_s }
        let sure = boxes.indices.filter { boxes[$0].score >= settings.sureScore }
        let faint = boxes.indices.filter {
            boxes[$0].score < settings.sureScore && boxes[$0].score >= settings.faintScore
        }
        run(.sure, known, sure, &round)
        run(.faint, recent, faint, &round)
        run(.lastPlace, known, sure, &round)
        run(.sure, tracks.indices.filter { !tracks[$0].isConfirmed }, sure, &round)
        return round.pairs
    }

    private mutating func run(_ stage: Stage, _ tracks: [Int], _ boxes: [Int], _ round: inout Round) {
        let rows = tracks.filter { !round.takenTracks[$0] }, columns = boxes.filter { !round.takenBoxes[$0] }
        guard !rows.isEmpty, !columns.isEmpty else { return }
        let least =
            switch stage {
            case .sure: settings.sureOverlap
            case .faint: settings.faintOverlap
            case .lastPlace: settings.lastPlaceOverlap
            }
        costs.removeAll(keepingCapacity: true)
        for row in rows {
            let track = round.tracks[row]
            let place = (stage == .lastPlace ? track.lastSeen : track.box).grown(by: round.growth)
            for column in columns {
                let seen = round.boxes[column].box.grown(by: round.growth)
                costs.append(1 - Self.likeness(place, seen, least: least))
            }
        }
        assignment.solve(costs: costs, rows: rows.count, columns: columns.count, unassigned: 1)
        for (row, column) in assignment.columns.enumerated() where column >= 0 {
            round.take(Pair(track: rows[row], box: columns[column], stage: stage))
        }
    }

    /// 0 for boxes that overlap by less than `least`, 1 for equal ones.
    private static func likeness(_ a: Box, _ b: Box, least: Double) -> Double {
        let overlap = a.intersectionOverUnion(b)
        guard overlap >= least, overlap > 0 else { return 0 }
        let shared = min(a.maxY, b.maxY) - max(a.y, b.y), all = max(a.maxY, b.maxY) - min(a.y, b.y)
        return overlap * shared / all
    }

    /// One frame on its way through the stages.
    private struct Round {
        let tracks: [Expectation]
        let boxes: [ScoredBox]
        let growth: Double
        var takenTracks: [Bool]
        var takenBoxes: [Bool]
        var pairs: [Pair] = []

        init(tracks: [Expectation], boxes: [ScoredBox], growth: Double) {
            (self.tracks, self.boxes, self.growth) = (tracks, boxes, growth)
            takenTracks = Array(repeating: false, count: tracks.count)
            takenBoxes = Array(repeating: false, count: boxes.count)
        }

        mutating func take(_ pair: Pair) {
            (takenTracks[pair.track], takenBoxes[pair.box]) = (true, true)
            pairs.append(pair)
        }
    }
}

extension Box {
    /// Larger on each side by this share of its width and height (F. Yang et al., "Hard to Track Objects with Irregular
    /// Motions and Similar Appearances? Make It Easier by Buffering the Matching Space", WACV 2023).
    fileprivate func grown(by share: Double) -> Box {
        Box(
            x: x - width * share, y: y - height * share, width: width * (1 + 2 * share),
            height: height * (1 + 2 * share))
    }
}
