import ArgumentParser
import Base
import Ledger
import Score

/// `wayside appeal list`: every appeal, those that wait first.
struct AppealList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists appeals: late ones first, then by when they are due, then decided ones.")

    @OptionGroup var output: ConsoleOptions
    @OptionGroup var asked: OpenActOptions

    @Flag(help: "Only those that wait for a decision.")
    var open = false

    @Flag(help: "One JSON object per line.")
    var json = false

    func run() throws {
        let console = Console(output), reader = try StateDirectory.reader(asked.state)
        let time = try ActClock.time(asked.at)
        let book = try Failure.mapping { () throws(LedgerError) in try reader.appeals() }
        let appeals = open ? book.waiting(at: time) : book.listed(at: time)
        if appeals.isEmpty { console.words(open ? "no appeal waits" : "no appeals") }
        if json {
            for appeal in appeals { try console.data(AppealLines.json(appeal, at: time)) }
        } else if !appeals.isEmpty {
            for line in AppealLines.table(appeals, at: time, console.style) { try console.data(line) }
        }
    }
}

/// `wayside appeal show`: one appeal with all that became of it.
struct AppealShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows an appeal, the events in question, its replies and its decision.",
        discussion:
            "Whoever appealed has given the reason to the reviewers and not to everybody: `wayside look` shows it to them."
    )

    @OptionGroup var output: ConsoleOptions
    @OptionGroup var asked: OpenActOptions

    @Argument(help: "Number of the appeal.")
    var number: Int64

    @Flag(help: "One JSON object.")
    var json = false

    func run() throws {
        let console = Console(output), reader = try StateDirectory.reader(asked.state), number = number
        let time = try ActClock.time(asked.at)
        let account = try Failure.mapping { () throws(LedgerError) in
            try reader.appeals().appeal(number).map { appeal throws(LedgerError) in try AppealAccount(appeal, reader) }
        }
        guard let account else { throw Failure(.refused(.unknownAppeal(number))) }
        for line in json ? [account.json(at: time)] : account.lines(at: time) { try console.data(line) }
    }
}
