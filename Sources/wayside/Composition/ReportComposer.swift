import Base
import Capture
import Settings
import Detect
import Foundation
import Pipeline
import Report
import Score

/// Makes a report of a replay: what was committed, pictures from the recording, numbers from the ledger.
struct ReportComposer {
    /// Pictures in one report; a page with more becomes too heavy for a phone.
    static let mostPictures = 150

    let recording: Recording
    let site: String
    let purpose: String?

    /// Writes `index.html` into `directory` and returns its path.
    /// - Throws: `Failure` when the file cannot be written.
    func write(
        _ collector: EventCollector, _ summary: ReplaySummary, _ session: LedgerSession, to directory: String
    ) throws -> String {
        let events = collector.events
        let start = summary.frames.first ?? recording.start
        var content = ReportContent(
            title: recording.title, site: site, camera: recording.camera, pictureSize: summary.pictureSize,
            start: start,
            end: summary.frames.last ?? start, detector: session.detector, policy: session.policy.policy)
        content.purpose = recording.camera.purpose ?? purpose
        content.entries = try session.entries(of: content.source)
        content.notes = DetectedBehaviours.warnings(about: recording.camera)
        if collector.leftOut > 0 { content.notes.append("\(collector.leftOut) later events are not shown") }
        content.counts = counts(summary)
        try takePictures(of: events, summary.pictureSize, into: &content)
        return try save(ReportPage(content).html(), directory)
    }

    private func takePictures(of events: [CommittedEvent], _ size: PixelSize, into content: inout ReportContent) throws
    {
        let images: RecordedImages
        do { images = try RecordedImages(directory: recording.directory) } catch { throw Failure(error) }
        var pictures = EventPictures(images: images, masks: recording.camera.masks, pictureSize: size)
        var taken = 0
        for committed in events {
            var reported = ReportedEvent(event: committed.event, entry: committed.scored)
            if reported.hasCard, taken < Self.mostPictures, let image = recording.picture(of: committed.sequence) {
                reported.picture = pictures.picture(of: image, hidden: committed.hidden)
                taken += reported.picture == nil ? 0 : 1
            }
            content.events.append(reported)
        }
        if taken == Self.mostPictures { content.notes.append("only the first \(taken) events have a picture") }
    }

    private func counts(_ summary: ReplaySummary) -> [ReportedCount] {
        let frames = summary.frames
        var counts = [
            ReportedCount("pictures", String(frames.received)),
            ReportedCount("frames processed", String(frames.processed)),
        ]
        counts += frames.skippedByReason.map { ReportedCount("skipped: \($0.reason.rawValue)", String($0.count)) }
        return counts + [
            ReportedCount("full picture", "\(summary.pictureSize.width) × \(summary.pictureSize.height) px"),
            ReportedCount("looked at", "\(summary.frameSize.width) × \(summary.frameSize.height) px"),
            ReportedCount("events, ends of stays included", String(summary.scored.events)),
            ReportedCount("ledger entries made", String(summary.scored.entries)),
            ReportedCount("known to the ledger before", String(summary.scored.duplicates)),
        ]
    }

    /// Makes the directory of a report before a long run finds out that it cannot.
    static func prepare(_ directory: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        } catch {
            throw Failure(
                .cannotCreate, "cannot make the directory", at: directory, mend: "check the path and its rights")
        }
    }

    private func save(_ html: String, _ directory: String) throws -> String {
        let path = directory + "/index.html"
        do {
            try Data(html.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw Failure(
                .cannotCreate, "cannot write the report", at: path, mend: "check the directory's rights and room")
        }
        return path
    }
}
