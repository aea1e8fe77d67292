import ArgumentParser
import Base
import Settings
import Foundation
import Pipeline

/// `wayside replay`: recordings through the whole pipeline, to explained scores in a ledger.
struct Replay: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Replays recordings: events as they happen, then where every place stands.",
        discussion:
            "A fixture is a directory with fixture.yaml and pictures, or a bare directory of JPEG files with --rate.")

    @OptionGroup var output: ConsoleOptions
    @OptionGroup var options: ReplaySettings
    @OptionGroup var finder: FinderOptions

    @Argument(help: ArgumentHelp("Directories of recordings.", valueName: "fixture"))
    var fixtures: [String]

    @Option(
        help: ArgumentHelp("Camera, site and policy from this file instead of the fixture's camera.", valueName: "file")
    )
    var config: String?

    @Option(
        help: ArgumentHelp(
            "Policy file; else the configuration's, the ledger's, or the starter policy.", valueName: "file"))
    var policy: String?

    @Option(help: "Pictures per second of a bare directory of JPEG files.")
    var rate: Double?

    @Option(help: ArgumentHelp("Keep the ledger here; else it goes when the run is over.", valueName: "dir"))
    var state: String?

    @Flag(help: "Events as CloudEvents JSON, one per line, and nothing else on standard output.")
    var json = false

    @Option(help: ArgumentHelp("Write a self-contained page to DIR/index.html.", valueName: "dir"))
    var report: String?

    func run() throws {
        let console = Console(output), stop = Interruption.install()
        let plan = try ReplayPlan(fixtures: fixtures, config: config, policy: policy, rate: rate)
        let looks = try finder.looks()
        for recording in plan.recordings where !stop.isRequested {
            try replay(recording, plan, looks, console, stop)
        }
        if stop.isRequested {
            console.problem("wayside: stopped; what was detected before is committed")
            throw ExitCode.interrupted
        }
    }

    private func replay(
        _ recording: Recording, _ plan: ReplayPlan, _ looks: ObjectLooks, _ console: Console, _ stop: StopRequest
    ) throws {
        let directory = report.map { fixtures.count == 1 ? $0 : $0 + "/" + recording.camera.id }
        if let directory { try ReportComposer.prepare(directory) }
        var session = try LedgerSession(
            directory: state, policy: plan.policy, from: recording.start, purposes: plan.purposes(of: recording),
            looks: looks)
        let words = ReplayWords(recording, site: plan.site, console: console, toData: !json)
        words.begin(policy: session.policy.policy, detector: session.detector)
        let collector = EventCollector()
        let run = ReplayRun(
            recording, site: plan.site, ledger: session.ledger, options: options.replay(keepsRegions: report != nil),
            looks: looks, sinks: sinks(collector, recording, session.detector, console))
        let started_s = ProcessInfo.processInfo.systemUptime
        let elapsed_s = { ProcessInfo.processInfo.systemUptime - started_s }
        let summary: ReplaySummary
        do {
            summary = try run.replay(scorer: &session.scorer, stop: stop) { words.progress($0, elapsed_s: elapsed_s()) }
        } catch {
            console.endProgress()
            throw Failure(error)
        }
        console.endProgress()
        try words.end(summary, session, elapsed_s: elapsed_s())
        if let directory {
            let composer = ReportComposer(recording: recording, site: plan.site, purpose: plan.purpose)
            console.words("report     \(try composer.write(collector, summary, session, to: directory))")
        }
    }

    private func sinks(
        _ collector: EventCollector, _ recording: Recording, _ detector: String, _ console: Console
    ) -> [any EventSink] {
        let line = EventLine(console.style, camera: recording.camera)
        let printing =
            json
            ? LineSink.json(detector: detector, write: console.data)
            : LineSink(line: line.text, write: console.data)
        return report == nil ? [printing] : [printing, collector]
    }
}
