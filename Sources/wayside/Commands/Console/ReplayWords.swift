import Base
import Capture
import Settings
import Ledger
import Pipeline
import Queue
import Score

/// What `replay` says around its events: what it replays, how far it is, and where everything stands at the end.
struct ReplayWords {
    private let recording: Recording
    private let source: String
    private let console: Console
    private let toData: Bool

    /// - Parameter toData: whether standings and counts are data (for people) or words beside JSON.
    init(_ recording: Recording, site: String, console: Console, toData: Bool) {
        (self.recording, self.console, self.toData) = (recording, console, toData)
        source = "\(site)/\(recording.camera.id)"
    }

    /// Says what begins, and which rules will stay quiet.
    func begin(policy: Policy, detector: String) {
        console.words(console.style.paint(ControlCharacters.writtenOut(recording.title), .strong))
        console.words(
            "\(source), \(recording.directory), detector \(detector), policy \(policy.id) \(policy.version)")
        for warning in DetectedBehaviours.warnings(about: recording.camera) {
            console.problem("wayside: warning: \(warning)")
        }
        let clock = ClockWarning.text(about: recording) { try? RecordedImages(directory: recording.directory).count }
        if let clock { console.problem("wayside: warning: \(clock)") }
    }

    /// Shows how far the run is.
    func progress(_ progress: ReplayProgress, elapsed_s: Double) {
        console.progress(
            ProgressLine.text(
                done: progress.frames.received, of: progress.expected, elapsed_s: elapsed_s,
                words: "\(progress.events) events"))
    }

    /// Standings, what became of every picture, and what the ledger holds.
    func end(_ summary: ReplaySummary, _ session: LedgerSession, elapsed_s: Double) throws {
        let time = summary.frames.last ?? recording.start
        let standings = try session.standings(of: source, at: time)
        if !standings.isEmpty {
            try say("")
            for line in StandingLines.table(standings, console.style) { try say(line) }
            try say("")
        }
        try say("frames     \(Self.account(summary.frames))")
        let queue = summary.queue
        let known = summary.scored.duplicates > 0 ? ", \(summary.scored.duplicates) observations known before" : ""
        try say("events     \(summary.scored.events)\(known)")
        let reader = session.ledger.reader
        let (count, digest) = try Failure.mapping { () throws(LedgerError) in
            (try reader.entryCount(), try reader.contentDigest())
        }
        try say("ledger     \(count) entries, content sha256 \(digest)")
        let rate = elapsed_s > 0 ? Double(summary.frames.received) / elapsed_s : 0
        console.words(
            "speed      \(JSONText.format(rate, decimals: 1)) frames per second; \(summary.scored.batches) commits, "
                + "queue held at most \(queue.highestDepth) of \(queue.capacity), \(queue.waits) waits")
    }

    private static func account(_ frames: FrameCounts) -> String {
        let skipped = frames.skippedByReason.map { "\($0.reason.rawValue) \($0.count)" }
        let words = "\(frames.received) in, \(frames.processed) processed"
        return words + (skipped.isEmpty ? ", none skipped" : ", skipped: " + skipped.joined(separator: ", "))
    }

    private func say(_ line: String) throws {
        if toData { try console.data(line) } else { console.words(line) }
    }
}
