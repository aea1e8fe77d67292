import ArgumentParser
import Base
import Ledger
import Score

/// `wayside explain`: every term behind a place's standing or an event's severity.
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints every term behind a standing or a severity; the terms add up to the number.")

    @OptionGroup var output: ConsoleOptions

    @Argument(
        help: ArgumentHelp("A place (`gate`, `bay/gate`, `depot/bay/gate`) or an event's id.", valueName: "place|event")
    )
    var name: String

    @Option(help: ArgumentHelp("Directory with the ledger.", valueName: "dir"))
    var state: String

    @Option(help: ArgumentHelp("At this time (RFC 3339) instead of the latest entry.", valueName: "time"))
    var at: String?

    @Flag(help: "One JSON object.")
    var json = false

    func run() throws {
        let console = Console(output)
        let ledger = try LedgerQuestions(state: state, at: at)
        let name = name
        if let event = try Failure.mapping({ () throws(LedgerError) in try ledger.reader.explain(event: name) }) {
            return try show(event.json, event.lines, console)
        }
        guard let subject = try ledger.subject(name) else {
            throw Failure(
                .noInput, "neither a place nor an event of this ledger", at: name,
                mend: "`wayside places` and `wayside events` list them")
        }
        let place = try Failure.mapping { () throws(LedgerError) in
            try ledger.reader.explain(subject, at: ledger.time, policy: ledger.policy)
        }
        try show(place.json, place.lines, console)
    }

    private func show(_ json: String, _ lines: [String], _ console: Console) throws {
        for line in self.json ? [json] : lines { try console.data(line) }
    }
}
