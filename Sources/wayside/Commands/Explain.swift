import ArgumentParser
import Base
import Ledger
import Score
import StrictYAML

/// `wayside explain`: every term behind a place's standing or an event's severity, and why no event was raised at a time.
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints every term behind a standing or a severity; with --at, also why no event was raised then.")

    @OptionGroup var output: ConsoleOptions

    @Argument(
        help: ArgumentHelp("A place (`gate`, `bay/gate`, `depot/bay/gate`) or an event's id.", valueName: "place|event")
    )
    var name: String

    @Option(help: ArgumentHelp("Directory with the ledger.", valueName: "dir"))
    var state: String

    @Option(
        help: ArgumentHelp(
            "At this time (RFC 3339) instead of the latest entry; of a place also why no event was raised then.",
            valueName: "time"))
    var at: String?

    @Option(
        help: ArgumentHelp("With --at: look so long before and after it, e.g. 30s; default 10s.", valueName: "duration")
    )
    var within: String?

    @Flag(help: "One JSON object.")
    var json = false

    func run() throws {
        let console = Console(output), within_ms = try span()
        let ledger = try LedgerQuestions(state: state, at: at)
        let name = name
        if let event = try Failure.mapping({ () throws(LedgerError) in try ledger.reader.explain(event: name) }) {
            guard within == nil else { throw Self.misplacedWithin }
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
        let whyNot =
            try at == nil || !subject.isPlace
            ? nil
            : Failure.mapping { () throws(LedgerError) in
                try ledger.reader.whyNot(subject, at: ledger.time, within_ms: within_ms)
            }
        try show(place.json(whyNot: whyNot), place.lines + (whyNot?.lines ?? []), console)
    }

    /// How long before and after `--at` to look, in milliseconds.
    private func span() throws -> Int64 {
        guard let within else { return 10_000 }
        guard at != nil else { throw Self.misplacedWithin }
        guard let span_ms = parseDuration_ms(within), (100...3_600_000).contains(span_ms) else {
            throw Failure(
                .usage, "\"\(within)\" is no duration from 100ms to 1h", at: "--within", mend: "write e.g. 30s")
        }
        return span_ms
    }

    private static let misplacedWithin = Failure(
        .usage, "goes with a place and --at", at: "--within", mend: "give a time, e.g. --at 2026-05-04T14:00:00Z")

    private func show(_ json: String, _ lines: [String], _ console: Console) throws {
        for line in self.json ? [json] : lines { try console.data(line) }
    }
}
