import Base
import Ledger

/// That an entry is in a ledger, with the checkpoint that it is proved against.
struct EntryProof {
    private let proof: InclusionProof
    private let note: SignedNote

    /// Proves it against the ledger as it is now, or, while another process writes it, as it was when it was last signed.
    init(of sequence: Int64, state: String, _ reader: LedgerReader) throws {
        note = try Self.checkpoint(with: sequence, state, reader)
        let count = Checkpoint(text: note.text)?.count
        let found = try Failure.mapping { () throws(LedgerError) in try reader.inclusionProof(of: sequence, in: count) }
        guard let found else {
            throw Failure(.data, "has no such entry any more", at: reader.path, mend: "run `wayside ledger verify`")
        }
        proof = found
    }

    private static func checkpoint(with sequence: Int64, _ state: String, _ reader: LedgerReader) throws -> SignedNote {
        do throws(LedgerError) {
            let ledger = try SQLiteLedger(path: StateDirectory.ledgerPath(in: state), detector: "none")
            return try ledger.signCheckpoint(by: try ledger.signer())
        } catch {
            let isBusy = if case .busy = error { true } else { false }
            let kept = try Failure.mapping { () throws(LedgerError) in
                try isBusy ? reader.keptCheckpoint(with: sequence) : nil
            }
            guard let kept else { throw Failure(error) }
            return kept
        }
    }

    /// Line by line: what to hash with the entry's line, and the note whose root comes out.
    var lines: [String] {
        ["  proof: entry \(proof.sequence) of \(proof.count), \(proof.canonical)"]
            + proof.path.map { "    path \($0)" }
            + note.note.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { "    " + $0 }
    }

    /// The member `proof` of an explanation, as `wayside ledger prove --json` has it, with the checkpoint.
    func write(into object: inout JSONText) {
        object.key("proof")
        object.object { member in
            member.member("sequence", proof.sequence)
            member.member("entries", proof.count)
            member.member("entry", proof.canonical)
            member.member("root", proof.root.description)
            member.key("path")
            member.array { list in proof.path.forEach { list.string($0.description) } }
            member.member("checkpoint", note.note)
        }
    }
}
