package import Base
import Capture
package import Ledger
import Queue
package import Score

/// A recording through the whole pipeline: capture and detection on one thread, scoring and the ledger on another, a
/// bounded queue between them.
///
/// With `loops`, loop k is the same recording shifted by k times its length, seen by a new detector each time. So every
/// loop gives the events of the first, later; a detector that ran on would see everybody vanish at the cut.
package struct ReplayRun {
    package let recording: Recording
    package let site: String
    package let ledger: SQLiteLedger
    package let options: ReplayOptions
    package let looks: ObjectLooks
    package let sinks: [any EventSink]

    /// - Parameters:
    ///   - recording: pictures, clock and camera.
    ///   - site: id of the site; events name `site/camera` as their source.
    ///   - looks: who says what is in the parts of pictures that the detector asks about.
    ///   - sinks: told of every event after its commit.
    package init(
        _ recording: Recording, site: String, ledger: SQLiteLedger, options: ReplayOptions = ReplayOptions(),
        looks: ObjectLooks = .none, sinks: [any EventSink] = []
    ) {
        precondition(options.loops >= 1 && options.decodeThreads >= 1, "a replay runs at least once, on a thread")
        (self.recording, self.site, self.ledger) = (recording, site, ledger)
        (self.options, self.looks, self.sinks) = (options, looks, sinks)
    }

    /// Runs to the end of the recording, or until it is asked to stop; everything that was detected is then committed.
    /// - Parameters:
    ///   - scorer: continues the ledger; advanced by what was committed.
    ///   - tick: called about ten times a second on the calling thread, for a progress line.
    package func replay(
        scorer: inout Scorer, stop: StopRequest = StopRequest(), tick: (ReplayProgress) -> Void = { _ in }
    ) throws(ReplayError) -> ReplaySummary {
        let counters = PipelineCounters(), progress = ExpectedFrames()
        let pair = StagePair(
            ledger: ledger, sinks: sinks, queueCapacity: options.queueCapacity, batchLimit: options.batchLimit)
        let tickAll = {
            tick(ReplayProgress(frames: counters.frames, events: counters.events, expected: progress.count))
        }
        let run = self
        let outcome = try pair.run(scorer: &scorer, counters: counters, tick: tickAll) { queue throws(CaptureError) in
            try run.captureAll(queue, counters, stop, progress)
        }
        return ReplaySummary(
            frames: counters.frames, scored: outcome.scored, queue: outcome.queue,
            pictureSize: outcome.captured.picture, frameSize: outcome.captured.frame, wasStopped: stop.isRequested)
    }

    private struct Sizes: Sendable {
        var picture: PixelSize
        var frame: PixelSize
    }

    private func captureAll(
        _ queue: BoundedQueue<Sighting>, _ counters: PipelineCounters, _ stop: StopRequest, _ progress: ExpectedFrames
    ) throws(CaptureError) -> Sizes {
        var sizes = Sizes(picture: PixelSize(width: 0, height: 0), frame: PixelSize(width: 0, height: 0))
        var pacer = Pacer(speed: options.speed)
        for loop in 0..<options.loops where !stop.isRequested {
            let source = try RecordedFrameSource(
                shifted(by: loop, length_us: progress.length_us), scale: options.scale,
                decodeThreads: options.decodeThreads)
            sizes = Sizes(picture: source.pictureSize, frame: source.frameSize)
            let count = source.images.count + recording.gaps.count
            progress.know(count: count * options.loops, length_us: recording.length_us(count: count))
            var stage = CaptureDetectStage(
                source: source, camera: recording.camera, site: site, pacer: pacer,
                keepsRegions: options.keepsRegions, looks: looks)
            try stage.run(into: queue, counters: counters, stop: stop)
            pacer = stage.pacer
        }
        return sizes
    }

    private func shifted(by loop: Int, length_us: Int64) -> Recording {
        var shifted = recording
        shifted.start = Timestamp(microseconds: recording.start.microseconds + Int64(loop) * length_us)
        return shifted
    }
}

extension Recording {
    /// How long the recording lasts: to the moment at which one more picture would have come.
    func length_us(count: Int) -> Int64 { time(of: count).microseconds - start.microseconds }
}
