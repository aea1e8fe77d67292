import ArgumentParser
import Base
import Ledger
import Score

/// `wayside ledger prove`: what shows to somebody who has only a checkpoint that an entry is in the ledger.
struct LedgerProve: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Proves that an entry is in the ledger, or that the ledger goes on from what it was.",
        discussion: "The proof is RFC 6962's; docs/ledger.md says how to check it by hand.")

    @OptionGroup var output: ConsoleOptions
    @OptionGroup var ledger: LedgerOptions

    @Argument(help: ArgumentHelp("Number of an entry, or an event's id.", valueName: "entry|event"))
    var entry: String?

    @Option(
        help: ArgumentHelp("About the ledger as it was with so many entries, instead of now.", valueName: "entries"))
    var of: Int64?

    @Option(
        help: ArgumentHelp(
            "Instead: that the ledger goes on from what it was with so many entries.", valueName: "entries"))
    var from: Int64?

    @Flag(help: "One JSON object.")
    var json = false

    func validate() throws {
        guard (entry == nil) != (from == nil) else { throw ValidationError("Give an entry or --from, and not both.") }
        guard of == nil || entry != nil else { throw ValidationError("--of goes with an entry.") }
    }

    func run() throws {
        let console = Console(output), reader = try StateDirectory.reader(ledger.state)
        for line in try entry.map({ try inclusion($0, reader) }) ?? consistency(from ?? 0, reader) {
            try console.data(line)
        }
    }

    private func inclusion(_ name: String, _ reader: LedgerReader) throws -> [String] {
        let of = of
        let sequence =
            try Int64(name) ?? Failure.mapping { () throws(LedgerError) in try reader.event(name)?.entry.sequence }
        let proof = try Failure.mapping { () throws(LedgerError) in
            try sequence.flatMap { sequence throws(LedgerError) in try reader.inclusionProof(of: sequence, in: of) }
        }
        guard let proof else {
            throw Failure(
                .noInput, "no such entry in the ledger, as it is or was", at: name,
                mend: "`wayside events` lists events")
        }
        guard json else {
            return ["entry \(proof.sequence) of \(proof.count)", proof.canonical, "root \(proof.root)"]
                + proof.path.map { "path \($0)" }
        }
        let object = Self.object(proof.root, proof.path) {
            $0.member("sequence", proof.sequence)
            $0.member("entries", proof.count)
            $0.member("entry", proof.canonical)
        }
        return [object]
    }

    private func consistency(_ earlier: Int64, _ reader: LedgerReader) throws -> [String] {
        let proof = try Failure.mapping { () throws(LedgerError) in try reader.consistencyProof(from: earlier) }
        guard let proof else {
            throw Failure(.noInput, "the ledger never had so many entries", at: "--from", mend: "give fewer")
        }
        guard json else {
            return ["from \(earlier) to \(proof.count) entries", "root \(proof.root)"] + proof.path.map { "path \($0)" }
        }
        let object = Self.object(proof.root, proof.path) {
            $0.member("from", earlier)
            $0.member("entries", proof.count)
        }
        return [object]
    }

    private static func object(
        _ root: MerkleHash, _ path: [MerkleHash], about: (inout JSONText) -> Void
    ) -> String {
        var text = JSONText()
        text.object { proof in
            about(&proof)
            proof.member("root", root.description)
            proof.key("path")
            proof.array { list in path.forEach { list.string($0.description) } }
        }
        return text.text
    }
}
