import Base
import CBench
import Capture
import Configuration
import Detect
import Foundation
import Ledger
import Pipeline

extension Bench {
    /// How long it takes from the moment a picture is due to its events' being on the disk: a recording at its own pace,
    /// beside one fdatasync of the same directory. In a virtual machine or with a camera, `wayside watch --json` tells
    /// the same figures in its last line, counted from the driver's own time.
    static func latency(_ fixture: String, _ policy: PolicyFile, _ state: String) throws {
        let recording = try FixtureReader.read(directory: fixture)
        let path = state + "/bench-latency.sqlite"
        for ending in ["", "-wal", "-shm", ".lock"] { try? FileManager.default.removeItem(atPath: path + ending) }
        let ledger = try SQLiteLedger(path: path, detector: Detector.version)
        var scorer = try ledger.activate(policy.policy, bytes: policy.bytes, at: recording.start)
        let run = LiveRun(recording.camera, site: "bench", ledger: ledger)
        let summary = try run.run(scorer: &scorer) { () throws(CaptureError) in try RecordedFrameSource(recording) }
        var sync = [Int64](repeating: 0, count: 200)
        guard cbench_fdatasync(state + "/bench.sync", 200, 200, &sync) == 0 else { return }
        let delays = summary.progress.delays
        print("Delays at the recorded pace (wall clock): \(fixture), \(summary.progress.frames.processed) frames")
        line("frame due to the end of its detection", delays.detected)
        line("frame due to its events committed", delays.committed)
        let syncs = sync.map(Double.init)
        print(
            "  one fdatasync of 200 bytes: p50 \(fixed(median(syncs) / 1e6, 2)) ms, p99 \(fixed(quantile(syncs, 0.99) / 1e6, 2)) ms"
        )
        print("  the aim for committed is p99 20 ms or less\n")
    }

    private static func line(_ words: String, _ delays: LatencyHistogram) {
        func milliseconds(_ value: Double?) -> String { value.map { fixed($0, 2) + " ms" } ?? "none" }
        print(
            "  \(words) (\(delays.count)): p50 \(milliseconds(delays.percentile_ms(0.5))), "
                + "p99 \(milliseconds(delays.percentile_ms(0.99))), longest \(milliseconds(delays.longest_ms))")
    }
}
