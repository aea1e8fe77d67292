import ArgumentParser
import Base
import Foundation
import Ledger
import Score

/// `wayside observe`: what a steward has seen, entered by hand.
struct Observe: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Enters what you have seen at a place, with reason and pictures; it counts when a second one confirms.",
        subcommands: [ObserveEnter.self, ObserveList.self], defaultSubcommand: ObserveEnter.self)
}

/// `wayside observe PLACE`.
struct ObserveEnter: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enter", abstract: "Enters an observation; the word `enter` may be left out.")

    @OptionGroup var output: ConsoleOptions

    @Argument(help: "A place that the ledger knows: `gate`, `bay/gate` or `depot/bay/gate`.")
    var place: String

    @Option(help: "What was seen, e.g. exit-blocked.")
    var behaviour: String

    @Option(help: ArgumentHelp("When it was seen (RFC 3339).", valueName: "time"))
    var at: String

    @Option(help: ArgumentHelp("What makes you say so; kept apart, and may be erased later.", valueName: "text"))
    var reason: String

    @Option(help: ArgumentHelp("A JPEG or PNG picture; may be given several times.", valueName: "file"))
    var picture: [String] = []

    @Option(help: "How sure you are, 0 to 1.")
    var confidence = 1.0

    @Option(help: ArgumentHelp("Directory with the ledger.", valueName: "dir"))
    var state: String

    @Option(
        help: ArgumentHelp(
            "File with your token, readable by you alone; else the environment's WAYSIDE_TOKEN.", valueName: "file"))
    var tokenFile: String?

    @Option(help: ArgumentHelp("Time of entering it (RFC 3339) instead of now; for imports.", valueName: "time"))
    var entered: String?

    @Flag(help: "One JSON object.")
    var json = false

    func validate() throws {
        if !(0...1).contains(confidence) { throw ValidationError("--confidence must be 0...1, not \(confidence)") }
        if picture.count > 10 { throw ValidationError("At most 10 pictures.") }
    }

    func run() throws {
        let behaviour = try Words.one(Behaviour.self, behaviour, option: "--behaviour")
        let seen = try LedgerQuestions.time(at, option: "--at"), reason = try PrivateFile.note(reason)
        let pictures = try picture.map { try PrivateFile.attachment($0) }
        let steward = try ActingSteward(state: state, tokenFile: tokenFile, at: entered, to: .observe)
        guard let place = try LedgerQuestions(state: state, at: nil).subject(place) else {
            throw Failure(.noInput, "no such place in this ledger", at: place, mend: "`wayside places` lists them")
        }
        guard place.isPlace || behaviour.concernsCamera else {
            throw Failure(
                .usage, "\(behaviour.rawValue) is seen at places, and this is a camera", at: place.path,
                mend: "name a place of it")
        }
        let sure = Int64((confidence * 1000).rounded())
        let sequence = try steward.perform { ledger throws(LedgerError) in
            try ledger.observe(
                behaviour, at: place, seen: seen, confidence_permille: sure, reason: reason, pictures: pictures,
                by: steward.name, at: steward.time)
        }
        let console = Console(output)
        try console.data(json ? "{\"entry\":\(sequence)}" : "\(sequence)")
        console.words("entry \(sequence): \(behaviour.rawValue) at \(place.path), waits for a second steward")
    }
}

/// `wayside observe list`.
struct ObserveList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists observations that wait for a second steward, or all.")

    @OptionGroup var output: ConsoleOptions
    @OptionGroup var ledger: LedgerOptions

    @Flag(help: "Those that were judged, too.")
    var all = false

    @Flag(help: "One JSON object per observation and line.")
    var json = false

    func run() throws {
        let console = Console(output), all = all
        let found = try AccountLines.book(ledger.state).observations.filter { all || $0.verdict == nil }
        if found.isEmpty { console.words(all ? "no observations" : "no observation waits") }
        for line in json ? found.map(Self.json) : Self.table(found, console.style) { try console.data(line) }
    }

    private static func json(_ observation: HandObservation) -> String {
        var text = JSONText()
        text.object { object in
            object.member("entry", observation.sequence)
            object.member("place", observation.place.path)
            object.member("behaviour", observation.content.behaviour.rawValue)
            object.member("seen", observation.content.observed.rfc3339)
            object.member("confidence", Double(observation.content.confidence_permille) / 1000)
            object.member("entered", observation.entered.rfc3339)
            object.member("author", observation.content.author)
            object.member("pictures", Int64(observation.content.attachments.count))
            object.member("state", observation.state)
            if let verdict = observation.verdict { object.member("second", verdict.author) }
            if observation.verdict?.outcome == .confirmed { object.member("event", observation.event.id) }
        }
        return text.text
    }

    private static func table(_ found: [HandObservation], _ style: Style) -> [String] {
        guard !found.isEmpty else { return [] }
        var table = TextTable([
            ("entry", .right), ("place", .left), ("behaviour", .left), ("seen", .left), ("author", .left),
            ("state", .left), ("event", .left),
        ])
        for observation in found {
            table.add([
                "\(observation.sequence)", observation.place.path, observation.content.behaviour.rawValue,
                observation.content.observed.rfc3339, observation.content.author, observation.state,
                observation.verdict?.outcome == .confirmed ? observation.event.id : "",
            ])
        }
        return table.lines(style)
    }
}

extension HandObservation {
    /// In a word: what became of it.
    fileprivate var state: String {
        if let overturnedBy { return "taken back by appeal \(overturnedBy)" }
        return verdict?.outcome.rawValue ?? "waits"
    }
}
