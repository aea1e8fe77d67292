package import Base
internal import Foundation

/// Opens object finders by the names of their models.
package enum ObjectFinders {
    /// Opens a model of a store in this process. Takes about 0.3 s, reads every byte of the model, and allocates some
    /// 100 MB; the runtime makes code in memory (docs/models.md).
    /// - Parameters:
    ///   - model: its name in the store.
    ///   - models: the store's directory; nil is the person's own.
    ///   - runtime: OpenVINO's library or its directory; nil asks the environment and then looks in the usual places.
    /// - Throws: `ModelError`: no such model, a wrong card, a file that is not the card's, no runtime, or its refusal.
    package static func open(
        model: String, models: String? = nil, runtime: String? = nil,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(ModelError) -> any ObjectFinder {
        let stored = try ModelStore(directory: models, environment: environment).model(model)
        return try OpenVINOFinder(stored, library: try RuntimeLibrary.find(path: runtime, environment: environment))
    }
}
