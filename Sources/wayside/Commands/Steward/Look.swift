import ArgumentParser
import Base
import Foundation
import Ledger
import Score

/// `wayside look`: the notes and pictures that are kept apart from an entry.
struct Look: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows the notes and pictures of an entry, for a use that you name. That you looked is entered.",
        discussion: "A use that the camera's purpose does not have is refused, and the attempt is entered, too.")

    @OptionGroup var output: ConsoleOptions
    @OptionGroup var acting: ActOptions

    @Argument(help: "Number of an entry.")
    var entry: Int64

    @Option(help: "safety, maintenance, appeal, audit, accuracy or information.")
    var use: String

    @Option(help: ArgumentHelp("Write notes and pictures here, for you alone to read.", valueName: "dir"))
    var out: String?

    func run() throws {
        let console = Console(output), entry = entry, use = try Words.one(DataUse.self, use, option: "--use")
        let steward = try acting.steward(to: nil)
        let parts = try steward.perform { ledger throws(LedgerError) in
            try ledger.look(at: entry, for: use, by: steward.name, at: steward.time)
        }
        if parts.isEmpty { console.words("nothing is kept apart from entry \(entry)") }
        if let out { try PrivateFile.prepare(out) }
        for (number, part) in parts.enumerated() {
            guard let item = part.item else {
                console.words("\(number + 1): erased; the entry still commits to it as \(part.commitment)")
                continue
            }
            if let out {
                try console.data(try PrivateFile.write(item, number: number + 1, of: entry, to: out))
            } else if let text = item.text {
                try console.data(text)
            } else {
                console.words(
                    "\(number + 1): a picture (\(item.media.rawValue), \(item.bytes.count) bytes); give --out")
            }
        }
    }
}
