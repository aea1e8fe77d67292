import Base
import CBench
import Capture
import Settings
import Detect
import Foundation
import Ledger
import Queue
import Score

/// Nanoseconds of CPU by stage, for one recording from its bytes on the disk to its entries in the ledger.
struct PipelineRound {
    var capture: Int64 = 0
    var detect: Int64 = 0
    var score: Int64 = 0
    var total: Int64 = 0
    var events = 0

    /// Runs all stages in this thread, one after another, as the pipeline's two threads do together. The total is taken
    /// around everything: opening the recording and the ledger, and reading the clock between the stages.
    static func run(_ bench: BenchRecording, policy: PolicyFile, directory: String) throws -> PipelineRound {
        var round = PipelineRound()
        let begin = cbench_cpu_ns()
        let path = directory + "/bench-\(UUID().uuidString).sqlite"
        defer {
            for ending in ["", "-wal", "-shm", ".lock"] { try? FileManager.default.removeItem(atPath: path + ending) }
        }
        let ledger = try SQLiteLedger(path: path, detector: Detector.version)
        var scorer = try ledger.activate(policy.policy, bytes: policy.bytes, at: bench.recording.start)
        var source = try RecordedFrameSource(bench.recording)
        var detector = Detector(camera: bench.recording.camera, site: "bench", frameSize: source.frameSize)
        let queue = BoundedQueue<Observation>(capacity: 1024)
        var frame = Frame()
        var mark = cbench_cpu_ns()
        func lap(_ stage: inout Int64) {
            let now = cbench_cpu_ns()
            stage += now - mark
            mark = now
        }
        var outcome = FrameOutcome.frame
        while outcome != .end {
            outcome = try source.next(into: &frame)
            lap(&round.capture)
            let observations: [Observation] =
                switch outcome {
                case .frame: detector.observe(frame)
                case .skipped: detector.skipped(at: frame.time)
                case .lost(let reason): detector.lost(reason, at: frame.time, sequence: frame.sequence)
                case .waiting, .clockStepped: []
                case .end: detector.finish()
                }
            lap(&round.detect)
            if observations.isEmpty { continue }
            for observation in observations { queue.send(observation) }
            round.events += observations.count
            _ = try ledger.append(queue.receive(max: 256), scorer: &scorer)
            lap(&round.score)
        }
        round.total = cbench_cpu_ns() - begin
        return round
    }
}
