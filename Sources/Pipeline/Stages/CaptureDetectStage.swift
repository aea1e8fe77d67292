package import Base
import Detect
package import Queue

/// One camera's first two stages on one thread: waits for a picture, pulls it in its turn, lends it to the detector, sends what
/// it decided.
///
/// Pixels are never copied between the stages: the one frame belongs to this stage, the source writes into it and the
/// detector borrows it. When the queue is full the stage waits, so a live source drops upstream, where it is counted. While
/// it waits, for whatever, it has no turn.
package struct CaptureDetectStage<Source: FrameSource & ~Copyable>: ~Copyable {
    private var source: Source
    private let camera: CameraSettings
    private let site: String
    private var detector: Detector
    /// The size that the detector was made for.
    private var size: PixelSize
    /// Given back for the next loop, whose frames are due after those of this one.
    package private(set) var pacer: Pacer
    private let keepsRegions: Bool
    private let heartbeat: Heartbeat
    private let looks: ObjectLooks
    private var seat: TurnSeat
    private let mostPending: Int?
    private let wish: PictureWish?
    private let album: PictureAlbum?
    private var recent = RecentRegions()
    private var isLost = false

    /// - Parameters:
    ///   - source: where frames come from.
    ///   - camera: places and rules of its detector.
    ///   - site: id of the site; events name `site/camera` as their source.
    ///   - pacer: at which pace frames are pulled; it never changes what comes out.
    ///   - keepsRegions: whether sightings of events carry the boxes that pictures must hide.
    ///   - heartbeat: advanced with every pull.
    ///   - looks: who says what is in the parts of pictures that the detector asks about.
    ///   - turns: shared with the other cameras of the process; one camera alone waits for nobody.
    ///   - mostPending: how many pictures of a paced source may be due and not yet looked at; of more, the oldest is left out
    ///     and counted, as a camera's driver would. Nil looks at every one, however late.
    package init(
        source: consuming Source, camera: CameraSettings, site: String, pacer: Pacer = Pacer(speed: nil),
        keepsRegions: Bool = false, heartbeat: Heartbeat = Heartbeat(), looks: ObjectLooks = .none,
        turns: Turns = Turns(1), mostPending: Int? = nil
    ) {
        self.init(
            source: source, camera: camera, site: site, pacer: pacer, keepsRegions: keepsRegions, heartbeat: heartbeat,
            looks: looks, turns: turns, mostPending: mostPending, wish: nil, album: nil)
    }

    /// The same for a camera whose pictures somebody may ask for, or are kept with events.
    init(
        source: consuming Source, camera: CameraSettings, site: String, pacer: Pacer, keepsRegions: Bool = false,
        heartbeat: Heartbeat, looks: ObjectLooks, turns: Turns, mostPending: Int?, wish: PictureWish?,
        album: PictureAlbum?
    ) {
        size = source.frameSize
        self.source = source
        detector = Detector(camera: camera, site: site, frameSize: size)
        (self.camera, self.site, self.pacer) = (camera, site, pacer)
        (self.keepsRegions, self.heartbeat, self.looks) = (keepsRegions, heartbeat, looks)
        seat = turns.seat()
        (self.mostPending, self.wish, self.album) = (mostPending, wish, album)
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
    /// At the end of the source the detector finishes: open stays end and exposure is accounted. To stop a live camera is
    /// its end too. To stop a recording is not: a stay that was cut off has not ended, and replaying the rest later must
    /// give the same ledger as one whole run.
    /// - Parameter deliver: false stops the stage.
    package mutating func run(
        counters: PipelineCounters, stop: StopRequest, deliver: (Sighting) -> Bool
    ) throws(CaptureError) {
        var frame = Frame()
        let before = counters.frames.dropped
        while !stop.isRequested {
            heartbeat.beat()
            guard source.wait() else { continue }
            if let time = source.time(ahead: 0) { pacer.wait(until: time, stop: stop, heartbeat: heartbeat) }
            if stop.isRequested { break }
            seat.take()
            defer { seat.giveBack() }
            leaveOutLate()
            let outcome: FrameOutcome
            do throws(CaptureError) { outcome = try source.next(into: &frame) } catch {
                if source.isLive { _ = finish(at: frame.sequence, deliver) }
                throw error
            }
            counters.dropped(before + source.drops)
            if outcome == .end {
                _ = finish(at: frame.sequence, deliver)
                return
            }
            guard take(outcome, &frame, counters, deliver) else { return }
        }
        if source.isLive { _ = finish(at: frame.sequence, deliver) }
    }

    /// Leaves out the oldest picture as long as more than the allowed number are due.
    private mutating func leaveOutLate() {
        guard let mostPending else { return }
        while let newest = source.time(ahead: mostPending), pacer.isDue(newest), source.leaveOut() {}
        // The next one was due later than what was waited for.
        if let time = source.time(ahead: 0) { pacer.pass(to: time) }
    }

    /// Takes in one outcome; false when no more is taken.
    private mutating func take(
        _ outcome: FrameOutcome, _ frame: inout Frame, _ counters: PipelineCounters, _ deliver: (Sighting) -> Bool
    ) -> Bool {
        switch outcome {
        case .end, .waiting: return true
        case .skipped(let reason):
            counters.skipped(reason)
            isLost = false
            return hand(detector.skipped(at: frame.time), frame.sequence, due_ns: due_ns, deliver)
        case .lost(let reason):
            if !isLost { counters.lost(reason) }
            isLost = true
            return hand(detector.lost(reason, at: frame.time, sequence: frame.sequence), frame.sequence, deliver)
        case .clockStepped:
            counters.clockStepped()
            return beginAnew(at: frame.sequence, deliver)
        case .frame:
            isLost = false
            if size != source.frameSize, !beginAnew(at: frame.sequence, deliver) { return false }
            let observations = Self.observe(frame, &detector, &source, looks, &seat, counters)
            if keepsRegions { recent.add(detector.regions, at: frame.time) }
            counters.processed(at: frame.time, due_ns: due_ns)
            if let album { PictureWish.keep(observations, frame, of: &source, in: album) }
            if let wish, wish.isAwaited { wish.serve(frame, of: &source, followed: detector.followed) }
            return hand(observations, frame.sequence, due_ns: due_ns, deliver)
        }
    }

    /// When the last picture was complete, for measuring delays.
    private var due_ns: UInt64? { source.arrival_ns ?? pacer.due_ns }

    /// The detector and the source apart, so that the one may ask for a picture of the other.
    private static func observe(
        _ frame: borrowing Frame, _ detector: inout Detector, _ source: inout Source, _ looks: ObjectLooks,
        _ seat: inout TurnSeat, _ counters: PipelineCounters
    ) -> [Observation] {
        let sequence = frame.sequence
        return detector.observe(frame) {
            looks.sightings(in: $0, of: &source, sequence: sequence, seat: &seat, counters)
        }
    }

    /// Ends what is going on and makes a new detector, for another frame size or another clock.
    private mutating func beginAnew(at sequence: Int, _ deliver: (Sighting) -> Bool) -> Bool {
        guard finish(at: sequence, deliver) else { return false }
        seat.take()
        size = source.frameSize
        detector = Detector(camera: camera, site: site, frameSize: size)
        recent = RecentRegions()
        return true
    }

    private mutating func finish(at sequence: Int, _ deliver: (Sighting) -> Bool) -> Bool {
        hand(detector.finish(), sequence, deliver)
    }

    /// Hands on in order; false when no more is taken. What no picture decided (a loss, the end) was due at no time.
    private mutating func hand(
        _ observations: [Observation], _ sequence: Int, due_ns: UInt64? = nil, _ deliver: (Sighting) -> Bool
    ) -> Bool {
        if observations.isEmpty { return true }
        seat.giveBack()  // the queue may be full
        let hidden = keepsRegions ? recent.boxes : []
        for observation in observations {
            if !deliver(Sighting(observation, sequence: sequence, hidden: hidden, due_ns: due_ns)) { return false }
        }
        return true
    }
}
