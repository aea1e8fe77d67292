import ArgumentParser
import Score

/// On which ledger somebody acts, who it is, and when.
struct ActOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Directory with the ledger.", valueName: "dir"))
    var state: String

    @Option(
        help: ArgumentHelp(
            "File with your token, readable by you alone; else the environment's WAYSIDE_TOKEN.", valueName: "file"))
    var tokenFile: String?

    @Option(
        help: ArgumentHelp(
            "Time of the act (RFC 3339) instead of now, not before the last act; for imports.", valueName: "time"))
    var at: String?

    /// Whoever acts, once it is known that they may.
    func steward(to act: Act?) throws -> ActingSteward {
        try ActingSteward(state: state, tokenFile: tokenFile, at: at, to: act)
    }
}
