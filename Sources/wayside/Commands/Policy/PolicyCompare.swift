import ArgumentParser
import Base
import Settings
import Foundation
import Ledger
import Report
import Score

/// `wayside policy diff`: what another policy would have made of what is in a ledger.
struct PolicyCompare: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Shows which standings, levels and alarms would change under another policy.",
        discussion: "The ledger's history is scored again in memory; the ledger stays as it is.")

    @OptionGroup var output: ConsoleOptions
    @OptionGroup var ledger: LedgerOptions

    @Argument(help: ArgumentHelp("Policy file.", valueName: "file"))
    var file: String

    @Option(
        help: ArgumentHelp("It would have applied from then on (RFC 3339); by default always.", valueName: "time"))
    var from: String?

    @Option(
        help: ArgumentHelp(
            "Compare standings then (RFC 3339) instead of at the latest entry; what is later does not count.",
            valueName: "time"))
    var until: String?

    @Flag(help: "One JSON object.")
    var json = false

    @Option(help: ArgumentHelp("Also as a page with plots.", valueName: "file.html"))
    var report: String?

    func run() throws {
        let console = Console(output)
        let candidate = try PolicyChoice.file(file).policy
        let ledger = try LedgerQuestions(state: ledger.state, at: until)
        let from = try from.map { try LedgerQuestions.time($0, option: "--from") }
        if let from, from > ledger.time {
            throw Failure(
                .usage, "nothing has been entered after that", at: "--from \(from.rfc3339)",
                mend: "give a time before \(ledger.time.rfc3339)")
        }
        let diff = try compare(candidate, from, ledger, console)
        if json {
            try console.data(diff.json(before: ledger.policy, candidate: candidate))
        } else {
            for line in DiffLines.lines(diff, before: ledger.policy, candidate: candidate, console.style) {
                try console.data(line)
            }
        }
        guard let report else { return }
        let page = PolicyDiffPage(diff, before: ledger.policy, candidate: candidate).html()
        do { try Data(page.utf8).write(to: URL(fileURLWithPath: report)) } catch {
            throw Failure(.cannotCreate, "cannot write the page", at: report, mend: "check the directory")
        }
        console.words("\(report) shows it with plots")
    }

    private func compare(
        _ candidate: Policy, _ from: Timestamp?, _ ledger: LedgerQuestions, _ console: Console
    ) throws -> PolicyDiff {
        let reader = ledger.reader
        let count = try Failure.mapping { () throws(LedgerError) in try reader.entryCount() }
        var replay = PolicyReplay(candidate: candidate, from: from, until: ledger.time, expected: Int(count))
        try Failure.mapping { () throws(LedgerError) in
            try reader.replay(into: &replay) { read in
                console.progress("entry \(read) of \(count)")
            }
        }
        console.endProgress()
        return replay.result(before: ledger.policy)
    }
}
