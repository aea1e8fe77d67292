import ArgumentParser
import Base
import Settings
import Ledger
import Score
import StrictYAML

/// `wayside ledger export`: the whole ledger as files, for somebody who trusts no program of ours.
struct LedgerExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Signs what the ledger is now and writes all of it into a directory, to be checked by anybody.",
        discussion: """
            Needs the right to export (docs/stewards.md). That it was exported, by whom and for what, is entered first and is in the
            export. docs/ledger.md says what the files are and how to check them without Wayside.
            """)

    @OptionGroup var output: ConsoleOptions
    @OptionGroup var acting: ActOptions

    @Option(help: ArgumentHelp("Directory to write to; must be empty or new.", valueName: "dir"))
    var out: String

    @Option(help: "For what: audit, appeal, accuracy, information, safety or maintenance.")
    var use: String

    @Flag(help: "Also the notes and pictures that entries commit to, as far as they are kept.")
    var notes = false

    func run() throws {
        let console = Console(output), use = try Words.one(DataUse.self, use, option: "--use")
        let steward = try acting.steward(to: nil)
        let receipt: ExportReceipt
        do throws(ExportError) {
            receipt = try steward.ledger.export(
                to: out, notes: notes, for: use, by: steward.name, at: steward.time
            ) { bytes in
                try? PolicyReader.read(text: String(decoding: bytes, as: UTF8.self), file: "policy").rules
            }
        } catch { throw Failure(error) }
        try console.data("\(receipt.checkpoint.count) entries in \(out)")
        try console.data("root \(receipt.checkpoint.root)")
        try console.data("key \(receipt.key.verifier)")
    }
}

extension Failure {
    /// Why a ledger was not exported.
    fileprivate init(_ error: ExportError) {
        switch error {
        case .ledger(let error): self.init(error)
        case .occupied: self.init(.cannotCreate, lines: [error.description])
        case .cannotWrite: self.init(.io, lines: [error.description])
        case .unknownRules, .notWhatWasSigned: self.init(.data, lines: [error.description])
        }
    }
}
