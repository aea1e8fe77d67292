import ArgumentParser
import Base
import Ledger
import Score

/// `wayside places`: where every place stands.
struct Places: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists the standing of every place in a ledger, and of sites together.")

    @OptionGroup var output: ConsoleOptions

    @Option(help: ArgumentHelp("Directory with the ledger.", valueName: "dir"))
    var state: String

    @Option(help: ArgumentHelp("At this time (RFC 3339) instead of the latest entry.", valueName: "time"))
    var at: String?

    @Flag(help: "One JSON object per line.")
    var json = false

    func run() throws {
        let console = Console(output)
        let ledger = try LedgerQuestions(state: state, at: at)
        let standings = try ledger.standings()
        if standings.isEmpty { console.words("no place has entries yet") }
        let rollUps = RollUp.all(of: standings.filter(\.subject.isPlace), under: ledger.policy)
        if json {
            for standing in standings { try console.data(StandingLines.json(standing)) }
            for rollUp in rollUps { try console.data(StandingLines.json(rollUp, at: ledger.time)) }
        } else if !standings.isEmpty {
            for line in StandingLines.table(standings, together: rollUps, console.style) { try console.data(line) }
        }
    }
}
