import Base
import Queue
package import Score

extension StatusDocument {
    /// What is true of a daemon as a whole.
    package struct Daemon: Sendable {
        package var process: Int32
        package var site: String
        package var state: String
        package var started: String
        package var uptime_s: Double
        package var ledger: String

        /// Makes the facts; `ledger` is the path of its file.
        package init(
            process: Int32, site: String, state: String, started: String, uptime_s: Double, ledger: String
        ) {
            (self.process, self.site, self.state) = (process, site, state)
            (self.started, self.uptime_s, self.ledger) = (started, uptime_s, ledger)
        }
    }

    /// The status of a daemon with this site run.
    package init(
        _ daemon: Daemon, configuration: Configuration, policy: Score.Policy, objects: Objects? = nil,
        report: SiteReport
    ) {
        (process, site, state) = (daemon.process, daemon.site, daemon.state)
        (started, uptime_s, self.configuration) = (daemon.started, rounded(daemon.uptime_s), configuration)
        self.policy = Policy(id: policy.id, version: policy.version, hash: policy.hash)
        self.objects = objects
        cameras = report.cameras.map(Camera.init)
        let statistics = report.queue, commits = report.commits
        queue = Queue(
            capacity: statistics.capacity, depth: statistics.depth, highest: statistics.highestDepth,
            waits: statistics.waits, sent: statistics.sent)
        ledger = Ledger(
            file: daemon.ledger, entries: commits.entries, last: commits.entries > 0 ? commits.entries - 1 : nil,
            commits: commits.commits, events: commits.events, known: commits.duplicates,
            latency_ms: commits.lastLatency_ns.map { rounded(Double($0) / 1e6) },
            p50_ms: commits.latency.percentile_ms(0.5).map(rounded),
            p99_ms: commits.latency.percentile_ms(0.99).map(rounded),
            longest_ms: commits.latency.longest_ms.map(rounded))
    }
}

extension StatusDocument.Camera {
    init(_ camera: CameraReport) {
        let (state, reason) = camera.condition.words
        self.init(
            id: camera.id, source: camera.source, state: state, reason: reason, format: camera.format,
            rate_fps: camera.rate_fps.map(rounded), delay_ms: camera.delays.flatMap(StatusDocument.Delay.init),
            frames: StatusDocument.Frames(camera.frames),
            starts: camera.starts, returns: camera.returns)
    }
}

extension StatusDocument.Delay {
    init?(_ delays: LatencyHistogram) {
        guard let p50 = delays.percentile_ms(0.5), let p99 = delays.percentile_ms(0.99),
            let longest = delays.longest_ms
        else { return nil }
        (self.p50, self.p99, self.longest) = (rounded(p50), rounded(p99), rounded(longest))
    }
}

extension StatusDocument.Frames {
    init(_ frames: FrameCounts) {
        self.init(
            received: frames.received, processed: frames.processed,
            skipped: Dictionary(uniqueKeysWithValues: frames.skippedByReason.map { ($0.reason.rawValue, $0.count) }),
            dropped: Dictionary(uniqueKeysWithValues: frames.dropped.byReason.map { ($0.reason, $0.count) }),
            losses: Dictionary(uniqueKeysWithValues: frames.lossesByReason.map { ($0.reason.rawValue, $0.count) }),
            clockSteps: frames.clockSteps,
            looks: Dictionary(uniqueKeysWithValues: frames.looks.byOutcome.map { ($0.outcome.rawValue, $0.count) }),
            first: frames.first?.rfc3339, last: frames.last?.rfc3339)
    }
}

extension CameraCondition {
    /// One word for the condition, and why it is so.
    package var words: (state: String, reason: String?) {
        switch self {
        case .opening: ("opening", nil)
        case .running: ("running", nil)
        case .lost(let reason): ("lost", reason.rawValue)
        case .finished: ("finished", nil)
        case .failed(let error): ("failed", "\(error.place): \(error.what); \(error.mend)")
        case .removed: ("removed", nil)
        }
    }
}

/// To three decimals, so that a document is short.
private func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
