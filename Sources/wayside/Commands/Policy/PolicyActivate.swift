import ArgumentParser
import Base
import Settings
import Ledger
import Score

/// `wayside policy activate`: enters that a policy applies from a time on.
struct PolicyActivate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "activate", abstract: "Enters that a policy applies from a time on, with your name.",
        discussion: """
            An act of administrators. What has been scored stays as it was: the time is not before the latest entry, and may \
            lie ahead, so that everybody can know. `wayside policy diff` shows first what would change.
            """)

    @OptionGroup var output: ConsoleOptions
    @OptionGroup var act: ActOptions

    @Argument(help: ArgumentHelp("Policy file.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("RFC 3339, or `now`: the time of the latest entry.", valueName: "time"))
    var from: String

    func run() throws {
        let console = Console(output)
        let chosen = try PolicyChoice.file(file), policy = chosen.policy
        let steward = try act.steward(to: .activate)
        let (latest, activations) = try steward.perform { ledger throws(LedgerError) in
            (try ledger.reader.latestTime(), try ledger.reader.activations())
        }
        let start = try start(latest)
        if let known = activations.inForce(at: start), known.policy == policy.hash {
            console.words(
                "\(policy.id) version \(policy.version) applies at that time already, since \(known.start.rfc3339)")
            return
        }
        if let ahead = activations.first(where: { $0.start > start }) {
            console.problem(
                "warning: \(ahead.content.id) version \(ahead.content.version) still begins to apply at \(ahead.start.rfc3339)"
            )
        }
        let name = steward.name
        _ = try steward.perform { ledger throws(LedgerError) in
            try ledger.activate(policy, bytes: chosen.bytes, at: start, author: name)
        }
        try console.data("\(policy.id) version \(policy.version) applies from \(start.rfc3339)")
        try console.data("sha256 \(policy.hash)")
    }

    /// From when it applies.
    private func start(_ latest: Timestamp?) throws -> Timestamp {
        if from == "now" {
            guard let latest else {
                throw Failure(.usage, "nothing has been entered yet", at: "--from now", mend: "give a time")
            }
            return latest
        }
        let start = try LedgerQuestions.time(from, option: "--from")
        if let latest, start < latest {
            throw Failure(
                .usage, "the latest entry is of \(latest.rfc3339), and what has been scored stays as it was",
                at: "--from \(from)", mend: "give a later time, or `now`")
        }
        return start
    }
}
