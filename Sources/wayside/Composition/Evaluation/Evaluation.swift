import Base
import Capture
import Settings
import Evaluate
import Foundation
import Pipeline
import Simulate
import StrictYAML

/// Detection on one recording or scene, judged by its truth. Scoring plays no part: a policy cannot make detection look
/// better or worse.
struct Evaluation {
    /// Site in the names of events; it is not judged.
    static let site = ReplayPlan.localSite
    /// A rule of our own where a camera has none for motion in the whole picture; its events are never judged as events.
    private static let addedRule = "motion-of-evaluation"

    let scale: WorkingScale?
    let decoder: JPEGDecoder.Method
    let threads: Int
    let finder: EvaluatedFinder
    let stop: StopRequest
    let console: Console

    /// Judges a recorded fixture by the `truth.yaml` beside it, and its foreground by the masks in `groundtruth/`.
    /// - Throws: `Failure` when a file is wrong or missing, or the pictures cannot be read.
    func fixture(_ directory: String, config: String?) throws -> ClipOutcome {
        let recording = try Failure.mapping(.data) { () throws(Diagnostics) in
            try FixtureReader.read(directory: directory, config: config)
        }
        let truth = try Failure.mapping(.data) { () throws(Diagnostics) in
            try TruthReader.read(file: directory + "/truth.yaml")
        }
        let looks = try finder.looks(at: directory)
        do throws(CaptureError) {
            let source = try RecordedFrameSource(
                recording, scale: scale, decodeThreads: threads, method: decoder)
            let duration_s = recording.time(of: source.images.count + recording.gaps.count).seconds(
                since: recording.start)
            let height_px = source.pictureSize.height
            let seen = try observe(source, recording.camera, name: directory, looks: looks)
            var outcome = ClipOutcome(
                result: judge(
                    seen, recording.camera, truth, name: directory, start: recording.start, duration_s: duration_s),
                name: URL(fileURLWithPath: directory).lastPathComponent, conditions: recording.conditions)
            outcome.cost = seen.cost
            if let luma = seen.luma, duration_s > 0 {
                outcome.traits = ClipTraits(
                    height_px: height_px, rate: Double(seen.pictures) / duration_s, luma: luma)
            }
            // Without an object finder: masks judge motion detection, whoever else helps.
            if let masked = try foreground(recording) {
                (outcome.result.foreground, outcome.foregroundCost) = (masked.score, masked.cost)
            }
            return outcome
        } catch { throw Failure(error) }
    }

    /// Judges a scene by the truth that its renderer knows; every picture goes through JPEG as in a fixture.
    func scene(_ path: String, seed: UInt64?) throws -> ClipOutcome {
        let file = try Failure.mapping(.data) { () throws(Diagnostics) in
            try SceneReader.read(file: path, seed: seed, camera: CameraReader.read)
        }
        let name = "\(path), seed \(file.scene.seed)"
        let truth = try Failure.mapping(.data) { () throws(Diagnostics) in
            try TruthReader.read(text: SceneTruth(file.scene, camera: file.camera).yaml(), file: name)
        }
        do throws(CaptureError) {
            let seen = try observe(
                ScenePictureSource(file.scene, camera: file.camera, scale: scale), file.camera, name: name)
            let result = judge(
                seen, file.camera, truth, name: name, start: file.scene.start,
                duration_s: file.scene.seconds(ofFrame: file.scene.frameCount))
            let short = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
            return ClipOutcome(
                result: result, name: seed.map { "\(short) (seed \($0))" } ?? short,
                conditions: SceneConditions.words(of: file.scene), isSimulated: true)
        } catch { throw Failure(error) }
    }

    /// What one pass over a clip gave.
    struct Seen {
        var events: [ObservedEvent] = []
        /// Events of the whole-picture motion rule, its own or the added one.
        var motion: [ObservedEvent] = []
        var cost: FrameCost?
        var pictures = 0
        var luma: Double?
    }

    private func judge(
        _ seen: Seen, _ camera: CameraSettings, _ truth: Truth, name: String, start: Timestamp, duration_s: Double
    ) -> FixtureResult {
        var result = EventMatcher.judge(
            seen.events, truth: truth, rules: camera.rules, name: name, start: start, duration_s: duration_s)
        result.quiet = QuietShare.measure(truth: truth, motion: seen.motion, start: start, duration_s: duration_s)
        return result
    }

    /// Runs detection over a source.
    func observe<Source: FrameSource & ~Copyable>(
        _ source: consuming Source, _ camera: CameraSettings, name: String, looks: ObjectLooks = .none
    ) throws(CaptureError) -> Seen {
        for warning in DetectedBehaviours.warnings(about: camera) {
            console.problem("wayside: warning: \(name): \(warning)")
        }
        let (watched, rule) = Self.withMotion(camera)
        let expected = source.expectedCount, counters = PipelineCounters(), meter = SourceMeter()
        let started_s = ProcessInfo.processInfo.systemUptime
        let metered = WatchedSource(source, meter: meter) { done in
            console.progress(
                ProgressLine.text(
                    done: done, of: expected, elapsed_s: ProcessInfo.processInfo.systemUptime - started_s, words: name))
        }
        var stage = CaptureDetectStage(source: metered, camera: watched, site: Self.site, looks: looks)
        var seen = Seen()
        let before_ms = ProcessorClock.now_ms()
        try stage.run(counters: counters, stop: stop) { sighting in
            if case .event(let event) = sighting.observation {
                if event.rule == rule { seen.motion.append(event) }
                if event.rule != Self.addedRule { seen.events.append(event) }
            }
            return true
        }
        // With threads that decode ahead, what one of them did cannot be told from detection.
        if threads == 1 {
            let whole_ms = ProcessorClock.now_ms() - before_ms
            seen.cost = FrameCost(
                pictures: meter.pictures, decoding_ms: meter.cost_ms, detecting_ms: whole_ms - meter.cost_ms)
            seen.cost?.inferences = counters.frames.looks[.made]
        }
        (seen.pictures, seen.luma) = (meter.pictures, meter.meanLuma)
        console.endProgress()
        for skipped in counters.frames.skippedByReason {
            console.problem("wayside: warning: \(name): \(skipped.count) pictures skipped, \(skipped.reason.rawValue)")
        }
        return seen
    }

    /// The camera with a rule for motion in the whole picture, and that rule's id.
    private static func withMotion(_ camera: CameraSettings) -> (CameraSettings, String) {
        let own = camera.rules.first { $0.behaviour == .motion && $0.place == nil && $0.hours.isEmpty }
        if let own { return (camera, own.id) }
        var watched = camera
        watched.rules.append(RuleSettings(id: addedRule, behaviour: .motion, place: nil))
        return (watched, addedRule)
    }
}
