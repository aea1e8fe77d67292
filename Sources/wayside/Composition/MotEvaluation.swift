import Base
import Detect
import Evaluate
import Foundation
import Pipeline
import StrictYAML

/// The tracker alone, on boxes that some detector gave (MOTChallenge form), judged by truth of the same form. What it makes
/// of pictures plays no part, so trackers can be compared on the same boxes.
struct MotEvaluation {
    let stop: StopRequest
    let console: Console
    var settings = BoxTrackerSettings()

    /// Follows the boxes of each directory and judges the tracks; stops between two sequences when that is asked for.
    /// - Throws: `Failure` when a file is missing or wrong.
    func report(_ directories: [String]) throws -> MotReport {
        var results: [MotResult] = []
        for directory in directories where !stop.isRequested {
            let sequence = try Failure.mapping(.data) { () throws(Diagnostics) in
                try MotReader.read(directory: directory)
            }
            if let other = results.first(where: { $0.name == sequence.name }) {
                throw Failure(
                    .usage, "another sequence is called \(other.name) too", at: directory,
                    mend: "give each sequence once, or change its name in seqinfo.ini")
            }
            console.progress("\(sequence.name): \(sequence.frameCount) frames")
            let (tracks, seconds) = follow(sequence)
            results.append(MotResult(sequence, tracks: tracks, tracker_s: seconds))
        }
        console.endProgress()
        return MotReport(results)
    }

    /// Tracks by frame, and the CPU time that they took.
    private func follow(_ sequence: MotSequence) -> ([[MotSequence.TrackBox]], Double) {
        let frames = sequence.detections.map { boxes in boxes.map { ScoredBox(box: $0.box, score: $0.score) } }
        var tracker = BoxTracker(settings), tracks: [[TrackedBox]] = []
        tracks.reserveCapacity(frames.count)
        let started = clock()
        for boxes in frames { tracks.append(tracker.update(boxes, elapsed_s: 1 / sequence.rate)) }
        let seconds = Double(clock() - started) / Double(CLOCKS_PER_SEC)
        return (tracks.map { list in list.map { MotSequence.TrackBox(id: $0.id, box: $0.box) } }, seconds)
    }

    /// The report as a table.
    static func table(_ report: MotReport, _ style: Style) -> String {
        var table = TextTable(MotReport.columns.enumerated().map { ($1, $0 == 0 ? .left : .right) })
        for row in report.rows { table.add(row) }
        return table.lines(style).joined(separator: "\n") + "\n"
    }
}
