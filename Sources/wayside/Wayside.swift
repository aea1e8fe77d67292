import ArgumentParser
import Base

/// `wayside`: watches places through cameras and keeps an explained score per place, never of a person.
struct Wayside: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wayside",
        abstract: "Observes behaviour at places through cameras, and scores the places: never a person.",
        discussion:
            "Data goes to standard output, words to standard error. Exit codes are those of sysexits.h; see docs/cli.md.",
        version: Release.version,
        subcommands: [
            Devices.self, Watch.self, Record.self, Replay.self, Explain.self, Places.self, Events.self, Evaluate.self,
            Simulate.self, Check.self, PolicyCommand.self, LedgerCommand.self, StewardCommand.self, Observe.self,
            Confirm.self, Look.self, AppealCommand.self, Retain.self, Board.self, Transparency.self, Daemon.self,
            Status.self, SendTest.self, Model.self, Inference.self,
        ])

    /// Runs the verb; every failure becomes one line per problem on standard error and a documented exit code.
    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let failure as Failure {
            let console = Console()
            for line in failure.lines { console.problem("wayside: \(line)") }
            exit(withError: failure.code)
        } catch {
            exit(withError: error)
        }
    }
}

/// Runs the program on the arguments of this process, to its end.
package func runWayside() { Wayside.main() }
