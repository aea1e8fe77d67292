import Base
import Capture
import Configuration
import Evaluate
import Foundation
import Pipeline
import Simulate
import StrictYAML

/// Detection on one recording or scene, judged by its truth. Scoring plays no part: a policy cannot make detection look
/// better or worse.
struct Evaluation {
    /// Site in the names of events; it is not judged.
    private static let site = ReplayPlan.localSite

    let scale: WorkingScale?
    let threads: Int
    /// Whether sightings that lie beside a recording's pictures are used.
    let usesRecordedObjects: Bool
    let stop: StopRequest
    let console: Console

    /// Judges a recorded fixture by the `truth.yaml` beside it.
    /// - Throws: `Failure` when a file is wrong or missing, or the pictures cannot be read.
    func fixture(_ directory: String, config: String?) throws -> FixtureResult {
        let recording = try Failure.mapping(.data) { () throws(Diagnostics) in
            try FixtureReader.read(directory: directory, config: config)
        }
        let truth = try Failure.mapping(.data) { () throws(Diagnostics) in
            try TruthReader.read(file: directory + "/truth.yaml")
        }
        let looks = try recordedLooks(directory)
        do throws(CaptureError) {
            let source = try RecordedFrameSource(recording, scale: scale, decodeThreads: threads)
            let duration_s = recording.time(of: source.images.count + recording.gaps.count).seconds(
                since: recording.start)
            let events = try observe(source, recording.camera, name: directory, looks: looks)
            return EventMatcher.judge(
                events, truth: truth, rules: recording.camera.rules, name: directory, start: recording.start,
                duration_s: duration_s)
        } catch { throw Failure(error) }
    }

    /// Judges a scene by the truth that its renderer knows; every picture goes through JPEG as in a fixture.
    func scene(_ path: String, seed: UInt64?) throws -> FixtureResult {
        let file = try Failure.mapping(.data) { () throws(Diagnostics) in
            try SceneReader.read(file: path, seed: seed, camera: CameraReader.read)
        }
        let name = "\(path), seed \(file.scene.seed)"
        let truth = try Failure.mapping(.data) { () throws(Diagnostics) in
            try TruthReader.read(text: SceneTruth(file.scene, camera: file.camera).yaml(), file: name)
        }
        do throws(CaptureError) {
            let events = try observe(
                ScenePictureSource(file.scene, camera: file.camera, scale: scale), file.camera, name: name)
            return EventMatcher.judge(
                events, truth: truth, rules: file.camera.rules, name: name, start: file.scene.start,
                duration_s: file.scene.seconds(ofFrame: file.scene.frameCount))
        } catch { throw Failure(error) }
    }

    private func recordedLooks(_ directory: String) throws -> ObjectLooks {
        guard usesRecordedObjects else { return .none }
        let sightings = try Failure.mapping(.data) { () throws(Diagnostics) in
            try SightingsFile.read(directory + "/objects.csv")
        }
        return .recorded(sightings)
    }

    private func observe<Source: FrameSource & ~Copyable>(
        _ source: consuming Source, _ camera: CameraSettings, name: String, looks: ObjectLooks = .none
    ) throws(CaptureError) -> [ObservedEvent] {
        for rule in DetectedBehaviours.quietRules(of: camera) {
            console.problem("wayside: warning: \(name): \(DetectedBehaviours.warning(about: rule))")
        }
        let expected = source.expectedCount, counters = PipelineCounters()
        let started_s = ProcessInfo.processInfo.systemUptime
        let watched = WatchedSource(source) { done in
            console.progress(
                ProgressLine.text(
                    done: done, of: expected, elapsed_s: ProcessInfo.processInfo.systemUptime - started_s, words: name))
        }
        var stage = CaptureDetectStage(source: watched, camera: camera, site: Self.site, looks: looks)
        var events: [ObservedEvent] = []
        try stage.run(counters: counters, stop: stop) { sighting in
            if case .event(let event) = sighting.observation { events.append(event) }
            return true
        }
        console.endProgress()
        for skipped in counters.frames.skippedByReason {
            console.problem("wayside: warning: \(name): \(skipped.count) pictures skipped, \(skipped.reason.rawValue)")
        }
        return events
    }
}

/// A source that says how many pictures it has given, every 32 of them.
private struct WatchedSource<Source: FrameSource & ~Copyable>: FrameSource, ~Copyable {
    private var source: Source
    private let tell: (Int) -> Void
    private var count = 0

    init(_ source: consuming Source, tell: @escaping (Int) -> Void) {
        self.source = source
        self.tell = tell
    }

    var pictureSize: PixelSize { source.pictureSize }
    var frameSize: PixelSize { source.frameSize }
    var expectedCount: Int? { source.expectedCount }

    mutating func next(into frame: inout Frame) throws(CaptureError) -> FrameOutcome {
        count += 1
        if count.isMultiple(of: 32) { tell(count) }
        return try source.next(into: &frame)
    }

    mutating func picture(of region: Box, filling size: PixelSize) -> PicturePart? {
        source.picture(of: region, filling: size)
    }
}
