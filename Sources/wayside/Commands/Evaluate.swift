import ArgumentParser
import Base
import Evaluate
import Foundation
import Pipeline

/// `wayside evaluate`: how good detection is on recordings whose truth is known.
struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compares what is detected with what really happened: precision, recall, F1, delay.",
        discussion: "Give directories with truth.yaml, or scene files, which know their own truth.")

    @OptionGroup var output: ConsoleOptions

    @Argument(help: ArgumentHelp("Directories of recordings, or scene files.", valueName: "fixture"))
    var fixtures: [String]

    @Option(help: ArgumentHelp("Camera from this file instead of the fixture's own.", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("Seeds to render each scene with, e.g. 11,12,13.", valueName: "a,b,c"))
    var seeds: String?

    @Option(
        help: ArgumentHelp(
            "Exit 1 unless met: f1=0.9, line-crossed:recall=0.95, false-per-hour=2.", valueName: "metric=x"))
    var require: [String] = []

    @Option(help: ArgumentHelp("Look at 1/1, 1/2, 1/4 or 1/8 of the size.", valueName: "1|2|4|8"))
    var scale: Int?

    @Option(help: "Threads that decode pictures, 1...64.")
    var threads = 1

    @Flag(help: "Use what an object finder found in each recording before: objects.csv beside its pictures.")
    var recordedObjects = false

    @Flag(help: "The result as one JSON object.")
    var json = false

    func validate() throws {
        if let scale, WorkingScale(rawValue: scale) == nil {
            throw ValidationError("--scale must be 1, 2, 4 or 8, not \(scale)")
        }
        if !(1...64).contains(threads) { throw ValidationError("--threads must be 1...64, not \(threads)") }
    }

    func run() throws {
        let console = Console(output), stop = Interruption.install()
        let requirements = try require.map(Self.requirement)
        let seeds = try seedList()
        let evaluation = Evaluation(
            scale: scale.flatMap(WorkingScale.init), threads: threads, usesRecordedObjects: recordedObjects, stop: stop,
            console: console)
        var results: [FixtureResult] = []
        for fixture in fixtures {
            if Self.isScene(fixture) {
                for seed in seeds.isEmpty ? [nil] : seeds { results.append(try evaluation.scene(fixture, seed: seed)) }
            } else {
                results.append(try evaluation.fixture(fixture, config: config))
            }
            if stop.isRequested { throw ExitCode.interrupted }
        }
        let report = EvaluationReport(results)
        try console.data(json ? report.json : report.text)
        let shortfalls = requirements.compactMap { $0.shortfall(in: report) }
        for shortfall in shortfalls { console.problem("wayside: \(shortfall)") }
        if !shortfalls.isEmpty { throw ExitCode.gate }
    }

    private static func isScene(_ path: String) -> Bool { path.hasSuffix(".yaml") || path.hasSuffix(".yml") }

    private static func requirement(_ text: String) throws -> Requirement {
        do throws(Requirement.Mistake) { return try Requirement(text) } catch {
            throw Failure(.usage, error.message, at: "--require", mend: error.mend)
        }
    }

    private func seedList() throws -> [UInt64?] {
        guard let seeds else { return [] }
        if let recorded = fixtures.first(where: { !Self.isScene($0) }) {
            throw Failure(
                .usage, "a recorded fixture has no seed", at: recorded, mend: "give --seeds only with scene files")
        }
        return try seeds.split(separator: ",", omittingEmptySubsequences: false).map { part in
            guard let seed = UInt64(part) else {
                throw Failure(
                    .usage, "\"\(part)\" is not a seed", at: "--seeds", mend: "write whole numbers, like 11,12,13")
            }
            return seed
        }
    }
}
