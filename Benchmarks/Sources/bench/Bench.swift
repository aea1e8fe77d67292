import Base
import CBench
import Capture
import Settings
import Figures
import Foundation

/// `make bench`: what Wayside costs on one core beside the limit, and what its queue, ledger and memory do.
@main
struct Bench {
    static let rounds = 5
    static let sizes = ["640x480", "1280x720", "1920x1080"]

    static func main() throws {
        let arguments = CommandLine.arguments
        if arguments.count == 5, arguments[1] == "luma", let rounds = Int(arguments[4]) {
            return try luma(recording: arguments[2], counts: arguments[3], rounds: rounds)
        }
        if arguments.count >= 6, arguments[1] == "ledger", let entries = Int(arguments[5]) {
            let round = LedgerRound(
                policy: try PolicyReader.read(file: arguments[2]), directory: arguments[3], wayside: arguments[4],
                entries: entries)
            return try round.run(keep: arguments.contains("--keep"), again: arguments.contains("--again"))
        }
        guard arguments.count == 4 else {
            let usage = [
                "bench RECORDINGS POLICY STATE", "bench luma RECORDING COUNTS ROUNDS",
                "bench ledger POLICY DIRECTORY WAYSIDE ENTRIES [--keep] [--again]",
            ]
            FileHandle.standardError.write(Data("usage: \(usage.joined(separator: "\n       "))\n".utf8))
            exit(64)
        }
        let (recordings, state) = (arguments[1], arguments[3])
        let policy = try PolicyReader.read(file: arguments[2])
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)

        try throughput(recordings, policy, state)
        try memory(recordings)
        try durability(policy, state)
        queueThroughput()
    }

    static func throughput(_ recordings: String, _ policy: PolicyFile, _ state: String) throws {
        _ = cbench_pin(0)
        defer { _ = cbench_pin(-1) }
        print(
            "Bytes to ledger on one core (CPU time), beside libjpeg-turbo's own luma decode of the same bytes at the same scale"
        )
        print("\(rounds) alternating rounds; median, and spread = (highest - lowest) / median")
        print(
            row([
                "size", "scale", "bit/px", "limit fps", "spread", "wayside fps", "spread", "ratio", "capture", "detect",
                "score",
            ]))
        for size in sizes {
            let bench = try BenchRecording(directory: recordings, name: size)
            var limits: [Double] = [], totals: [Double] = []
            var stages: [PipelineRound] = []
            for _ in 0..<rounds {
                limits.append(Double(bench.limit()))
                let round = try PipelineRound.run(bench, policy: policy, directory: state)
                totals.append(Double(round.total))
                stages.append(round)
            }
            let pictures = Double(bench.pictures)
            let ratios = zip(totals, limits).map { $0 / $1 }
            func share(_ stage: (PipelineRound) -> Int64) -> String {
                fixed(median(stages.map { Double(stage($0)) }) / pictures / 1000, 0) + " us"
            }
            print(
                row([
                    size, "1/\(bench.scale.rawValue)", fixed(bench.bitsPerPixel, 2),
                    fixed(pictures * 1e9 / median(limits), 0), percent(spread(limits)),
                    fixed(pictures * 1e9 / median(totals), 0), percent(spread(totals)), fixed(median(ratios), 3),
                    share(\.capture), share(\.detect), share(\.score),
                ]))
        }
        print("ratio = wayside / limit in CPU time; the aim is 1.3 or less. Stages in CPU time per picture.\n")
    }

    /// Resident memory while one recording is read again and again.
    static func memory(_ recordings: String) throws {
        let recording = try FixtureReader.read(directory: recordings + "/640x480")
        var resident: [Int: Int] = [:]
        for loop in 1...20 {
            for threads in [1, 4] {
                var source = try RecordedFrameSource(recording, decodeThreads: threads)
                var frame = Frame()
                while try source.next(into: &frame) != .end {}
            }
            resident[loop] = residentKiB()
        }
        let line = [1, 2, 5, 10, 20].map { "\($0): \(resident[$0] ?? 0)" }.joined(separator: "  ")
        print("Resident memory in KiB after so many passes over a recording, with 1 and 4 decode threads\n  \(line)\n")
    }

    private static func residentKiB() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        return Int(line.filter(\.isNumber)) ?? 0
    }
}
