import Base
import CBench
import Settings
import Detect
import Figures
import Foundation
import Ledger
import Queue
import Score

extension Bench {
    /// One event made durable, beside one fdatasync of the same directory.
    static func durability(_ policy: PolicyFile, _ state: String) throws {
        let times = 400
        var sync = [Int64](repeating: 0, count: times)
        var commit: [Double] = []
        guard cbench_fdatasync(state + "/bench.sync", 200, Int32(times), &sync) == 0 else { return }
        let path = state + "/bench-commit.sqlite"
        func clean() {
            for ending in ["", "-wal", "-shm", ".lock"] { try? FileManager.default.removeItem(atPath: path + ending) }
        }
        clean()
        defer { clean() }
        let ledger = try SQLiteLedger(path: path, detector: Detector.version)
        var scorer = try ledger.activate(policy.policy, bytes: policy.bytes, at: .recordingDefault)
        for i in 0..<times {
            let start = cbench_wall_ns()
            _ = try ledger.append([.event(event(i))], scorer: &scorer)
            commit.append(Double(cbench_wall_ns() - start))
        }
        let batch = (times..<times + 10_000).map { Observation.event(event($0)) }
        let start = cbench_wall_ns()
        for begin in stride(from: 0, to: batch.count, by: 256) {
            _ = try ledger.append(Array(batch[begin..<min(begin + 256, batch.count)]), scorer: &scorer)
        }
        let burst = Double(cbench_wall_ns() - start)
        let syncs = sync.map(Double.init)
        print("Durable commits (wall clock, \(times) each)")
        print(
            "  fdatasync of 200 bytes: p50 \(fixed(median(syncs) / 1000, 0)) us, p99 \(fixed(quantile(syncs, 0.99) / 1000, 0)) us"
        )
        print(
            "  one event with its entry: p50 \(fixed(median(commit) / 1000, 0)) us, p99 \(fixed(quantile(commit, 0.99) / 1000, 0)) us"
        )
        print("  ratio of the medians: \(fixed(median(commit) / median(syncs), 2))")
        print("  10 000 events in batches of 256: \(fixed(burst / 1e6, 0)) ms\n")
    }

    private static func event(_ number: Int) -> ObservedEvent {
        let time = Timestamp.recordingDefault.advanced(bySeconds: Double(number))
        return ObservedEvent(
            source: "bench/camera", behaviour: .lineCrossed, subject: "gate", rule: "line-crossed@gate",
            phase: .instant,
            time: time, start: time, startSequence: number)
    }

    /// Events through the queue from one thread to another, singly sent and received in batches.
    static func queueThroughput() {
        let count = 1_000_000
        print("Queue of 1024, one sender and one receiver, \(count) events")
        for limit in [1, 256] {
            let rates = (0..<5).map { _ in
                let queue = BoundedQueue<Observation>(capacity: 1024)
                let observation = Observation.event(event(1))
                let start = cbench_wall_ns()
                Thread {
                    for _ in 0..<count { queue.send(observation) }
                    queue.close()
                }.start()
                while !queue.receive(max: limit).isEmpty {}
                precondition(queue.statistics.received == count, "nothing is lost")
                return Double(count) * 1e9 / Double(cbench_wall_ns() - start)
            }
            print(
                "  received up to \(limit) at once: \(fixed(median(rates) / 1e6, 2)) million/s, spread \(percent(spread(rates)))"
            )
        }
    }
}
