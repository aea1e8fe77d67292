import Base
import Capture
import Pipeline

/// Lines of JSON about a live source beside its events; `docs/live.md` describes them.
enum LiveJSON {
    /// A change of a camera's condition, or another piece of news about it.
    static func news(_ item: CameraNews.Item) -> String {
        var json = JSONText()
        json.object { news in
            news.member("type", "wayside.camera.v1")
            news.member("time", item.time.rfc3339)
            news.member("condition", item.condition.name)
            if let reason = item.condition.reason { news.member("reason", reason.rawValue) }
            news.member("words", item.words)
        }
        return json.text
    }

    /// The account of a whole run.
    static func summary(_ account: LiveAccount) -> String {
        let progress = account.summary.progress
        var json = JSONText()
        json.object { summary in
            summary.member("type", "wayside.watch.summary.v1")
            summary.member("source", account.source)
            summary.member("duration_s", progress.elapsed_s, decimals: 3)
            if let granted = account.granted { write(granted, into: &summary) }
            write(LiveCounts(progress.frames, returns: account.returns), sent: account.driverSent, into: &summary)
            summary.member("events", Int64(account.summary.scored.events))
            summary.key("latency_ms")
            summary.object { write(progress.delays.committed, into: &$0) }
            summary.key("frame_latency_ms")
            summary.object { write(progress.delays.detected, into: &$0) }
            if let recording = account.recording { write(recording, into: &summary) }
            summary.key("ledger")
            summary.object { ledger in
                ledger.member("entries", account.entries)
                ledger.member("content", account.digest)
            }
        }
        return json.text
    }

    private static func write(_ granted: GrantedFormat, into summary: inout JSONText) {
        summary.key("granted")
        summary.object { format in
            format.member("width", Int64(granted.size.width))
            format.member("height", Int64(granted.size.height))
            format.member("fourcc", granted.fourcc)
            if let rate = granted.rate { format.member("rate", rate) }
            format.key("converted")
            format.bool(granted.isConverted)
            format.key("differences")
            format.array { list in granted.differences.forEach { list.string($0) } }
        }
    }

    private static func write(_ counts: LiveCounts, sent: Int?, into summary: inout JSONText) {
        if let sent {
            summary.key("driver")
            summary.object { driver in
                driver.member("sent", Int64(sent))
                driver.member("dropped", Int64(sent - counts.received))
            }
        }
        summary.member("received", Int64(counts.received))
        summary.member("processed", Int64(counts.processed))
        for (name, parts) in [("skipped", counts.skipped), ("dropped", counts.dropped), ("losses", counts.losses)] {
            summary.key(name)
            summary.object { list in parts.forEach { list.member($0.reason, Int64($0.count)) } }
        }
        summary.member("returns", Int64(counts.returns))
        summary.member("clockSteps", Int64(counts.clockSteps))
    }

    private static func write(_ delays: LatencyHistogram, into object: inout JSONText) {
        let values = [
            ("p50", delays.percentile_ms(0.5)), ("p99", delays.percentile_ms(0.99)), ("max", delays.longest_ms),
        ]
        for (name, value) in values {
            object.key(name)
            if let value { object.number(value, decimals: 3) } else { object.null() }
        }
        object.member("count", Int64(delays.count))
    }

    private static func write(_ recording: LiveAccount.RecordingAccount, into summary: inout JSONText) {
        let status = recording.status
        summary.key("recording")
        summary.object { object in
            object.member("directory", recording.directory)
            object.member("pictures", Int64(status.pictures))
            object.member("gaps", Int64(status.gaps))
            object.member("bytes", Int64(status.bytes))
            object.member("duration_s", status.duration_s, decimals: 6)
            if let ending = status.ending { object.member("ending", ending) }
            object.key("failed")
            if case .failed = status.state { object.bool(true) } else { object.bool(false) }
        }
    }
}
