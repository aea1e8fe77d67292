import ArgumentParser
import Evaluate
import Pipeline

extension Evaluate {
    /// `evaluate --mot`: the tracker alone, on boxes that are given.
    /// - Throws: `Failure` when an option has no meaning here or a sequence cannot be read; the gate's exit code.
    func runTrackerAlone(_ console: Console, _ stop: StopRequest) throws {
        let without = [
            ("--config", config != nil), ("--seeds", seeds != nil), ("--scale", scale != nil),
            ("--model", finder.model != nil),
        ]
        if let option = without.first(where: \.1)?.0 {
            throw Failure(.usage, "\(option) has no meaning with --mot", at: option, mend: "leave it out")
        }
        let requirements = try require.map(Self.motRequirement)
        let report = try MotEvaluation(stop: stop, console: console).report(fixtures)
        if stop.isRequested { throw ExitCode.interrupted }
        if json { try console.data(report.json) } else { try console.text(MotEvaluation.table(report, console.style)) }
        let shortfalls = requirements.compactMap { $0.shortfall(in: report) }
        for shortfall in shortfalls { console.problem("wayside: \(shortfall)") }
        if !shortfalls.isEmpty { throw ExitCode.gate }
    }

    private static func motRequirement(_ text: String) throws -> MotRequirement {
        do throws(Requirement.Mistake) { return try MotRequirement(text) } catch {
            throw Failure(.usage, error.message, at: "--require", mend: error.mend)
        }
    }
}
