import Base
import Settings
import Ledger
import Score
import StrictYAML

/// Which policy a verb works under.
enum PolicyChoice {
    /// Reads a policy file.
    /// - Throws: `Failure` with one line per problem.
    static func file(_ path: String) throws -> PolicyFile {
        try Failure.mapping(.configuration) { () throws(Diagnostics) in try PolicyReader.read(file: path) }
    }

    /// The policy that applies at a time in the ledger; nil in one without a policy.
    static func inForce(in reader: LedgerReader, at time: Timestamp) throws -> PolicyFile? {
        let hash = try Failure.mapping { () throws(LedgerError) in try reader.policy(at: time) }
        return try hash.flatMap { try kept($0, in: reader) }
    }

    /// The policy that was activated last, whenever it applies; nil in a ledger without one.
    static func latest(in reader: LedgerReader) throws -> PolicyFile? {
        let hash = try Failure.mapping { () throws(LedgerError) in try reader.activePolicy() }
        return try hash.flatMap { try kept($0, in: reader) }
    }

    /// Every policy that was ever activated.
    static func all(in reader: LedgerReader) throws -> [PolicyFile] {
        let hashes = try Failure.mapping { () throws(LedgerError) in try reader.activations() }.map(\.policy)
        return try Set(hashes).sorted().compactMap { try kept($0, in: reader) }
    }

    /// The same by hash.
    static func byHash(in reader: LedgerReader) throws -> [String: Policy] {
        Dictionary(try all(in: reader).map { ($0.policy.hash, $0.policy) }) { $1 }
    }

    private static func kept(_ hash: String, in reader: LedgerReader) throws -> PolicyFile? {
        let bytes = try Failure.mapping { () throws(LedgerError) in try reader.policyBytes(hash) }
        return try bytes.map {
            try text(
                String(decoding: $0, as: UTF8.self), name: "\(reader.path), policy \(hash.prefix(12))", isAccepted: true
            )
        }
    }

    /// The starter policy, for those who have not written their own.
    static func builtIn() throws -> PolicyFile {
        try text(StarterPolicy.text, name: "built-in policy", isAccepted: true)
    }

    private static func text(_ text: String, name: String, isAccepted: Bool) throws -> PolicyFile {
        try Failure.mapping(.configuration) { () throws(Diagnostics) in
            try PolicyReader.read(text: text, file: name, isAccepted: isAccepted)
        }
    }
}
