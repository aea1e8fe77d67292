import Base

/// Tracks beside truth, frame by frame: who is there, and how well each pair of boxes agrees. What all three families of
/// measures are computed from, so that they judge the same boxes.
///
/// Boxes of the truth that are to be ignored are taken out, and with each the track box that is its partner when all
/// boxes of the frame are paired (at half their union or more), as MOTChallenge does with its distractors.
package struct MotComparison: Sendable {
    /// One frame; truths and tracks are numbered from 0 through the whole sequence.
    struct Frame: Sendable {
        var truths: [Int] = []
        var tracks: [Int] = []
        /// Intersection over union of each truth with each track, truth by truth.
        var overlap: [Double] = []

        func overlap(_ truth: Int, _ track: Int) -> Double { overlap[truth * tracks.count + track] }
    }

    /// From here on a track box counts as being on a truth box (PASCAL criterion).
    static let threshold = 0.5
    /// What rounding may take from an overlap that lies exactly on a threshold.
    static let tolerance = 0x1p-52

    private(set) var frames: [Frame] = []
    /// In how many frames each truth, and each track, is there.
    private(set) var truthFrames: [Int] = []
    private(set) var trackFrames: [Int] = []

    /// Compares the tracks of a sequence with its truth. Cost: a product of boxes per frame, and the pairing of those
    /// frames that have boxes to ignore.
    /// - Precondition: as many frames of each; a number appears once in a frame.
    package init(truth: [[MotSequence.TruthBox]], tracks: [[MotSequence.TrackBox]]) {
        precondition(truth.count == tracks.count, "one list of tracks per frame of the truth")
        var truthNumbers = Numbering(), trackNumbers = Numbering()
        for (due, given) in zip(truth, tracks) {
            let judged = due.filter(\.isJudged)
            let kept = judged.count == due.count ? given : Self.withoutIgnored(given, due)
            var frame = Frame(
                truths: judged.map { truthNumbers.number(of: $0.id) },
                tracks: kept.map { trackNumbers.number(of: $0.id) })
            for label in judged {
                for track in kept { frame.overlap.append(label.box.intersectionOverUnion(track.box)) }
            }
            frames.append(frame)
        }
        (truthFrames, trackFrames) = (truthNumbers.frames, trackNumbers.frames)
    }

    var truthBoxes: Int { truthFrames.reduce(0, +) }
    var trackBoxes: Int { trackFrames.reduce(0, +) }

    private static func withoutIgnored(
        _ given: [MotSequence.TrackBox], _ due: [MotSequence.TruthBox]
    ) -> [MotSequence.TrackBox] {
        let pairs = Pairing.best(rows: due.count, columns: given.count) { row, column in
            let overlap = due[row].box.intersectionOverUnion(given[column].box)
            return overlap >= threshold - tolerance ? overlap : 0
        }
        let ignored = Set(pairs.filter { !due[$0.row].isJudged }.map(\.column))
        return given.enumerated().filter { !ignored.contains($0.offset) }.map(\.element)
    }

    /// Numbers ids in the order in which they appear, and counts how often they do.
    private struct Numbering {
        private var numbers: [Int: Int] = [:]
        private(set) var frames: [Int] = []

        mutating func number(of id: Int) -> Int {
            let number = numbers[id] ?? frames.count
            if number == frames.count {
                numbers[id] = number
                frames.append(0)
            }
            frames[number] += 1
            return number
        }
    }
}

/// Pairs that bring most in total.
enum Pairing {
    /// Pairs rows and columns one to one with the greatest sum of `worth`, 0...1; what is worth nothing stays apart.
    /// Equal input gives equal pairs. Cost: as `Assignment`.
    static func best(rows: Int, columns: Int, worth: (Int, Int) -> Double) -> [(row: Int, column: Int)] {
        guard rows > 0, columns > 0 else { return [] }
        let whole = 1e12
        // A column of its own for every row keeps the number of pairs the same, so that the sum alone decides.
        var edges = (0..<rows).map { Assignment.Edge(left: $0, right: columns + $0, cost: Int64(whole)) }
        for row in 0..<rows {
            for column in 0..<columns {
                let worth = worth(row, column)
                guard worth > 0 else { continue }
                edges.append(Assignment.Edge(left: row, right: column, cost: Int64((whole * (1 - worth)).rounded())))
            }
        }
        return Assignment.pairs(left: rows, right: columns + rows, edges: edges).filter { $0.right < columns }
            .map { (row: $0.left, column: $0.right) }
    }
}
