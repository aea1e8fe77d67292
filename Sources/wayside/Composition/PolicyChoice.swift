import Configuration
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

    /// The policy that the ledger has active; nil in an empty ledger.
    static func active(in reader: LedgerReader) throws -> PolicyFile? {
        let bytes = try Failure.mapping { () throws(LedgerError) -> [UInt8]? in
            guard let hash = try reader.activePolicy() else { return nil }
            return try reader.policyBytes(hash)
        }
        return try bytes.map { try text(String(decoding: $0, as: UTF8.self), name: "\(reader.path), active policy") }
    }

    /// The starter policy, for those who have not written their own.
    static func builtIn() throws -> PolicyFile { try text(StarterPolicy.text, name: "built-in policy") }

    private static func text(_ text: String, name: String) throws -> PolicyFile {
        try Failure.mapping(.configuration) { () throws(Diagnostics) in try PolicyReader.read(text: text, file: name) }
    }
}
