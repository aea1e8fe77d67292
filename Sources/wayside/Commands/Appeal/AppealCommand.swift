import ArgumentParser
import Base
import Ledger
import Score

/// `wayside appeal`: objections to events and to what was entered about a place.
struct AppealCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "appeal",
        abstract: "Objects to an event, or to what was entered about a place; answers, shows and decides objections.",
        discussion:
            "Anybody may file and reply; a reviewer who has not made the event decides. docs/appeals.md says how.",
        subcommands: [
            AppealFile.self, AppealReply.self, AppealList.self, AppealShow.self, AppealDecide.self, AppealEscalate.self,
        ])
}

/// On which ledger anybody acts, and when: nobody is asked who they are.
struct OpenActOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Directory with the ledger.", valueName: "dir"))
    var state: String

    @Option(
        help: ArgumentHelp(
            "Time of the act (RFC 3339) instead of now, not before the last act; for imports.", valueName: "time"))
    var at: String?

    /// Opens the ledger for writing. Nothing is made where no ledger is.
    func open() throws -> (ledger: SQLiteLedger, time: Timestamp) {
        _ = try StateDirectory.reader(state)
        return (try StateDirectory(state).openLedger(detector: HandObservation.detector), try ActClock.time(at))
    }
}

extension Failure {
    /// Why something about appeals, or an erasure, was not done.
    init(_ error: AppealError) {
        switch error {
        case .ledger(let error): self.init(error)
        case .refused(let refusal): self.init(ExitCode(of: refusal), lines: [refusal.description])
        }
    }

    /// Takes the result of an act about appeals, or of an erasure.
    static func mapping<Value>(_ body: () throws(AppealError) -> Value) throws -> Value {
        do { return try body() } catch { throw Failure(error) }
    }
}

extension ExitCode {
    /// Why somebody may not do something about appeals, as an exit code.
    fileprivate init(of refusal: AppealRefusal) {
        switch refusal {
        case .unknownAppeal, .unknownEvent, .nothingThere: self = .noInput
        case .emptySpan, .takenBack, .stillOpen, .sameReason, .decidedFinally, .tooManyReplies, .decidedAlready:
            self = .usage
        case .ownEntry, .ownDecision: self = .permission
        case .unreadablePolicy: self = .data
        case .notPermitted(let refusal): self.init(of: refusal)
        }
    }
}
