import ArgumentParser
import Base
import Capture
import Settings
import Ledger
import Pipeline
import Score

/// `wayside watch`: a camera through the whole pipeline, live.
struct Watch: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Watches through a camera: events as they happen, and where the places stand.",
        discussion: "Needs no configuration: the whole picture is then one place, `view`, with a few rules.")

    @OptionGroup var output: ConsoleOptions
    @OptionGroup var live: LiveSettings
    @OptionGroup var finder: FinderOptions

    @Argument(
        help: ArgumentHelp(
            "A device (/dev/video0), or a source: v4l2:PATH, fixture:DIR, simulate:SCENE?seed=7. Else the only camera.",
            valueName: "device"))
    var device: String?

    @Option(
        help: ArgumentHelp(
            "Policy file; else the configuration's, the ledger's, or the starter policy.", valueName: "file"))
    var policy: String?

    @Option(help: ArgumentHelp("Keep the ledger here; else it goes when the run is over.", valueName: "dir"))
    var state: String?

    @Option(
        help: ArgumentHelp(
            "Look at 1/1, 1/2, 1/4 or 1/8 of the size; else what the smallest object needs.", valueName: "1|2|4|8"))
    var scale: Int?

    @Option(help: ArgumentHelp("Record into this new directory at the same time.", valueName: "dir"))
    var record: String?

    @Flag(help: "Events as CloudEvents JSON, news of the camera and a summary as JSON too, one per line.")
    var json = false

    @Flag(help: "Lines instead of the live view.")
    var plain = false

    func validate() throws {
        if let scale, WorkingScale(rawValue: scale) == nil {
            throw ValidationError("--scale must be 1, 2, 4 or 8, not \(scale)")
        }
    }

    func run() throws {
        let console = Console(output), interruption = Interruption.install()
        let plan = try WatchPlan(live.wishes(device: device, policy: policy))
        let recorder = try record.map { try LiveRecording.make(plan, directory: $0) }
        let looks = try finder.looks()
        var session = try LedgerSession(
            directory: state, policy: plan.policy, from: plan.start, purposes: plan.purposes, looks: looks)
        let news = CameraNews()
        let input = LiveInput(
            plan: plan, journal: news.journal, recorder: recorder, scale: scale.flatMap(WorkingScale.init),
            looks: looks)
        LiveWords.warn(input, console)
        let summary = try watch(input, news, &session, console, interruption)
        recorder?.stop("the run is over")
        try LiveWords.end(summary, input, session, console, json: json)
        if let failure = LiveRecording.failure(recorder) { throw failure }
        if summary.wasInterrupted {
            console.problem("wayside: stopped; what was detected before is committed")
            throw ExitCode.interrupted
        }
    }

    private func watch(
        _ input: LiveInput, _ news: CameraNews, _ session: inout LedgerSession, _ console: Console,
        _ interruption: StopRequest
    ) throws -> LiveSummary {
        let standings = LiveStandings(input.plan, session)
        var reporter = LiveReporter(
            input, news: news, console: console, form: LiveReporter.form(console, json: json, plain: plain),
            opening: LiveWords.opening(input.plan, policy: session.policy.policy, detector: session.detector),
            standings: standings.places)
        let run = LiveRun(
            input.plan.camera, site: input.plan.site, ledger: session.ledger, looks: input.looks,
            sinks: [reporter.sink()],
            bounds: RunBounds(longest_ns: live.duration?.nanoseconds, interruption: interruption))
        let result = Result { () throws(ReplayError) in
            try run.run(input, scorer: &session.scorer) { reporter.tick($0) }
        }
        try reporter.close()
        let summary = try Failure.mapping { () throws(ReplayError) in try result.get() }
        try reporter.tellNews()
        if let problem = reporter.problem { throw problem }
        return summary
    }
}
