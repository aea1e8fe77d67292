import ArgumentParser
import Base
import Capture
import Settings
import Detect
import Evaluate
import Foundation
import Pipeline

/// `wayside evaluate`: how good detection is on recordings whose truth is known.
struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compares what is detected with what really happened: precision, recall, F1, delay.",
        discussion: "Give directories with truth.yaml, or scene files, which know their own truth.")

    @OptionGroup var output: ConsoleOptions
    @OptionGroup var finder: FinderOptions

    @Argument(help: ArgumentHelp("Directories of recordings, or scene files.", valueName: "fixture"))
    var fixtures: [String] = []

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

    @Option(help: "Who decodes recorded pictures at 1/4 and 1/8: Wayside's scan, or libjpeg-turbo to compare with.")
    var decoder = DecoderName.scan

    @Option(help: "Threads that decode pictures, 1...64.")
    var threads = 1

    @Flag(help: "Use what an object finder found in each recording before: objects.csv beside its pictures.")
    var recordedObjects = false

    @Flag(help: "The directories are MOTChallenge sequences: judge the tracker alone on the boxes they give.")
    var mot = false

    @Flag(help: "The result as one JSON object.")
    var json = false

    @OptionGroup(title: "Report of a whole dataset") var dataset: DatasetOptions

    func validate() throws {
        if fixtures.isEmpty, !dataset.parity { throw ValidationError("give a recording or a scene, or --parity") }
        if let scale, WorkingScale(rawValue: scale) == nil {
            throw ValidationError("--scale must be 1, 2, 4 or 8, not \(scale)")
        }
        if !(1...64).contains(threads) { throw ValidationError("--threads must be 1...64, not \(threads)") }
    }

    func run() throws {
        let console = Console(output), stop = Interruption.install()
        if mot { return try runTrackerAlone(console, stop) }
        let requirements = try require.map(Self.requirement)
        let files = try dataset.files(), peers = try DatasetReportFiles.peers(dataset.peers)
        let finders = try finders(files)
        let runs = try finders.map { finder in
            let evaluation = Evaluation(
                scale: scale.flatMap(WorkingScale.init), decoder: decoder.method, threads: threads, finder: finder,
                stop: stop, console: console)
            return DatasetRun(name: finder.name, clips: try outcomes(evaluation))
        }
        let parity = dataset.parity ? try ParityEvaluation(stop: stop, console: console).report(dataset.walkers) : nil
        let clips = runs.last?.clips ?? [], report = EvaluationReport(clips.map(\.result))
        if files.isWanted {
            var whole = DatasetReport(runs: runs, detector: Detector.version, machine: ProcessorClock.name())
            (whole.peers, whole.parity, whole.notes) = (peers, parity, dataset.note)
            whole.experimental = ExperimentalBehaviours.all.map(\.behaviour)
            try files.write(whole)
        }
        if !clips.isEmpty { try console.data(json ? report.json : report.text) }
        if let parity, !json { try console.data(parity.text) }
        let shortfalls = requirements.compactMap { $0.shortfall(in: report) }
        for shortfall in shortfalls { console.problem("wayside: \(shortfall)") }
        if !shortfalls.isEmpty { throw ExitCode.gate }
    }

    /// Who is judged, the one whose figures are printed last. A report shows motion alone beside an object finder.
    private func finders(_ files: DatasetReportFiles) throws -> [EvaluatedFinder] {
        if recordedObjects, finder.model != nil {
            throw Failure(
                .usage, "sightings come from a recording or from a model, not from both", at: "--model",
                mend: "leave one of --model and --recorded-objects out")
        }
        let looks = try finder.looks(), model: EvaluatedFinder? = looks.name == nil ? nil : .model(looks)
        guard let helped = recordedObjects ? .recorded : model else { return [.nobody] }
        return files.isWanted ? [.nobody, helped] : [helped]
    }

    private func outcomes(_ evaluation: Evaluation) throws -> [ClipOutcome] {
        let seeds = try seedList()
        var clips: [ClipOutcome] = []
        for fixture in fixtures {
            if Self.isScene(fixture) {
                for seed in seeds.isEmpty ? [nil] : seeds { clips.append(try evaluation.scene(fixture, seed: seed)) }
            } else {
                clips.append(try evaluation.fixture(fixture, config: config))
            }
            if evaluation.stop.isRequested { throw ExitCode.interrupted }
        }
        return clips
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

/// Who decodes recorded pictures.
enum DecoderName: String, CaseIterable, ExpressibleByArgument {
    case scan, libjpeg

    var method: JPEGDecoder.Method { self == .scan ? .scanning : .libjpeg }
}
