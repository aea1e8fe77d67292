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
        return [
            Self.object(("sequence", proof.sequence), ("entries", proof.count), proof.root, proof.path, proof.canonical)
        ]
    }

    private func consistency(_ earlier: Int64, _ reader: LedgerReader) throws -> [String] {
        let path = try Failure.mapping { () throws(LedgerError) in try reader.consistencyProof(from: earlier) }
        guard let path else {
            throw Failure(.noInput, "the ledger never had so many entries", at: "--from", mend: "give fewer")
        }
        let now = try Failure.mapping { () throws(LedgerError) in try reader.checkpoint(origin: "") }
        guard json else {
            return ["from \(earlier) to \(now.count) entries", "root \(now.root)"] + path.map { "path \($0)" }
        }
        return [Self.object(("from", earlier), ("entries", now.count), now.root, path, nil)]
    }

    private static func object(
        _ first: (String, Int64), _ second: (String, Int64), _ root: MerkleHash, _ path: [MerkleHash], _ entry: String?
    ) -> String {
        var text = JSONText()
        text.object { proof in
            proof.member(first.0, first.1)
            proof.member(second.0, second.1)
            if let entry { proof.member("entry", entry) }
            proof.member("root", root.description)
            proof.key("path")
            proof.array { list in path.forEach { list.string($0.description) } }
        }
        return text.text
    }
}
