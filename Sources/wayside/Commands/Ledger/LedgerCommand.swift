import ArgumentParser
import Ledger

/// `wayside ledger`: that a ledger is what it was.
struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "Checks a ledger, signs what it is, proves what is in it, and exports it.",
        discussion: "docs/ledger.md says what is promised, and by what.",
        subcommands: [LedgerVerify.self, LedgerCheckpoint.self, LedgerProve.self, LedgerExport.self])
}

/// Which ledger.
struct LedgerOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Directory with the ledger.", valueName: "dir"))
    var state: String
}
