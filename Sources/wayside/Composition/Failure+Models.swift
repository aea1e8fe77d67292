import ArgumentParser
import Base
import Objects

extension Failure {
    /// Why there is no object finder.
    init(_ error: ModelError) {
        switch error {
        case .card(let diagnostics): self.init(diagnostics, code: .data)
        case .problem(let kind, let what, let place, let mend):
            let code: ExitCode =
                switch kind {
                case .missing: .noInput
                case .unfit: .data
                case .noRuntime: .unavailable
                case .cannotKeep: .cannotCreate
                }
            self.init(code, what, at: place, mend: mend)
        }
    }

    /// Why a model could not look at a picture.
    init(_ failure: ObjectFinderFailure, of model: String) {
        switch failure {
        case .unavailable:
            self.init(.unavailable, "it does not answer", at: model, mend: "see whether `wayside inference` runs")
        case .failed(let words): self.init(.data, words, at: model, mend: "check the model's card")
        }
    }

    /// Opens or keeps a model.
    static func mapping<Value>(_ body: () throws(ModelError) -> Value) throws -> Value {
        do { return try body() } catch { throw Failure(error) }
    }
}
