import ArgumentParser
import Base
import Ledger
import Score
import StrictYAML

/// `wayside explain`: every term behind a place's standing, an event's severity or an entry, what was objected to it, and why no
/// event was raised at a time.
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Prints every term behind a standing, a severity or an entry; with --at, also why no event was raised then."
    )

    @OptionGroup var output: ConsoleOptions

    @Argument(
        help: ArgumentHelp(
            "A place (`gate`, `bay/gate`, `depot/bay/gate`), an event's id, or an entry's number (`123`, `#123`).",
            valueName: "place|event|entry"))
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

    @Flag(help: "Of an event or entry: also the proof that it is in the ledger, with a checkpoint signed now or kept.")
    var proof = false

    @Flag(help: "One JSON object.")
    var json = false

    func run() throws {
        let console = Console(output), within_ms = try span()
        let ledger = try LedgerQuestions(state: state, at: at)
        if let entry = try entry(ledger) {
            guard within == nil else { throw Self.misplacedWithin }
            let proof = try proof ? EntryProof(of: entry.entry.sequence, state: state, ledger.reader) : nil
            return try show(entry.json { proof?.write(into: &$0) }, entry.lines + (proof?.lines ?? []), console)
        }
        guard let subject = try ledger.subject(name) else {
            throw Failure(
                .noInput, "neither a place nor an event nor an entry of this ledger", at: name,
                mend: "`wayside places` and `wayside events` list them")
        }
        guard !proof else {
            throw Failure(
                .usage, "goes with an event or an entry", at: "--proof", mend: "name one of those listed here")
        }
        var place = try Failure.mapping { () throws(LedgerError) in
            try ledger.reader.explain(subject, at: ledger.time, policy: ledger.policy)
        }
        place.appeals = try Failure.mapping { () throws(LedgerError) in
            try ledger.reader.appealAccounts(about: subject, at: ledger.time)
        }
        let whyNot =
            try at == nil || !subject.isPlace
            ? nil
            : Failure.mapping { () throws(LedgerError) in
                try ledger.reader.whyNot(subject, at: ledger.time, within_ms: within_ms)
            }
        try show(place.json(whyNot: whyNot), place.lines + (whyNot?.lines ?? []), console)
    }

    /// The entry or event with the name that was given; nil when it is no such name. A place may be called by a number, and is
    /// meant then unless a `#` stands before it.
    private func entry(_ ledger: LedgerQuestions) throws -> EntryExplanation? {
        let name = name, isMarked = name.hasPrefix("#")
        guard let number = Int64(isMarked ? String(name.dropFirst()) : name), number >= 0,
            try isMarked || ledger.subject(name) == nil
        else {
            return try Failure.mapping { () throws(LedgerError) in
                try ledger.reader.explain(eventEntry: name, at: ledger.time)
            }
        }
        return try Failure.mapping { () throws(LedgerError) in
            try ledger.reader.explain(entry: number, at: ledger.time)
        }
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
