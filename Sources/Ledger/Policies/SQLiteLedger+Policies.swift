public import Base
internal import Crypto
internal import Foundation
internal import GRDB
public import Score

extension SQLiteLedger {
    /// Keeps the policy's bytes and rules, enters that it applies from `time` on unless it does so already, and returns a
    /// scorer that continues the ledger.
    /// - Parameters:
    ///   - bytes: the policy's file, whose SHA-256 is `policy.hash`.
    ///   - time: by the time of what is scored; may lie ahead.
    ///   - author: the steward who does it; nil for the configuration that the program was started with.
    ///   - earlier: the policies that were activated before; times at which one applies that is not given are scored under
    ///     another.
    public func activate(
        _ policy: Policy, bytes: [UInt8], at time: Timestamp, author: String? = nil, knowing earlier: [Policy] = []
    ) throws(LedgerError) -> Scorer {
        try write { db in
            if try LedgerReader.activations(db).inForce(at: time)?.policy != policy.hash {
                try enter(policy, bytes, time, author, db)
            }
        }
        return try scorer(knowing: earlier + [policy])
    }

    /// A scorer that continues the ledger under the policies that were activated.
    /// - Parameter policies: all of them; one that is not given does not apply. The last is taken when none was activated.
    public func scorer(knowing policies: [Policy]) throws(LedgerError) -> Scorer {
        try reader.read { db in
            try LedgerReader.scorer(knowing: policies, nextSequence: try LedgerReader.nextSequence(db), db)
        }
    }

    private func enter(
        _ policy: Policy, _ bytes: [UInt8], _ time: Timestamp, _ author: String?, _ db: Database
    ) throws {
        let rules = policy.rulesJSON
        try db.execute(
            sql: """
                INSERT INTO policy (hash, id, version, bytes, rules) VALUES (?, ?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING
                """,
            arguments: [policy.hash, policy.id, policy.version, Foundation.Data(bytes), rules])
        let content = PolicyActivation(
            id: policy.id, version: policy.version, reason: policy.reason,
            rules: hexadecimal(SHA256.hash(data: Foundation.Data(rules.utf8))), author: author)
        let next = try LedgerReader.nextSequence(db)
        let entry = LedgerEntry(
            sequence: next, subject: Subject(source: "policy", id: policy.id), time: time, policy: policy.hash,
            content: .policyActivation(content))
        var interned: [Subject: Int64] = [:]
        try EntryWriter(db).insert(
            entry, subject: try LedgerReader.intern(entry.subject, db, &interned), concerns: nil)
        try BlockRoots(db).complete(to: next + 1)
    }
}

extension LedgerReader {
    /// A scorer under the policies that were activated, as far as they are given.
    static func scorer(knowing policies: [Policy], nextSequence: Int64, _ db: Database) throws -> Scorer {
        let known = Dictionary(policies.map { ($0.hash, $0) }) { $1 }
        var periods = try LedgerReader.activations(db).compactMap { activation in
            known[activation.policy].map { PolicyPeriod(start: activation.start, policy: $0) }
        }
        if periods.isEmpty, let last = policies.last {
            periods = [PolicyPeriod(start: Timestamp(microseconds: .min), policy: last)]
        }
        return Scorer(periods, state: ScorerState(nextSequence: nextSequence))
    }
}
