import ArgumentParser
import Base
import Ledger
import Score

/// `wayside appeal file`: anybody objects.
struct AppealFile: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "file", abstract: "Files an appeal; prints its number, and until when it is to be decided.",
        discussion: "Anybody may, and nothing is entered about who did. Of a place give --from and --until, too.")

    @OptionGroup var output: ConsoleOptions
    @OptionGroup var acting: OpenActOptions

    @Argument(help: ArgumentHelp("An event's id, or a place (`gate`, `bay/gate`).", valueName: "event|place"))
    var name: String

    @Option(help: ArgumentHelp("Why; kept apart from the entry, and may be erased later.", valueName: "text"))
    var reason: String

    @Option(help: ArgumentHelp("Shown to everybody beside what you object to.", valueName: "text"))
    var reply: String?

    @Option(help: ArgumentHelp("Of a place: what was entered from this time on (RFC 3339).", valueName: "time"))
    var from: String?

    @Option(help: ArgumentHelp("Of a place: and before this time.", valueName: "time"))
    var until: String?

    @Flag(help: "One JSON object.")
    var json = false

    func validate() throws {
        if (from == nil) != (until == nil) { throw ValidationError("--from and --until go together.") }
    }

    func run() throws {
        let console = Console(output), reason = try PrivateFile.note(reason), reply = try reply.map(PrivateFile.note)
        let object = try object(), (ledger, time) = try acting.open()
        let policies = try PolicyChoice.byHash(in: ledger.reader)
        let appeal = try Failure.mapping { () throws(AppealError) in
            try ledger.file(AppealFiling(object, reason: reason, reply: reply), at: time, policies: policies)
        }
        if json { return try console.data(AppealLines.json(appeal, at: time)) }
        try console.data("appeal \(appeal.number), to be decided until \(appeal.content.due.rfc3339)")
        console.words("`wayside appeal show \(appeal.number) --state \(acting.state)` tells how it stands")
    }

    private func object() throws -> AppealFiling.Object {
        let questions = try LedgerQuestions(state: acting.state, at: nil)
        guard let from, let until else {
            guard try questions.subject(name) == nil else {
                throw Failure(
                    .usage, "of a place it must be said which time is meant", at: name, mend: "give --from and --until")
            }
            return .event(name)
        }
        guard let subject = try questions.subject(name) else {
            throw Failure(.noInput, "no such place in this ledger", at: name, mend: "`wayside places` lists them")
        }
        return .span(
            subject, from: try LedgerQuestions.time(from, option: "--from"),
            until: try LedgerQuestions.time(until, option: "--until"))
    }
}

/// `wayside appeal reply`: the right of reply.
struct AppealReply: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reply", abstract: "Adds something that everybody is shown beside what the appeal is about.")

    @OptionGroup var output: ConsoleOptions
    @OptionGroup var acting: OpenActOptions

    @Argument(help: "Number of the appeal.")
    var number: Int64

    @Option(help: ArgumentHelp("What to show.", valueName: "text"))
    var text: String

    @Flag(help: "One JSON object.")
    var json = false

    func run() throws {
        let console = Console(output), text = try PrivateFile.note(text), number = number
        let (ledger, time) = try acting.open()
        let appeal = try Failure.mapping { () throws(AppealError) in try ledger.reply(text, to: number, at: time) }
        if json { return try console.data(AppealLines.json(appeal, at: time)) }
        try console.data(
            "appeal \(number) has \(appeal.replies.count == 1 ? "a reply" : "\(appeal.replies.count) replies")")
    }
}

/// `wayside appeal escalate`: says of what is overdue that it is.
struct AppealEscalate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "escalate",
        abstract: "Enters which appeals are overdue, so that administrators may decide them, too.",
        discussion: "Every other act does that as well; a timer may call this where acts are rare.")

    @OptionGroup var output: ConsoleOptions
    @OptionGroup var acting: OpenActOptions

    @Flag(help: "One JSON object per line.")
    var json = false

    func run() throws {
        let console = Console(output), (ledger, time) = try acting.open()
        let appeals = try Failure.mapping { () throws(AppealError) in try ledger.escalateAppeals(at: time) }
        if appeals.isEmpty { console.words("nothing is overdue that is not known to be") }
        for appeal in appeals {
            try console.data(
                json
                    ? AppealLines.json(appeal, at: time)
                    : "appeal \(appeal.number) was due \(appeal.content.due.rfc3339)")
        }
    }
}
