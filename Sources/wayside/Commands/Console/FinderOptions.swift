import ArgumentParser
import Base
import Objects
import Pipeline

/// Which object finder helps detection, of the verbs that look at pictures in this process.
struct FinderOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Let this neural model look where something moves; see `wayside model`.", valueName: "name"))
    var model: String?

    @OptionGroup var store: ModelOptions

    @Option(help: ArgumentHelp("OpenVINO's library or its directory.", valueName: "path"))
    var runtime: String?

    /// Opens the finder; nobody looks without `--model`.
    /// - Throws: `Failure` when there is no such model, or no runtime for it.
    func looks(budget: LookBudget? = nil) throws -> ObjectLooks {
        guard let model else {
            if let runtime {
                throw Failure(.usage, "a runtime without a model does nothing", at: runtime, mend: "add --model NAME")
            }
            return .none
        }
        let finder = try Failure.mapping { () throws(ModelError) in
            try ObjectFinders.open(model: model, models: store.models, runtime: runtime)
        }
        return .finder(finder, budget: budget)
    }
}
