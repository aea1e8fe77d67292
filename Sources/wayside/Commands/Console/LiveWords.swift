import ArgumentParser
import Base
import Capture
import Settings
import Ledger
import Pipeline
import Score

/// What `watch` and `record` say before and after.
enum LiveWords {
    /// What is watched, and under which detector and policy.
    static func opening(_ plan: WatchPlan, policy: Policy, detector: String) -> String {
        let words = "detector \(detector), policy \(policy.id) \(policy.version)"
        return "\(plan.site)/\(plan.camera.id), \(plan.place), \(words)"
    }

    /// Says before the run which rules will stay quiet, and that pictures are kept.
    static func warn(_ input: LiveInput, _ console: Console) {
        let plan = input.plan
        for warning in DetectedBehaviours.warnings(about: plan.camera) {
            console.problem("wayside: warning: \(warning)")
        }
        if let recorder = input.recorder { warn(of: recorder, plan.place, console) }
    }

    /// Says plainly that pictures are kept.
    static func warn(of recorder: RecordingWriter, _ place: String, _ console: Console) {
        console.problem("wayside: recording \(place) into \(recorder.directory): pictures are kept, nobody is hidden")
    }

    /// Standings and the account of a run: data for people, or one line of JSON.
    static func end(
        _ summary: LiveSummary, _ input: LiveInput, _ session: LedgerSession, _ console: Console, json: Bool
    ) throws {
        let account = try LiveAccount(summary, input, reader: session.ledger.reader)
        if json { return try console.data(LiveJSON.summary(account)) }
        let time = summary.progress.frames.last ?? input.plan.start
        let standings = try session.standings(of: account.source, at: time)
        if !standings.isEmpty {
            try console.data("")
            for line in StandingLines.table(standings, console.style) { try console.data(line) }
            try console.data("")
        }
        for line in account.lines { try console.data(line) }
    }

    /// The account of a recording.
    /// - Throws: `Failure` when no picture came.
    static func end(
        of recorder: RecordingWriter, _ progress: LiveProgress, _ input: LiveInput, _ console: Console
    ) throws {
        let status = recorder.status, journal = input.journal
        let account = LiveAccount.RecordingAccount(directory: recorder.directory, status: status)
        try console.data("recording  \(recorder.directory): \(account.words)")
        let counts = LiveCounts(progress.frames, returns: journal.reopened)
        for line in LiveAccount.pictures(counts, granted: journal.granted, sent: journal.driverSent) {
            try console.data(line)
        }
        if status.pictures == 0, status.state != .recording, LiveRecording.failure(recorder) == nil {
            throw Failure(
                .noInput, "no picture came, so there is no recording", at: input.plan.place,
                mend: "see what `wayside watch` says about it")
        }
    }

    /// Tells news of a camera on standard error; debugging news are left out.
    static func tell(_ news: [CameraNews.Item], of place: String, _ console: Console) {
        for item in news where item.weight < .debug {
            let words = "\(place): \(item.words)"
            if item.weight <= .warning { console.problem("wayside: \(words)") } else { console.words(words) }
        }
    }

    /// The progress of a recording: of the limit that is nearer.
    static func progress(
        _ status: RecordingWriter.Status, elapsed_s: Double, end_s: Double?, limit: ByteCount?
    ) -> String {
        let shares = [end_s.map { elapsed_s / $0 }, limit.map { Double(status.bytes) / Double($0.bytes) }]
        let share = shares.compactMap(\.self).max().map { "\(Int(min(1, $0) * 100)) %  " } ?? ""
        return share + status.words
    }
}

extension LiveSettings {
    /// What a person asked for.
    func wishes(device: String?, policy: String?) -> WatchPlan.Wishes {
        WatchPlan.Wishes(device: device, config: config, camera: camera, policy: policy, request: request)
    }
}
