package import Base
package import Detect
package import Queue

/// One camera's first two stages on one thread: pulls a frame, lends it to the detector, sends what it decided.
///
/// Pixels are never copied between the stages: the one frame belongs to this stage, the source writes into it and the
/// detector borrows it. When the queue is full the stage waits, so a live source drops upstream, where it is counted.
package struct CaptureDetectStage<Source: FrameSource & ~Copyable>: ~Copyable {
    private var source: Source
    private var detector: Detector
    /// Given back for the next loop, whose frames are due after those of this one.
    package private(set) var pacer: Pacer
    private let keepsRegions: Bool
    private var recent = RecentRegions()

    /// - Parameters:
    ///   - source: where frames come from.
    ///   - detector: made for the source's frame size.
    ///   - pacer: at which pace frames are pulled; it never changes what comes out.
    ///   - keepsRegions: whether sightings of events carry the boxes that pictures must hide.
    package init(source: consuming Source, detector: consuming Detector, pacer: Pacer, keepsRegions: Bool) {
        self.source = source
        self.detector = detector
        (self.pacer, self.keepsRegions) = (pacer, keepsRegions)
    }

    /// Runs to the end of the source, or until it is asked to stop; sends to a queue.
    /// - Parameters:
    ///   - queue: refused elements (a closed queue: scoring has failed) stop the stage.
    ///   - counters: read by other threads meanwhile.
    /// - Throws: `CaptureError` when the source cannot go on.
    package mutating func run(
        into queue: BoundedQueue<Sighting>, counters: PipelineCounters, stop: StopRequest
    ) throws(CaptureError) {
        try run(counters: counters, stop: stop) { queue.send($0) }
    }

    /// Runs to the end of the source, or until it is asked to stop; gives what was observed to `deliver`, in order.
    ///
    /// At the end of the source the detector finishes: open stays end and exposure is accounted. When the stage is
    /// stopped it does not: a stay that was cut off has not ended, and replaying the rest later must give the same
    /// ledger as one whole run.
    /// - Parameter deliver: false stops the stage.
    package mutating func run(
        counters: PipelineCounters, stop: StopRequest, deliver: (Sighting) -> Bool
    ) throws(CaptureError) {
        var frame = Frame()
        var last = 0
        while !stop.isRequested {
            switch try source.next(into: &frame) {
            case .end:
                _ = hand(detector.finish(), sequence: last, to: deliver)
                return
            case .skipped(let reason):
                last = frame.sequence
                counters.skipped(reason)
                guard hand(detector.skipped(at: frame.time), sequence: last, to: deliver) else { return }
            case .frame:
                last = frame.sequence
                pacer.wait(until: frame.time, stop: stop)
                let observations = detector.observe(frame)
                if keepsRegions { recent.add(detector.regions, at: frame.time) }
                counters.processed(at: frame.time)
                guard hand(observations, sequence: last, to: deliver) else { return }
            }
        }
    }

    /// Hands on in order; false when no more is taken.
    private func hand(_ observations: [Observation], sequence: Int, to deliver: (Sighting) -> Bool) -> Bool {
        for observation in observations {
            let hidden = keepsRegions ? recent.boxes : []
            if !deliver(Sighting(observation, sequence: sequence, hidden: hidden)) { return false }
        }
        return true
    }
}
