import Base
import Pipeline
import Testing

/// A source that gives what it is told to, as a live camera would.
private struct ToldSource: FrameSource, ~Copyable {
    var outcomes: [FrameOutcome]
    let expectedCount: Int?
    let pictureSize = PixelSize(width: 64, height: 48)
    let stop: StopRequest
    private var next = 0
    private var size = PixelSize(width: 64, height: 48)

    init(_ outcomes: [FrameOutcome], isLive: Bool, stop: StopRequest) {
        (self.outcomes, self.stop) = (outcomes, stop)
        expectedCount = isLive ? nil : outcomes.count
    }

    var frameSize: PixelSize { size }
    var drops: DropCounts {
        var drops = DropCounts()
        drops.driver = next
        return drops
    }

    mutating func next(into frame: inout Frame) throws(CaptureError) -> FrameOutcome {
        guard next < outcomes.count else {
            // A live camera has no end; someone stops it.
            stop.request()
            return .waiting
        }
        let outcome = outcomes[next]
        if outcome != .waiting, outcome != .clockStepped {
            frame.resize(width: 64, height: 48)
            frame.sequence = next
            frame.time = Timestamp.recordingDefault.advanced(bySeconds: Double(next))
        }
        next += 1
        return outcome
    }
}

@Suite struct `The capture stage on a live camera` {
    private let counters = PipelineCounters()

    private func observe(_ outcomes: [FrameOutcome], isLive: Bool = true, heartbeat: Heartbeat = Heartbeat()) throws
        -> [Observation]
    {
        var camera = CameraSettings(id: "cam")
        camera.places = [Place(id: "hall", shape: .zone(.wholePicture))]
        camera.rules = [RuleSettings(id: "signal-lost", behaviour: .signalLost, place: nil)]
        let stop = StopRequest()
        var stage = CaptureDetectStage(
            source: ToldSource(outcomes, isLive: isLive, stop: stop), camera: camera, site: "site",
            heartbeat: heartbeat)
        var observations: [Observation] = []
        try stage.run(counters: counters, stop: stop) { sighting in
            observations.append(sighting.observation)
            return true
        }
        return observations
    }

    private func phases(_ observations: [Observation]) -> [ObservedEvent.Phase] {
        observations.compactMap { if case .event(let event) = $0 { event.phase } else { nil } }
    }

    @Test func `everything is counted under its own name`() throws {
        _ = try observe([
            .frame, .frame, .skipped(.flagged), .lost(.unplugged), .lost(.unplugged), .waiting, .frame, .lost(.stalled),
            .frame, .clockStepped, .frame,
        ])
        let counts = counters.frames
        #expect(counts.processed == 5 && counts.skipped == [.flagged: 1] && counts.received == 6)
        #expect(counts.losses == [.unplugged: 1, .stalled: 1], "a loss that lasts is one loss")
        #expect(counts.clockSteps == 1 && counts.dropped.driver == 11)
    }

    @Test func `to stop a live camera ends what is going on`() throws {
        let observations = try observe([.frame, .lost(.unplugged)])
        #expect(phases(observations) == [.began, .ended])
        let isAccounted = observations.contains { if case .exposure = $0 { true } else { false } }
        #expect(isAccounted)
    }

    @Test func `to stop a recording does not`() throws {
        #expect(phases(try observe([.frame, .lost(.unplugged), .lost(.unplugged)], isLive: false)) == [.began])
    }

    @Test func `a clock that is set ends what is going on and begins anew`() throws {
        let observations = try observe([.frame, .lost(.failed), .clockStepped, .lost(.failed), .frame])
        #expect(phases(observations) == [.began, .ended, .began, .ended])
    }

    @Test func `every pull is a heartbeat, also one that gives nothing`() throws {
        let heartbeat = Heartbeat()
        _ = try observe([.waiting, .waiting, .frame], heartbeat: heartbeat)
        #expect(heartbeat.beats == 4)
    }
}
