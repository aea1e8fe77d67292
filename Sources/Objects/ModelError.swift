package import StrictYAML

/// Why there is no object finder, or a model cannot be kept.
package enum ModelError: Error, Hashable, Sendable {
    /// The card is missing or wrong.
    case card(Diagnostics)
    /// Anything else: what, where, and the mend, each one short clause.
    case problem(Kind, what: String, place: String, mend: String)

    /// What stands in the way, as far as a caller treats it differently.
    package enum Kind: Hashable, Sendable {
        /// A model or a file of one is missing.
        case missing
        /// A file is not what the card says, or the runtime cannot use it.
        case unfit
        /// The runtime is not installed or cannot be loaded.
        case noRuntime
        /// Nothing can be written, or something else is there.
        case cannotKeep
    }
}
