import Base
import Capture
import Ledger
import Pipeline

/// What became of a run of a live source, for people and for machines.
struct LiveAccount {
    let source: String
    let summary: LiveSummary
    let granted: GrantedFormat?
    /// Pictures that the driver numbered; nil where there is no driver.
    let driverSent: Int?
    let returns: Int
    let recording: RecordingAccount?
    let entries: Int64
    let digest: String

    /// What became of a simultaneous recording.
    struct RecordingAccount {
        let directory: String
        let status: RecordingWriter.Status
    }

    /// - Throws: `Failure` when the ledger cannot be asked.
    init(_ summary: LiveSummary, _ input: LiveInput, reader: LedgerReader) throws {
        let plan = input.plan
        (source, self.summary) = ("\(plan.site)/\(plan.camera.id)", summary)
        (granted, returns) = (input.journal.granted, input.journal.reopened)
        if case .device = plan.source { driverSent = input.journal.driverSent } else { driverSent = nil }
        recording = input.recorder.map { RecordingAccount(directory: $0.directory, status: $0.status) }
        (entries, digest) = try Failure.mapping { () throws(LedgerError) in
            (try reader.entryCount(), try reader.contentDigest())
        }
    }

    private var counts: LiveCounts { LiveCounts(summary.progress.frames, returns: returns) }

    /// One line each.
    var lines: [String] {
        var lines = LiveAccount.pictures(counts, granted: granted, sent: driverSent)
        lines.append("events     \(summary.scored.events)")
        let delays = summary.progress.delays.committed
        if let median_ms = delays.percentile_ms(0.5), let most_ms = delays.percentile_ms(0.99),
            let longest_ms = delays.longest_ms
        {
            let numbers = [median_ms, most_ms, longest_ms].map { JSONText.format($0, decimals: 1) + " ms" }
            lines.append("latency    from picture to commit: p50 \(numbers[0]), p99 \(numbers[1]), most \(numbers[2])")
        }
        if let recording { lines.append("recording  \(recording.directory): \(recording.words)") }
        lines.append("ledger     \(entries) entries, content sha256 \(digest)")
        return lines
    }

    /// The lines about a camera and its pictures.
    static func pictures(_ counts: LiveCounts, granted: GrantedFormat?, sent: Int?) -> [String] {
        var lines: [String] = []
        if let granted { lines.append("camera     " + ([granted.words] + granted.differences).joined(separator: "; ")) }
        lines.append("frames     " + counts.account)
        if let sent {
            lines.append(
                "driver     \(sent) sent = \(counts.received) in + \(sent - counts.received) dropped"
                    + (counts.dropped.isEmpty ? "" : " (\(LiveCounts.list(counts.dropped)))"))
        }
        if !counts.losses.isEmpty {
            lines.append("signal     lost: \(LiveCounts.list(counts.losses)); back \(counts.returns)")
        }
        if counts.clockSteps > 0 { lines.append("clock      steps: \(counts.clockSteps)") }
        return lines
    }
}

extension LiveAccount.RecordingAccount {
    /// E.g. `300 pictures, 9.1 MiB, 10.0 s; the duration is reached`.
    var words: String { status.words + (status.ending.map { "; \($0)" } ?? "") }
}
