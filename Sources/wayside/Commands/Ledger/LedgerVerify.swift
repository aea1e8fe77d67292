import ArgumentParser
import Foundation
import Ledger

/// `wayside ledger verify`: looks at every entry, and at every checkpoint that was signed.
struct LedgerVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Checks every entry of a ledger, the tree over them, and checkpoints.",
        discussion: "Exit code 65 when anything is wrong; the first wrong entry is named.")

    @OptionGroup var output: ConsoleOptions
    @OptionGroup var ledger: LedgerOptions

    @Flag(help: "First have SQLite look at every page and index of its file; much slower.")
    var file = false

    @Option(help: ArgumentHelp("Also this checkpoint, that was kept elsewhere.", valueName: "file"))
    var checkpoint: String?

    @Option(
        help: ArgumentHelp(
            "Who must have signed the checkpoints, NAME+HASH+BASE64; by default the key that lies beside the ledger.",
            valueName: "key"))
    var key: String?

    func run() throws {
        let console = Console(output), reader = try StateDirectory.reader(ledger.state)
        let key = try verifier(reader), path = reader.path, file = file
        var findings = try Failure.mapping { () throws(LedgerError) in try reader.check(key: key, file: file) }
        if let checkpoint { findings += try Self.findings(in: checkpoint, key, reader) }
        guard findings.isEmpty else { throw Failure(.data, lines: findings.map { "\(path): \($0)" }) }
        let now = try Failure.mapping { () throws(LedgerError) in try reader.checkpoint(origin: "") }
        try console.data("\(now.count) entries, nothing is wrong")
        try console.data("root \(now.root)")
        if key == nil { console.words("no key lies beside the ledger: whose the checkpoints are was not asked") }
    }

    /// The key that was given, or that of the ledger if it has one.
    private func verifier(_ reader: LedgerReader) throws -> NoteKey? {
        guard let key else { return try Failure.mapping { () throws(LedgerError) in try reader.signingKey() } }
        guard let verifier = NoteKey(verifier: key) else {
            throw Failure(
                .usage, "this is no key", at: "--key", mend: "give what `wayside ledger checkpoint --key` printed")
        }
        return verifier
    }

    /// What is wrong with a ledger, for somebody who has kept a checkpoint of it.
    private static func findings(in file: String, _ key: NoteKey?, _ reader: LedgerReader) throws -> [String] {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw Failure(.noInput, "cannot be read", at: file, mend: "give a file with a checkpoint")
        }
        guard let note = SignedNote(text), let kept = Checkpoint(text: note.text) else {
            throw Failure(
                .data, "this is no checkpoint", at: file, mend: "give what `wayside ledger checkpoint` printed")
        }
        guard let key else {
            throw Failure(.usage, "it is not known whose it must be", at: file, mend: "give --key")
        }
        guard note.isSigned(by: key) else { return ["the checkpoint in \(file) is not signed by \(key.name)"] }
        let root = try Failure.mapping { () throws(LedgerError) in try reader.root(ofFirst: kept.count) }
        guard let root else {
            return [
                "\(file): the ledger had \(kept.count) entries then, and has fewer now: an older one was put in its place"
            ]
        }
        return root == kept.root ? [] : ["\(file): the first \(kept.count) entries are not those that it had then"]
    }
}
