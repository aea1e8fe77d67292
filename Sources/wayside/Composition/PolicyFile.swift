import Configuration
import Foundation
import Ledger
import Score
import StrictYAML

/// A policy with the bytes that its hash is of.
struct PolicyFile {
    let policy: Policy
    let bytes: [UInt8]

    /// Reads a policy file.
    /// - Throws: `Failure` with one line per problem.
    init(path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure(.noInput, "cannot read the policy", at: path, mend: "check the path and its rights")
        }
        try self.init(bytes: [UInt8](data), name: path)
    }

    /// Reads a policy from its bytes; `name` stands in messages.
    init(bytes: [UInt8], name: String) throws {
        self.bytes = bytes
        policy = try Failure.mapping(.configuration) { () throws(Diagnostics) in
            try PolicyReader.read(bytes: bytes, file: name)
        }
    }

    /// The policy that the ledger has active; nil in an empty ledger.
    static func active(in reader: LedgerReader) throws -> PolicyFile? {
        try Failure.mapping { () throws(LedgerError) in
            guard let hash = try reader.activePolicy() else { return nil }
            return try reader.policyBytes(hash)
        }.map { try PolicyFile(bytes: $0, name: "\(reader.path), active policy") }
    }

    /// The starter policy, for those who have not written their own.
    static func builtIn() throws -> PolicyFile {
        try PolicyFile(bytes: Array(StarterPolicy.text.utf8), name: "built-in policy")
    }
}
