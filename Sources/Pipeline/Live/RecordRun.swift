package import Base

/// A live source without detection: pictures are pulled and counted, and whoever listens to the source writes them.
package struct RecordRun {
    package let bounds: RunBounds

    /// - Parameter bounds: how long, and who may stop it.
    package init(bounds: RunBounds) { self.bounds = bounds }

    /// Pulls until the source ends, the time is up, or it is asked to stop.
    /// - Parameters:
    ///   - tick: called about ten times a second on the calling thread; false asks the run to stop.
    ///   - open: opens the source, on the thread that will pull it.
    package func run<Source: FrameSource & ~Copyable & SendableMetatype>(
        tick: (LiveProgress) -> Bool, open: @escaping @Sendable () throws(CaptureError) -> Source
    ) throws(CaptureError) -> LiveProgress {
        let counters = PipelineCounters(), stop = StopRequest()
        let watch = RunWatch(bounds, stop: stop)
        let capture = StageThread("wayside-capture") {
            Result { () throws(CaptureError) in
                var source = try open()
                try RecordRun.pull(&source, counters, stop)
            }
        }
        try capture.wait(tick: { watch.look(counters, tick) }).get()
        return watch.progress(counters)
    }

    private static func pull<Source: FrameSource & ~Copyable>(
        _ source: inout Source, _ counters: PipelineCounters, _ stop: StopRequest
    ) throws(CaptureError) {
        var frame = Frame(), isLost = false
        while !stop.isRequested {
            let outcome = try source.next(into: &frame)
            counters.dropped(source.drops)
            switch outcome {
            case .end: return
            case .waiting: break
            case .clockStepped: counters.clockStepped()
            case .frame:
                counters.processed(at: frame.time, due_ns: source.arrival_ns)
                isLost = false
            case .skipped(let reason):
                counters.skipped(reason)
                isLost = false
            case .lost(let reason):
                if !isLost { counters.lost(reason) }
                isLost = true
            }
        }
    }
}
