import ArgumentParser
import Ledger

/// `wayside ledger checkpoint`: signs what a ledger is, for somebody to keep elsewhere.
struct LedgerCheckpoint: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Signs what the ledger is now; whoever keeps that can show later what was changed.",
        discussion:
            "The signing key is made when it is first needed and lies beside the ledger, for its owner alone to read.")

    @OptionGroup var output: ConsoleOptions
    @OptionGroup var ledger: LedgerOptions

    @Flag(help: "Print the public key with which checkpoints are checked instead.")
    var key = false

    func run() throws {
        let console = Console(output)
        // Nothing is made where no ledger is.
        let reader = try StateDirectory.reader(ledger.state)
        if key, let known = try Failure.mapping({ () throws(LedgerError) in try reader.signingKey() }) {
            return try console.data(known.verifier)
        }
        let opened = try StateDirectory(ledger.state).openLedger(detector: "none")
        let signer = try Failure.mapping { () throws(LedgerError) in try opened.signer() }
        if key { return try console.data(signer.key.verifier) }
        let note = try Failure.mapping { () throws(LedgerError) in try opened.signCheckpoint(by: signer) }
        try console.text(note.note)
    }
}
