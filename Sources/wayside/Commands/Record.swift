import ArgumentParser
import Base
import Capture
import Foundation
import Pipeline

/// `wayside record`: what a camera gives, as a fixture.
struct Record: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Records a camera into a fixture that can be replayed.",
        discussion:
            "The camera's own pictures and times are kept, unmasked: record only where nobody minds, and delete in time."
    )

    @OptionGroup var output: ConsoleOptions
    @OptionGroup var live: LiveSettings

    @Argument(help: ArgumentHelp("The device, e.g. /dev/video0; else the only camera.", valueName: "device"))
    var device: String?

    @Option(help: ArgumentHelp("Directory to write; made when it is missing.", valueName: "dir"))
    var out: String

    @Option(help: ArgumentHelp("Stop at this size, e.g. 500MB or 2GiB.", valueName: "bytes"))
    var size: ByteCount?

    func run() throws {
        let console = Console(output), interruption = Interruption.install()
        let plan = try WatchPlan(live.wishes(device: device, policy: nil))
        let duration_s = live.duration.map { Double($0.milliseconds) / 1000 }
        let recorder = try LiveRecording.make(
            plan, directory: out, limits: .init(bytes: size?.bytes, duration_s: duration_s))
        let news = CameraNews()
        // Nobody looks at the frames, so they are decoded as cheaply as it goes: only to see that they can be.
        let input = LiveInput(plan: plan, journal: news.journal, recorder: recorder, scale: .eighth)
        LiveWords.warn(of: recorder, plan.place, console)
        let progress = try record(input, news, console, interruption, end_s: duration_s)
        recorder.stop(interruption.isRequested ? "stopped" : "the duration is reached")
        try LiveWords.end(of: recorder, progress, input, console)
        if let failure = LiveRecording.failure(recorder) { throw failure }
        if interruption.isRequested { throw ExitCode.interrupted }
    }

    private func record(
        _ input: LiveInput, _ news: CameraNews, _ console: Console, _ interruption: StopRequest, end_s: Double?
    ) throws -> LiveProgress {
        guard case .device(let path) = input.plan.source, let recorder = input.recorder else {
            preconditionFailure("a recording was refused without a device")
        }
        let bounds = RunBounds(longest_ns: live.duration?.nanoseconds, interruption: interruption)
        let tick = { (progress: LiveProgress) -> Bool in
            LiveWords.tell(news.take(), of: input.plan.place, console)
            let status = recorder.status
            console.progress(LiveWords.progress(status, elapsed_s: progress.elapsed_s, end_s: end_s, limit: size))
            return status.state == .recording
        }
        defer { console.endProgress() }
        do throws(CaptureError) {
            let run = RecordRun(bounds: bounds)
            let progress = try run.run(tick: tick) { () throws(CaptureError) in try input.device(path) }
            LiveWords.tell(news.take(), of: input.plan.place, console)
            return progress
        } catch { throw Failure(error) }
    }
}
