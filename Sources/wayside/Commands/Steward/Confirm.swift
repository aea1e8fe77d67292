import ArgumentParser
import Settings
import Ledger
import Score

/// `wayside confirm`: what a second steward says about an observation.
struct Confirm: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Confirms or rejects what another steward has entered; confirmed, it becomes an event and is scored.")

    @OptionGroup var output: ConsoleOptions
    @OptionGroup var acting: ActOptions

    @Argument(help: "Number of the observation, as `wayside observe list` shows it.")
    var entry: Int64

    @Flag(help: "It was not so.")
    var reject = false

    @Option(help: ArgumentHelp("What makes you say so; kept apart, and may be erased later.", valueName: "text"))
    var reason: String

    @Flag(help: "One JSON object.")
    var json = false

    func run() throws {
        let reason = try PrivateFile.note(reason), steward = try acting.steward(to: .confirm)
        let policies = try PolicyChoice.all(in: steward.ledger.reader).map(\.policy)
        guard !policies.isEmpty else {
            throw Failure(
                .unavailable, "the ledger has no policy to score under", at: acting.state,
                mend: "activate one: `wayside policy activate`")
        }
        let entry = entry, outcome: ConfirmationEntry.Outcome = reject ? .rejected : .confirmed
        let receipt = try steward.perform { ledger throws(LedgerError) in
            try ledger.confirm(
                entry, outcome, reason: reason, under: policies, by: steward.name, at: steward.time)
        }
        try tell(receipt, outcome, Console(output))
    }

    private func tell(
        _ receipt: ConfirmationReceipt, _ outcome: ConfirmationEntry.Outcome, _ console: Console
    ) throws {
        let scored = receipt.entries.first
        if json {
            let event = scored?.evidence.map { ",\"event\":\"\($0)\",\"weight_mp\":\(scored?.weight_mp ?? 0)" } ?? ""
            try console.data(
                "{\"entry\":\(receipt.sequence),\"observation\":\(entry),\"outcome\":\"\(outcome.rawValue)\"\(event)}")
        } else {
            try console.data("\(receipt.sequence)")
        }
        let weight = scored.map { ", event \($0.evidence ?? ""), weight \(pointsText($0.weight_mp, signed: true))" }
        console.words("entry \(receipt.sequence): observation \(entry) \(outcome.rawValue)\(weight ?? "")")
    }
}
