import Base
import Settings
import Detect
import Foundation
import Ledger
import Pipeline
import Score
import Synchronization
import Testing
import WaysideTestSupport

/// A camera by script: gives these outcomes, ten a second by its own time, then nothing more for ever.
private struct ScriptedCamera: FrameSource, ~Copyable {
    let script: [FrameOutcome]
    private var pulled = 0
    var arrival_ns: UInt64? { 1 }
    var expectedCount: Int? { nil }
    var frameSize: PixelSize { PixelSize(width: 32, height: 24) }
    var pictureSize: PixelSize { frameSize }
    var drops: DropCounts {
        var drops = DropCounts()
        drops.driver = 3
        return drops
    }

    init(_ script: [FrameOutcome]) { self.script = script }

    mutating func next(into frame: inout Frame) throws(CaptureError) -> FrameOutcome {
        guard pulled < script.count else {
            Thread.sleep(forTimeInterval: 0.001)
            return .waiting
        }
        frame.resize(width: 32, height: 24)
        frame.sequence = pulled
        frame.time = Timestamp(microseconds: 1_800_000_000_000_000 + Int64(pulled) * 100_000)
        pulled += 1
        return script[pulled - 1]
    }
}

@Suite struct `Running live` {
    /// Ten seconds pass whenever someone looks at the clock.
    private static func hurriedClock() -> StageClock {
        let seconds = Atomic<UInt64>(0)
        return StageClock(
            monotonic_ns: { seconds.wrappingAdd(10_000_000_000, ordering: .relaxed).newValue }, thread_ns: { 0 })
    }

    private func run(
        _ script: [FrameOutcome], bounds: RunBounds, tick: (LiveProgress) -> Bool = { _ in true }
    ) throws -> (summary: LiveSummary, events: [ObservedEvent]) {
        let directory = NSTemporaryDirectory() + "wayside-live-\(ProcessInfo.processInfo.globallyUniqueString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        var camera = CameraSettings(id: "bay")
        camera.rules = [RuleSettings(id: "signal-lost", behaviour: .signalLost, place: nil)]
        let policy = Policy(id: "test", version: 1, title: "t", reason: "r", hash: ContentHash.sha256Hex("p"))
        let ledger = try SQLiteLedger(path: directory + "/ledger.sqlite", detector: Detector.version)
        var scorer = try ledger.activate(policy, bytes: Array("p".utf8), at: .recordingDefault)
        let collector = EventCollector()
        let run = LiveRun(camera, site: "test", ledger: ledger, sinks: [collector], bounds: bounds)
        let summary = try run.run(scorer: &scorer, tick: tick) { () throws(CaptureError) in ScriptedCamera(script) }
        return (summary, collector.events.map(\.event))
    }

    @Test func `ends when its time is up, also when no picture comes, and what was going on is ended`() throws {
        let script = [FrameOutcome](repeating: .frame, count: 20) + [.lost(.unplugged), .lost(.unplugged)]
        let bounds = RunBounds(longest_ns: 100_000_000_000, clock: Self.hurriedClock())
        let (summary, events) = try run(script, bounds: bounds)
        #expect(!summary.wasInterrupted && summary.progress.elapsed_ns >= 100_000_000_000)
        let frames = summary.progress.frames
        #expect(frames.processed == 20 && frames.losses == [.unplugged: 1] && frames.dropped.driver == 3)
        #expect(events.map(\.phase) == [.began, .ended] && events.allSatisfy { $0.behaviour == .signalLost })
        #expect(summary.scored.events == 2)
    }

    @Test func `counts skipped pictures, steps of the clock and delays`() throws {
        let script: [FrameOutcome] = [.frame, .skipped(.truncated), .waiting, .frame, .clockStepped, .frame]
        let interruption = StopRequest()
        let (summary, _) = try run(script, bounds: RunBounds(interruption: interruption)) { progress in
            if progress.frames.processed == 3 { interruption.request() }
            return true
        }
        let frames = summary.progress.frames
        #expect(summary.wasInterrupted && frames.received == 4 && frames.skipped == [.truncated: 1])
        #expect(frames.clockSteps == 1 && summary.progress.delays.detected.count == 3)
        #expect(summary.progress.delays.busy_ns > 0)
    }

    @Test func `whoever watches may stop it`() throws {
        let (summary, _) = try run([.frame], bounds: RunBounds()) { $0.frames.processed == 0 }
        #expect(!summary.wasInterrupted && summary.progress.frames.processed == 1)
    }

    @Test func `a source that cannot be opened is told as it is`() throws {
        let error = CaptureError(what: "busy", place: "/dev/video0", mend: "wait", kind: .noSignal(.busy))
        let run = RecordRun(bounds: RunBounds())
        #expect(throws: error) {
            try run.run(tick: { _ in true }) { () throws(CaptureError) -> ScriptedCamera in throw error }
        }
    }

    @Test func `recording pulls and counts without detection`() throws {
        let script: [FrameOutcome] = [.frame, .skipped(.empty), .lost(.stalled), .lost(.stalled), .frame, .frame]
        let progress = try RecordRun(bounds: RunBounds()).run(tick: { $0.frames.processed < 3 }) {
            () throws(CaptureError) in ScriptedCamera(script)
        }
        #expect(progress.frames.received == 4 && progress.frames.processed == 3)
        #expect(progress.frames.losses == [.stalled: 1] && progress.frames.dropped.driver == 3)
    }
}
