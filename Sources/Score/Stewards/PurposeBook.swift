public import Base

/// What the data of each camera may be used for: a fold over the entries of a ledger.
public struct PurposeBook: Sendable {
    private var bySource: [String: PurposeEntry] = [:]

    /// The book of an empty ledger.
    public init() {}

    /// Takes the next entry.
    public mutating func enter(_ entry: LedgerEntry) {
        if case .purpose(let purpose) = entry.content { bySource[entry.subject.source] = purpose }
    }

    /// What was entered last about a camera (`site/camera`).
    public func purpose(of source: String) -> PurposeEntry? { bySource[source] }

    /// For what the data of a camera may be used.
    public func uses(of source: String) -> [DataUse] { bySource[source]?.uses ?? DataUse.usual }

    /// Whether data of these cameras may be used so.
    public func permit(_ use: DataUse, of sources: some Sequence<String>) throws(Refusal) {
        for source in sources {
            let allowed = uses(of: source)
            guard allowed.contains(use) else { throw .useNotAllowed(use, source: source, allowed: allowed) }
        }
    }
}
