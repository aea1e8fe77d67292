import Base
import Capture
import Settings
import Foundation
import Pipeline
import Synchronization
import Testing
import WaysideTestSupport

/// A clock that waiting and working move on.
private final class WorkClock: Sendable {
    private let now_us = Atomic<Int>(5_000_000)
    func pass(us: Int) { now_us.wrappingAdd(us, ordering: .relaxed) }
    var now_s: Double { Double(now_us.load(ordering: .relaxed)) / 1e6 }
    var pace: PaceClock {
        PaceClock(now_s: { self.now_s }, sleep_s: { self.pass(us: Int(($0 * 1e6).rounded(.up))) })
    }
}

/// Ten pictures a second by its own time, each of which takes so long to decode.
private struct SlowRecording: FrameSource, ~Copyable {
    let count: Int
    let cost_us: Int
    let clock: WorkClock
    let turns: Turns
    /// Numbers at which the signal is lost.
    var losses: Set<Int> = []
    private var next = 0
    private(set) var drops = DropCounts()
    var expectedCount: Int? { count }
    let pictureSize = PixelSize(width: 32, height: 24), frameSize = PixelSize(width: 32, height: 24)

    init(_ count: Int, cost_us: Int, clock: WorkClock, turns: Turns, losses: Set<Int> = []) {
        (self.count, self.cost_us, self.clock, self.turns, self.losses) = (count, cost_us, clock, turns, losses)
    }

    private func time(of number: Int) -> Timestamp { Timestamp(microseconds: Int64(number) * 100_000) }

    func time(ahead: Int) -> Timestamp? { next + ahead < count ? time(of: next + ahead) : nil }

    mutating func wait() -> Bool {
        #expect(turns.working == 0, "who waits has no turn")
        return true
    }

    mutating func leaveOut() -> Bool {
        if losses.contains(next) { return false }
        next += 1
        drops.overload += 1
        return true
    }

    mutating func next(into frame: inout Frame) throws(CaptureError) -> FrameOutcome {
        #expect(turns.working == 1, "who works has one")
        guard next < count else { return .end }
        clock.pass(us: cost_us)
        frame.resize(width: 32, height: 24)
        (frame.sequence, frame.time) = (next, time(of: next))
        next += 1
        return losses.contains(next - 1) ? .lost(.unplugged) : .frame
    }
}

@Suite struct `A camera that is late` {
    private let counters = PipelineCounters(), clock = WorkClock(), turns = Turns(1)

    private func observe(
        _ count: Int, cost_us: Int, losses: Set<Int> = [], mostPending: Int? = 4, speed: Double? = 1
    ) throws -> [Sighting] {
        var camera = CameraSettings(id: "cam")
        camera.places = [Place(id: "hall", shape: .zone(.wholePicture))]
        camera.rules = [RuleSettings(id: "signal-lost", behaviour: .signalLost, place: nil)]
        var stage = CaptureDetectStage(
            source: SlowRecording(count, cost_us: cost_us, clock: clock, turns: turns, losses: losses), camera: camera,
            site: "site", pacer: Pacer(speed: speed, clock: clock.pace), turns: turns, mostPending: mostPending)
        var sightings: [Sighting] = []
        try stage.run(counters: counters, stop: StopRequest()) {
            #expect(turns.working == 0, "who may have to wait for the queue has no turn")
            sightings.append($0)
            return true
        }
        return sightings
    }

    @Test func `leaves out its oldest pictures, counts them, and sees half of them where each takes twice its time`()
        throws
    {
        _ = try observe(1000, cost_us: 200_000)
        let frames = counters.frames
        #expect(frames.processed + frames.dropped.overload == 1000 && frames.dropped.driver == 0)
        #expect((500...505).contains(frames.processed), "\(frames.processed)")
        #expect(clock.now_s - 5 < 101, "it is at most four pictures behind, and at work on one")
    }

    @Test func `loses none as long as it keeps up, and none at all where every picture is wanted`() throws {
        _ = try observe(200, cost_us: 99_000)
        #expect(counters.frames.processed == 200 && counters.frames.dropped == DropCounts())
        _ = try observe(200, cost_us: 200_000, mostPending: nil)
        _ = try observe(200, cost_us: 200_000, speed: nil)
        #expect(counters.frames.processed == 600 && counters.frames.dropped == DropCounts())
    }

    @Test func `still tells every loss of the signal, and its account covers the time of what it left out`() throws {
        let sightings = try observe(1000, cost_us: 300_000, losses: [500, 501])
        let events = sightings.compactMap { if case .event(let event) = $0.observation { event } else { nil } }
        #expect(events.map(\.phase) == [.began, .ended] && counters.frames.losses == [.unplugged: 1])
        var observed_ms: Int64 = 0, blind_ms: Int64 = 0
        for case .exposure(let exposure) in sightings.map(\.observation) {
            observed_ms += exposure.observed_ms
            blind_ms += exposure.blind_ms.map(\.milliseconds).reduce(0, +)
        }
        let last = try #require(counters.frames.last)
        #expect(observed_ms + blind_ms == last.microseconds / 1000 && blind_ms >= 200, "\(observed_ms) \(blind_ms)")
    }

    @Test func `gives its turn to others while a finder is waited for`() throws {
        let fixture = try BlockFixture(), turns = turns, asked = Atomic<Int>(0)
        defer { fixture.remove() }
        let recording = try FixtureReader.read(directory: fixture.directory)
        let finder = ScriptedFinder { _ in
            #expect(turns.working == 0)
            asked.wrappingAdd(1, ordering: .relaxed)
            return []
        }
        var stage = CaptureDetectStage(
            source: try RecordedFrameSource(recording), camera: recording.camera, site: "site",
            looks: .finder(finder, budget: nil), turns: turns)
        try stage.run(counters: counters, stop: StopRequest()) { _ in true }
        #expect(asked.load(ordering: .relaxed) > 0 && turns.working == 0)
    }

    @Test func `two threads never work in one turn`() {
        let inside = Atomic<Int>(0), most = Atomic<Int>(0), done = Atomic<Int>(0), turns = turns
        let threads = (0..<4).map { _ in
            Thread {
                var seat = turns.seat()
                for _ in 0..<2000 {
                    seat.take()
                    let now = inside.wrappingAdd(1, ordering: .sequentiallyConsistent).newValue
                    most.max(now, ordering: .relaxed)
                    inside.wrappingSubtract(1, ordering: .sequentiallyConsistent)
                    seat.giveBack()
                }
                done.wrappingAdd(1, ordering: .relaxed)
            }
        }
        for thread in threads { thread.start() }
        while done.load(ordering: .relaxed) < 4 { sched_yield() }
        #expect(most.load(ordering: .relaxed) == 1)
    }
}
