import ArgumentParser
import Base
import Ledger
import Score
import StrictYAML

/// `wayside retain`: erases what has been kept long enough, or what somebody asks for, and prints a receipt.
struct Retain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Erases notes and what events were once they are old, or one entry's notes on request; gives a receipt.",
        discussion:
            "Entries stay and verify. What an open appeal is about is kept until it is decided. Needs an administrator's token."
    )

    @OptionGroup var output: ConsoleOptions
    @OptionGroup var acting: ActOptions

    @Option(
        help: ArgumentHelp(
            "Erase notes and pictures of entries and events older than this, e.g. 90d.", valueName: "duration"))
    var notes: String?

    @Option(help: ArgumentHelp("Erase what events older than this were, e.g. 365d.", valueName: "duration"))
    var events: String?

    @Option(help: ArgumentHelp("Erase notes and pictures of this entry; with --request.", valueName: "number"))
    var entry: Int64?

    @Flag(help: "Somebody concerned asks for it.")
    var request = false

    @Flag(help: "The receipt as one JSON object.")
    var json = false

    func validate() throws {
        guard (entry != nil) == request else { throw ValidationError("--entry and --request go together.") }
        guard (entry != nil) != (notes != nil || events != nil) else {
            throw ValidationError("Give --notes or --events or both, or else --entry with --request.")
        }
    }

    func run() throws {
        let console = Console(output), steward = try acting.steward(to: .erase), order = try order(steward.time)
        let receipt = try Failure.mapping { () throws(AppealError) in
            try steward.ledger.erase(order, by: steward.name, at: steward.time)
        }
        let pictures = try Failure.mapping { () throws(AppealError) in
            try steward.ledger.erasePictures(order, by: steward.name, at: steward.time)
        }
        if pictures > 0 { console.words("\(pictures) pictures of events erased; entries commit to none of them") }
        guard let receipt else {
            if pictures == 0 { console.words("there is nothing to erase; nothing was entered") }
            return
        }
        for line in json ? [Self.json(receipt)] : Self.lines(receipt) { try console.data(line) }
    }

    private func order(_ time: Timestamp) throws -> ErasureOrder {
        if let entry { return .request(entry: entry) }
        return .retention(
            notesBefore: try limit(notes, before: time, option: "--notes"),
            eventsBefore: try limit(events, before: time, option: "--events"))
    }

    private func limit(_ text: String?, before time: Timestamp, option: String) throws -> Timestamp? {
        guard let text else { return nil }
        guard let span_ms = parseDuration_ms(text), span_ms >= 0 else {
            throw Failure(.usage, "\"\(text)\" is no duration", at: option, mend: "write e.g. 90d")
        }
        return Timestamp(microseconds: (time.milliseconds - span_ms) * 1000)
    }

    private static func lines(_ receipt: ErasureReceipt) -> [String] {
        var lines = ["erased, entry \(receipt.sequence)"]
        if let before = receipt.eventsBefore {
            lines.append("events \(receipt.events), all before \(before.rfc3339) that no open appeal is about")
        }
        lines += receipt.notes.map { "content \($0)" }
        lines += [receipt.proof.canonical, "root \(receipt.proof.root)"] + receipt.proof.path.map { "path \($0)" }
        return lines + receipt.checkpoint.note.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    private static func json(_ receipt: ErasureReceipt) -> String {
        var text = JSONText()
        text.object { object in
            object.member("sequence", receipt.sequence)
            object.member("events", Int64(receipt.events))
            if let before = receipt.eventsBefore { object.member("events_before", before.rfc3339) }
            object.key("content")
            object.array { list in receipt.notes.forEach { list.string($0) } }
            object.member("entry", receipt.proof.canonical)
            object.member("entries", receipt.proof.count)
            object.member("root", receipt.proof.root.description)
            object.key("path")
            object.array { list in receipt.proof.path.forEach { list.string($0.description) } }
            object.member("checkpoint", receipt.checkpoint.note)
        }
        return text.text
    }
}
