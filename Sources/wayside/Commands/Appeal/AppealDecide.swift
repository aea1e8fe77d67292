import ArgumentParser
import Base
import Ledger
import Score

/// `wayside appeal decide`: a reviewer upholds or dismisses an appeal.
struct AppealDecide: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "Upholds or dismisses an appeal; what is upheld is taken back, as if it had never counted.",
        discussion: "Whoever made or confirmed the event, or decided about it before, is refused. A decision stands.")

    @OptionGroup var output: ConsoleOptions
    @OptionGroup var acting: ActOptions

    @Argument(help: "Number of the appeal.")
    var number: Int64

    @Flag(help: "Whoever appealed is right.")
    var uphold = false

    @Flag(help: "Whoever appealed is not right.")
    var dismiss = false

    @Option(help: ArgumentHelp("Why; shown with the appeal.", valueName: "text"))
    var reason: String

    @Flag(help: "One JSON object.")
    var json = false

    func validate() throws {
        guard uphold != dismiss else { throw ValidationError("Give either --uphold or --dismiss.") }
    }

    func run() throws {
        let console = Console(output), reason = try PrivateFile.note(reason)
        // The ledger asks whether this one may: it depends on the appeal.
        let steward = try acting.steward(to: nil), reader = steward.ledger.reader
        let policies = try PolicyChoice.byHash(in: reader)
        let before = try standing(reader)
        let number = number, outcome: DecisionEntry.Outcome = uphold ? .upheld : .dismissed
        let receipt = try Failure.mapping { () throws(AppealError) in
            try steward.ledger.decide(
                number, outcome, because: reason, by: steward.name, at: steward.time, policies: policies)
        }
        let after = try standing(reader)
        if json { return try console.data(Self.json(receipt, steward.time, before, after)) }
        let reversals = receipt.entries.count { $0.kind == .reversal }
        try console.data("appeal \(number) \(outcome.rawValue)")
        if uphold {
            let entries = receipt.entries.count
            try console.data(
                "\(reversals) \(reversals == 1 ? "event" : "events") taken back, "
                    + "\(entries) \(entries == 1 ? "entry" : "entries")")
        }
        if let before, let after {
            try console.data(
                "\(after.subject.path): \(pointsText(before.sum_mp)) before, \(pointsText(after.sum_mp)) now")
        }
    }

    /// Where the place of the appeal stands, at the time of the latest entry of what was observed.
    private func standing(_ reader: LedgerReader) throws -> Standing? {
        let number = number, questions = try LedgerQuestions(state: acting.state, at: nil)
        return try Failure.mapping { () throws(LedgerError) in
            guard let appeal = try reader.appeals().appeal(number) else { return nil }
            let time = try reader.latestTime(of: appeal.subject) ?? questions.time
            return try reader.standing(of: appeal.subject, at: time, policy: questions.policy)
        }
    }

    private static func json(
        _ receipt: DecisionReceipt, _ time: Timestamp, _ before: Standing?, _ after: Standing?
    ) -> String {
        var text = JSONText()
        text.object { object in
            AppealLines.write(receipt.appeal, at: time, into: &object)
            object.key("entries")
            object.array { list in receipt.entries.forEach { list.integer($0.sequence) } }
            if let before { object.member("before_mp", before.sum_mp) }
            if let after { object.member("after_mp", after.sum_mp) }
        }
        return text.text
    }
}
