import ArgumentParser
import Base
import Ledger
import Score

/// `wayside steward add`: an account, and its token.
struct StewardAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Makes an account and prints its token, which is shown this once.",
        discussion: "The first account of a ledger is an administrator's, who needs no token to make it.")

    @OptionGroup var output: ConsoleOptions
    @OptionGroup var acting: ActOptions

    @Argument(help: "2 to 31 small letters, digits and hyphens, a letter first.")
    var name: String

    @Option(
        name: .customLong("role"),
        help: ArgumentHelp(
            "viewer, steward, reviewer, auditor or administrator; may be given several times.", valueName: "role"))
    var roles: [String]

    @Flag(help: "One JSON object.")
    var json = false

    func run() throws {
        let console = Console(output), name = name
        let roles = try roles.map { try Words.one(Role.self, $0, option: "--role") }
        let (ledger, author, time) = try opened()
        let token = try Failure.mapping { () throws(LedgerError) in
            try ledger.addSteward(name, roles: roles, by: author, at: time)
        }
        try AccountLines.tell(token, of: name, console, json: json)
    }

    /// The ledger and who acts on it: somebody with a token, or, while nobody could have one, the new account itself.
    private func opened() throws -> (SQLiteLedger, String, Timestamp) {
        if try AccountLines.book(acting.state, isThere: false).accounts.contains(where: { !$0.roles.isEmpty }) {
            let steward = try acting.steward(to: .accounts)
            return (steward.ledger, steward.name, steward.time)
        }
        let time = try ActClock.time(acting.at)
        return (try StateDirectory(acting.state).openLedger(detector: HandObservation.detector), name, time)
    }
}
