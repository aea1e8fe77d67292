import Base
import CBench
import Settings
import Detect
import Figures
import Foundation
import Ledger
import Score

/// `make bench-ledger`: what a ledger of a million entries costs to make, to check and to ask.
struct LedgerRound {
    /// The program and how often it is started for each figure.
    private static let starts = 9
    private let policy: PolicyFile
    private let wayside: String
    private let state: String
    private let entries: Int

    /// - Parameters:
    ///   - directory: for the ledger; what was there is removed unless `again`.
    ///   - wayside: the program that opens it.
    init(policy: PolicyFile, directory: String, wayside: String, entries: Int) {
        (self.policy, self.wayside, self.entries) = (policy, wayside, entries)
        state = directory + "/state"
    }

    /// - Parameters:
    ///   - keep: the ledger stays when all is measured.
    ///   - again: measures the ledger that was kept, and makes none.
    func run(keep: Bool, again: Bool) throws {
        if !again { try? FileManager.default.removeItem(atPath: state) }
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
        tell("A ledger of \(entries) entries or a few more: \(LedgerMix.words)")
        if !again {
            inMemory()
            try make()
        }
        try singly()
        let reader = try LedgerReader(path: ledger)
        try check(reader)
        try ask(reader)
        try open()
        if keep { tell("  kept in \(state)") } else { try? FileManager.default.removeItem(atPath: state) }
    }

    private var ledger: String { state + "/ledger.sqlite" }

    /// Scoring alone: nothing is written, and of the past nothing is known.
    private func inMemory() {
        var mix = LedgerMix(seed: 1), scorer = Scorer(policy: policy.policy), made = 0
        let nothing = EntriesPast()
        let observations = (0..<200_000).map { _ in mix.next() }
        let events = observations.count { if case .event = $0 { true } else { false } }
        let start = cbench_cpu_ns()
        for observation in observations { made += scorer.score(observation, past: nothing).count }
        precondition(made >= observations.count, "all are scored")
        say("scoring in memory (CPU time)", events, nanoseconds: cbench_cpu_ns() - start, of: "events")
    }

    private func make() throws {
        let ledger = try SQLiteLedger(path: self.ledger, detector: Detector.version)
        var scorer = try ledger.activate(policy.policy, bytes: policy.bytes, at: .recordingDefault)
        var mix = LedgerMix(seed: 1), wall: Int64 = 0, cpu: Int64 = 0, appended = 0
        while scorer.nextSequence < Int64(entries) {
            let batch = (0..<1000).map { _ in mix.next() }
            let start = (wall: cbench_wall_ns(), cpu: cbench_cpu_ns())
            _ = try ledger.append(batch, scorer: &scorer)
            wall += cbench_wall_ns() - start.wall
            cpu += cbench_cpu_ns() - start.cpu
            appended += batch.count
        }
        say("durable append, 1000 a batch (wall)", appended, nanoseconds: wall, of: "events")
        say("durable append, 1000 a batch (CPU time)", appended, nanoseconds: cpu, of: "events")
        let start = cbench_wall_ns()
        _ = try ledger.signCheckpoint(by: ledger.signer())
        tell("  checkpoint signed: \(fixed(milliseconds(since: start), 1)) ms")
        let bytes = try FileManager.default.attributesOfItem(atPath: self.ledger)[.size] as? Int ?? 0
        tell("  on the disk: \(bytes / Int(scorer.nextSequence)) bytes for each entry with its event")
    }

    /// One event durable, in turn with fdatasync of a file in the same directory.
    private func singly() throws {
        let ledger = try SQLiteLedger(path: self.ledger, detector: Detector.version)
        var scorer = try ledger.activate(policy.policy, bytes: policy.bytes, at: .recordingDefault)
        var mix = LedgerMix(seed: UInt64(try ledger.reader.entryCount())), syncs: [Double] = [], commits: [Double] = []
        for _ in 0..<15 {
            // As often on a file that grows as it is done on the ledger.
            var times = [Int64](repeating: 0, count: 20)
            guard cbench_fdatasync(state + "/sync", 200, 20, &times) == 0 else { return }
            syncs += times.map { Double($0) / 1e6 }
            for _ in times {
                let start = cbench_wall_ns()
                _ = try ledger.append([mix.next()], scorer: &scorer)
                commits.append(milliseconds(since: start))
            }
        }
        let ratio = fixed(median(commits) / median(syncs), 2)
        tell(
            "  one event durable: median \(fixed(median(commits), 2)) ms, fdatasync \(fixed(median(syncs), 2)) ms, ratio \(ratio)"
        )
    }

    private func check(_ reader: LedgerReader) throws {
        let count = Int(try reader.entryCount()), key = try reader.signingKey()
        for round in ["first", "second", "third"] {
            let start = (wall: cbench_wall_ns(), cpu: cbench_cpu_ns())
            let findings = try reader.check(key: key)
            let spent = (wall: cbench_wall_ns() - start.wall, cpu: cbench_cpu_ns() - start.cpu)
            precondition(findings.isEmpty, findings.first ?? "")
            say("check, \(round) time (wall)", count, nanoseconds: spent.wall, of: "entries")
            tell("    \(fixed(Double(spent.cpu) / Double(count) / 1000, 2)) us of CPU time for an entry")
        }
    }

    private func ask(_ reader: LedgerReader) throws {
        guard let now = try reader.latestTime() else { return }
        var places: [Double] = [], events: [Double] = [], proofs: [Double] = []
        for subject in try reader.subjects() {
            let start = cbench_wall_ns()
            _ = try reader.explain(subject, at: now, policy: policy.policy)
            places.append(milliseconds(since: start))
        }
        let count = try reader.entryCount()
        for number in 0..<200 {
            let sequence = Int64(number) * (count / 200)
            let ids = try reader.entries(from: sequence, limit: 20).compactMap { $0.kind == .event ? $0.evidence : nil }
            var start = cbench_wall_ns()
            _ = try reader.explain(event: ids[0])
            events.append(milliseconds(since: start))
            start = cbench_wall_ns()
            let proof = try reader.inclusionProof(of: sequence)
            proofs.append(milliseconds(since: start))
            precondition(proof?.isRight == true, "a proof leads to its root")
        }
        for (name, times) in [("\(places.count) places", places), ("200 events", events), ("200 proofs", proofs)] {
            let (half, most) = (fixed(median(times), 2), fixed(quantile(times, 0.95), 2))
            tell("  explain or prove, \(name): p50 \(half) ms, p95 \(most) ms")
        }
    }

    /// The program from its start to its end, with the ledger in the cache of files.
    private func open() throws {
        let questions = [
            ["places"], ["explain", "depot/camera-3/place-17"], ["ledger", "prove", "500000"],
            ["ledger", "checkpoint"],
        ]
        for question in questions {
            let times = try (0..<Self.starts).map { _ in try self.time(of: question + ["--state", state]) }
            let words = "wayside " + question.joined(separator: " ")
            tell(
                "  \(words), start to end: median \(fixed(median(times), 0)) ms, most \(fixed(times.max() ?? 0, 0)) ms")
        }
        let seconds = try time(of: ["ledger", "verify", "--state", state]) / 1000
        let count = try LedgerReader(path: ledger).entryCount()
        say("wayside ledger verify, start to end", Int(count), nanoseconds: Int64(seconds * 1e9), of: "entries")
    }

    private func time(of arguments: [String]) throws -> Double {
        let child = Process()
        (child.executableURL, child.arguments) = (URL(fileURLWithPath: wayside), arguments)
        child.standardOutput = FileHandle.nullDevice
        let start = cbench_wall_ns()
        try child.run()
        child.waitUntilExit()
        precondition(child.terminationStatus == 0, "\(arguments) must end well")
        return milliseconds(since: start)
    }

    private func milliseconds(since start: Int64) -> Double { Double(cbench_wall_ns() - start) / 1e6 }

    /// Prints a line that is seen at once, in a file too.
    private func tell(_ line: String) {
        print(line)
        fflush(nil)
    }

    private func say(_ what: String, _ count: Int, nanoseconds: Int64, of name: String) {
        tell("  \(what): \(fixed(Double(count) * 1e6 / Double(nanoseconds), 0)) thousand \(name) a second")
    }
}
