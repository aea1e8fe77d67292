import Base
import Capture
import Settings
import Ledger
import Report
import Score
import StrictYAML

/// Pictures of places without people, made of recordings of their cameras.
struct QuietPictures {
    /// What could not be used, one line each.
    private(set) var problems: [String] = []
    private let recordings: [Recording]
    private let reader: LedgerReader
    private var made: [String: RGBPicture?] = [:]

    /// How long before and after an event a picture is not quiet.
    private static let margin_ms: Int64 = 3000

    /// - Parameter directories: of recordings.
    /// - Throws: `Failure` when one cannot be read.
    init(_ directories: [String], _ reader: LedgerReader) throws {
        self.reader = reader
        recordings = try directories.map { directory in
            try Failure.mapping(.data) { () throws(Diagnostics) in try FixtureReader.read(directory: directory) }
        }
    }

    /// The picture of a place as JPEG; nil when no recording shows it, or none of its pictures is quiet.
    mutating func picture(of subject: Subject) throws -> [UInt8]? {
        let camera = subject.source.split(separator: "/").last.map(String.init)
        guard let recording = recordings.first(where: { $0.camera.id == camera && $0.camera.place(subject.id) != nil }),
            let place = recording.camera.place(subject.id)
        else { return nil }
        if made[subject.source] == nil { made[subject.source] = try median(recording, subject.source) }
        guard let picture = made[subject.source] ?? nil else { return nil }
        return QuietPicture.part(picture, around: place)
    }

    private mutating func median(_ recording: Recording, _ source: String) throws -> RGBPicture? {
        let images: RecordedImages
        do { images = try RecordedImages(directory: recording.directory) } catch { throw Failure(error) }
        let busy = try busySpans(recording, source)
        let numbers = 0..<images.count + recording.gaps.count
        let quiet = numbers.compactMap { number -> Int? in
            let time_ms = recording.time(of: number).milliseconds
            return busy.contains { $0.contains(time_ms) } ? nil : recording.picture(of: number)
        }
        let picture = QuietPicture.median(of: images, among: quiet, masks: recording.camera.masks)
        if picture == nil {
            problems.append(
                "\(recording.directory): too few quiet pictures (\(quiet.count)), so no picture of its places")
        }
        return picture
    }

    /// When something was observed by the camera, with a margin; frame time in milliseconds.
    private func busySpans(_ recording: Recording, _ source: String) throws -> [ClosedRange<Int64>] {
        var filter = EventFilter(), spans: [ClosedRange<Int64>] = [], more = true
        filter.limit = 10_000
        filter.from = recording.start
        var events = RecordedEventReader()
        while more {
            let (question, reader) = (filter, reader)
            let page = try Failure.mapping { () throws(LedgerError) in try reader.events(question) }
            for stored in page where stored.entry.subject.source == source {
                guard let event = stored.json.flatMap({ events.read($0) })?.event else { continue }
                spans.append(
                    event.start.milliseconds - Self.margin_ms...event.time.milliseconds + Self.margin_ms)
            }
            filter.after = page.last?.entry.sequence
            more = page.count == 10_000
        }
        return spans
    }
}
