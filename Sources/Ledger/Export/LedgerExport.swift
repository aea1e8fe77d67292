public import Base
internal import Foundation
internal import GRDB
internal import Score

/// What was exported: a ledger as a directory of files that need no program of Wayside to be checked.
public struct ExportReceipt: Hashable, Sendable {
    /// What the export is of, and what it was signed as.
    public let checkpoint: Checkpoint
    /// With what its signature is checked.
    public let key: NoteKey
}

extension SQLiteLedger {
    /// Exports the ledger for somebody who names a use. That they did is entered first, and so is in the export; whoever may
    /// not, or for a use that not all cameras have, is refused, and that is entered as well.
    /// - Throws: `ExportError.ledger` with `LedgerError.refused` when it may not be done; else as below.
    public func export(
        to directory: String, notes: Bool, for use: DataUse, by author: String, at time: Timestamp,
        rules: (_ file: [UInt8]) -> String?
    ) throws(ExportError) -> ExportReceipt {
        _ = try ExportWriter(directory)
        let object = notes ? "all entries, notes and pictures" : "all entries"
        do throws(LedgerError) {
            try access(.export, for: use, of: nil, object: object, by: author, at: time)
        } catch { throw .ledger(error) }
        return try export(to: directory, notes: notes, rules: rules)
    }

    /// Signs what the ledger is, and writes exactly that into a directory.
    ///
    /// The same ledger gives the same bytes. Cost: reads every entry once; memory does not grow with their number.
    /// - Parameters:
    ///   - directory: empty, or not there yet.
    ///   - notes: whether notes and pictures go with it that entries commit to, as far as they are kept.
    ///   - rules: the canonical JSON of the rules of a policy's file, for policies from before the ledger kept that; nil when
    ///     the file cannot be read.
    public func export(
        to directory: String, notes: Bool = false, rules: (_ file: [UInt8]) -> String?
    ) throws(ExportError) -> ExportReceipt {
        let signer: NoteSigner, note: SignedNote
        do throws(LedgerError) {
            signer = try self.signer()
            note = try signCheckpoint(by: signer)
        } catch { throw .ledger(error) }
        guard let checkpoint = Checkpoint(text: note.text) else { throw .notWhatWasSigned(path: path) }
        let writer = try ExportWriter(directory)
        do throws(ExportError) {
            try writer.entries(of: reader, checkpoint)
            try writer.policies(of: reader, rules)
            if notes { try writer.notes(of: reader) }
            try writer.text(ExportText.readMe, ExportName.readMe)
            try writer.text(signer.key.verifier + "\n", ExportName.key)
            try writer.text(note.note, ExportName.checkpoint)
        } catch {
            writer.takeAway()
            throw error
        }
        return ExportReceipt(checkpoint: checkpoint, key: signer.key)
    }
}

/// Writes the files of an export.
struct ExportWriter {
    let directory: String

    init(_ directory: String) throws(ExportError) {
        self.directory = directory
        if let content = try? FileManager.default.contentsOfDirectory(atPath: directory), !content.isEmpty {
            throw .occupied(path: directory)
        }
    }

    /// Removes what was written; the directory had nothing in it before.
    func takeAway() {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? [] {
            try? FileManager.default.removeItem(atPath: directory + "/" + name)
        }
    }

    func text(_ text: String, _ name: String) throws(ExportError) {
        var file = try ExportFile(directory + "/" + name)
        try file.write(text.utf8)
        try file.finish()
    }

    /// Writes entries, events and leaves, and sees to it that they give the root that was signed.
    func entries(of reader: LedgerReader, _ checkpoint: Checkpoint) throws(ExportError) {
        var entries = try ExportFile(directory + "/" + ExportName.entries)
        var leaves = try ExportFile(directory + "/" + ExportName.leaves)
        var tree = MerkleFrontier()
        let sql = """
            SELECT canonical, json FROM entry LEFT JOIN evidence USING (sequence)
            WHERE entry.sequence < ? ORDER BY entry.sequence
            """
        try ExportWriter.rows(of: reader, sql, [checkpoint.count]) { row throws(ExportError) in
            let canonical: String = row[0]
            let leaf = MerkleHash.leaf(canonical.utf8.span)
            tree.append(leaf)
            try leaves.write(leaf)
            try entries.write(line: canonical)
            if let json = row[1] as String? { try entries.write(line: json) }
        }
        guard tree.count == checkpoint.count, tree.root == checkpoint.root else {
            throw .notWhatWasSigned(path: reader.path)
        }
        try entries.finish()
        try leaves.finish()
    }

    /// Writes every policy as it was written, and its rules.
    func policies(of reader: LedgerReader, _ rules: (_ file: [UInt8]) -> String?) throws(ExportError) {
        try ExportWriter.rows(of: reader, "SELECT hash, bytes, rules FROM policy ORDER BY hash") {
            row throws(ExportError) in
            let hash: String = row[0], bytes = [UInt8](row[1] as Foundation.Data)
            guard let rules = (row[2] as String?) ?? rules(bytes) else { throw .unknownRules(policy: hash) }
            var file = try ExportFile("\(directory)/\(ExportName.policies)/\(hash).yaml")
            try file.write(bytes)
            try file.finish()
            try text(rules + "\n", "\(ExportName.policies)/\(hash).json")
        }
    }

    /// Writes notes and pictures with their salts, in order of the entries that commit to them.
    func notes(of reader: LedgerReader) throws(ExportError) {
        var file = try ExportFile(directory + "/" + ExportName.notes)
        let sql = "SELECT commitment, sequence, media, salt, bytes FROM private_content ORDER BY sequence, commitment"
        try ExportWriter.rows(of: reader, sql) { row throws(ExportError) in
            var json = JSONText()
            json.object { note in
                note.member("commitment", row[0] as String)
                note.member("sequence", row[1] as Int64)
                note.member("media", row[2] as String)
                note.member("salt", hexadecimal(row[3] as Foundation.Data))
                note.member("bytes", (row[4] as Foundation.Data).base64EncodedString())
            }
            try file.write(line: json.text)
        }
        try file.finish()
    }

    /// Runs a question and hands on one row after the other.
    private static func rows(
        of reader: LedgerReader, _ sql: String, _ arguments: StatementArguments = [],
        _ take: (Row) throws(ExportError) -> Void
    ) throws(ExportError) {
        let outcome: Result<Void, ExportError>
        do throws(LedgerError) {
            outcome = try reader.read { db in
                do {
                    let rows = try Row.fetchCursor(db, sql: sql, arguments: arguments)
                    while let row = try rows.next() { try take(row) }
                    return .success(())
                } catch let error as ExportError { return .failure(error) }
            }
        } catch { throw .ledger(error) }
        try outcome.get()
    }
}
