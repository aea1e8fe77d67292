public import Base
internal import GRDB
public import Score

/// That a policy applies from a time on.
public struct Activation: Hashable, Sendable {
    /// Position of the entry.
    public let sequence: Int64
    /// From when, by the time of what is scored.
    public let start: Timestamp
    /// Hash of the policy.
    public let policy: String
    public let content: PolicyActivation
}

extension [Activation] {
    /// The one that applies at a time: of those that have begun the one that began last, of two that began together the later
    /// entered, before all of them the first. Nil when there is none.
    public func inForce(at time: Timestamp) -> Activation? {
        let begun = filter { $0.start <= time }
        return begun.max { ($0.start, $0.sequence) < ($1.start, $1.sequence) } ?? first
    }
}

extension LedgerReader {
    /// Every activation of a policy, in the order in which they were entered.
    public func activations() throws(LedgerError) -> [Activation] { try read { try LedgerReader.activations($0) } }

    static func activations(_ db: Database) throws -> [Activation] {
        try String.fetchAll(
            db, sql: "SELECT canonical FROM entry WHERE kind = 'policy-activation' ORDER BY sequence"
        ).compactMap { canonical in
            let entry = try LedgerReader.entry(canonical)
            guard case .policyActivation(let content) = entry.content else { return nil }
            return Activation(sequence: entry.sequence, start: entry.time, policy: entry.policy, content: content)
        }
    }

    /// Hash of the policy that applies at a time; nil in a ledger without one.
    public func policy(at time: Timestamp) throws(LedgerError) -> String? {
        try activations().inForce(at: time)?.policy
    }
}
