package import Base
import Capture
package import Ledger
import Queue
package import Score

/// One source, as fast as its pictures come, through the whole pipeline: capture and detection on one thread, scoring and
/// the ledger on another, as in a replay. A live camera sets its own pace; a recording or a scene is held to its own, and what
/// cannot be looked at in time is left out.
package struct LiveRun {
    package let camera: CameraSettings
    package let site: String
    package let ledger: SQLiteLedger
    package let looks: ObjectLooks
    package let sinks: [any EventSink]
    package let bounds: RunBounds

    /// - Parameters:
    ///   - site: id of the site; events name `site/camera` as their source.
    ///   - looks: who says what is in the parts of pictures that the detector asks about.
    ///   - sinks: told of every event after its commit.
    ///   - bounds: how long, and who may stop it.
    package init(
        _ camera: CameraSettings, site: String, ledger: SQLiteLedger, looks: ObjectLooks = .none,
        sinks: [any EventSink] = [],
        bounds: RunBounds = RunBounds()
    ) {
        (self.camera, self.site, self.ledger, self.bounds) = (camera, site, ledger, bounds)
        (self.looks, self.sinks) = (looks, sinks)
    }

    /// Runs until the source ends, the time is up, or it is asked to stop; everything that was detected is then committed.
    /// - Parameters:
    ///   - scorer: continues the ledger; advanced by what was committed.
    ///   - keepsLate: whether a recording is looked at as a whole, however late.
    ///   - tick: called about ten times a second on the calling thread; false asks the run to stop.
    ///   - open: opens the source, on the thread that will pull it.
    package func run<Source: FrameSource & ~Copyable & SendableMetatype>(
        scorer: inout Scorer, keepsLate: Bool = false, tick: (LiveProgress) -> Bool = { _ in true },
        open: @escaping @Sendable () throws(CaptureError) -> Source
    ) throws(ReplayError) -> LiveSummary {
        let counters = PipelineCounters(), stop = StopRequest()
        let watch = RunWatch(bounds, stop: stop)
        let pair = StagePair(ledger: ledger, sinks: sinks), camera = camera, site = site, looks = looks
        let outcome = try pair.run(scorer: &scorer, counters: counters, tick: { watch.look(counters, tick) }) {
            queue throws(CaptureError) in
            let source = try open()
            let pacer = Pacer(speed: source.isLive ? nil : 1)
            var stage = CaptureDetectStage(
                source: source, camera: camera, site: site, pacer: pacer, looks: looks,
                mostPending: keepsLate ? nil : LivePlan.mostPending)
            try stage.run(into: queue, counters: counters, stop: stop)
        }
        return LiveSummary(
            progress: watch.progress(counters), scored: outcome.scored, queue: outcome.queue,
            wasInterrupted: bounds.interruption.isRequested)
    }
}
