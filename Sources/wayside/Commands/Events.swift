import ArgumentParser
import Base
import Ledger
import Score

/// `wayside events`: events of a ledger.
struct Events: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists events of a ledger, in the order of the ledger.")

    @OptionGroup var output: ConsoleOptions

    @Option(help: ArgumentHelp("Directory with the ledger.", valueName: "dir"))
    var state: String

    @Option(help: "Only this place: `gate`, `bay/gate` or `depot/bay/gate`.")
    var place: String?

    @Option(help: "Only this behaviour, e.g. line-crossed.")
    var behaviour: String?

    @Option(help: ArgumentHelp("Only events at or after this time (RFC 3339).", valueName: "time"))
    var since: String?

    @Option(help: "At most this many, 1...10000.")
    var limit = 1000

    @Flag(help: "One CloudEvents JSON object per line.")
    var json = false

    func validate() throws {
        if !(1...10_000).contains(limit) { throw ValidationError("--limit must be 1...10000, not \(limit)") }
    }

    func run() throws {
        let console = Console(output)
        let ledger = try LedgerQuestions(state: state, at: nil)
        let filter = try filter(ledger)
        let events = try Failure.mapping { () throws(LedgerError) in try ledger.reader.events(filter) }
        if events.isEmpty { console.words("no events") }
        if json {
            for event in events { if let text = event.json { try console.data(text) } }
            let erased = events.count { $0.json == nil }
            if erased > 0 { console.words("\(erased) events are left out: what they were has been erased") }
        } else if !events.isEmpty {
            for line in Self.table(events, console.style) { try console.data(line) }
        }
    }

    private func filter(_ ledger: LedgerQuestions) throws -> EventFilter {
        var filter = EventFilter()
        filter.limit = limit
        if let since { filter.from = try LedgerQuestions.time(since, option: "--since") }
        if let behaviour {
            guard let known = Behaviour(rawValue: behaviour) else {
                throw Failure(
                    .usage, "\"\(behaviour)\" is not a behaviour", at: "--behaviour",
                    mend: "use one of \(Behaviour.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            filter.behaviour = known
        }
        if let place {
            guard let subject = try ledger.subject(place) else {
                throw Failure(.noInput, "no such place in this ledger", at: place, mend: "`wayside places` lists them")
            }
            filter.subject = subject
        }
        return filter
    }

    private static func table(_ events: [StoredEvent], _ style: Style) -> [String] {
        var table = TextTable([
            ("time", .left), ("place", .left), ("behaviour", .left), ("phase", .left), ("level", .left),
            ("weight", .right),
            ("event", .left),
        ])
        for stored in events {
            guard case .event(let event) = stored.entry.content else { continue }
            table.add([
                stored.entry.time.rfc3339, stored.entry.subject.path, event.behaviour.rawValue, event.phase.rawValue,
                "\(event.severity.level.rawValue) \(event.severity.number)", pointsText(event.weight_mp, signed: true),
                event.evidence,
            ])
        }
        return table.lines(style)
    }
}
