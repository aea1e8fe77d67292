internal import Foundation
internal import Glibc

/// The key with which a ledger's checkpoints are signed: one line in a file beside the ledger, for its owner's eyes alone.
enum SignerFile {
    private static func path(ofLedger ledger: String) -> String { ledger + ".key" }

    /// Reads the key of a ledger; nil when it has none.
    /// - Throws: `LedgerError.badKey` when the file is none, or others may read it.
    static func read(ofLedger ledger: String) throws(LedgerError) -> NoteSigner? {
        let path = path(ofLedger: ledger)
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        guard status.st_mode & 0o077 == 0 else {
            throw .badKey(path: path, reason: "others may read it; `chmod 600` it, or move it away for a new one")
        }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8),
            let signer = NoteSigner(line: text.trimmingCharacters(in: .newlines))
        else { throw .badKey(path: path, reason: "it holds no signing key; restore it, or move it away for a new one") }
        return signer
    }

    /// Makes the key of a ledger that has none: 0600, and on the disk when this returns. For the ledger's one writer.
    static func make(ofLedger ledger: String) throws(LedgerError) -> NoteSigner {
        let path = path(ofLedger: ledger)
        let signer = NoteSigner { publicKey in "wayside-ledger/" + hexadecimal(publicKey.prefix(8)) }
        do throws(SystemError) {
            try write(signer.line + "\n", path)
            try synchronise((path as NSString).deletingLastPathComponent)
        } catch { throw .badKey(path: path, reason: "cannot be made: \(error.reason)") }
        return signer
    }

    /// What the system said.
    private struct SystemError: Error {
        let reason = systemReason()
    }

    private static func write(_ text: String, _ path: String) throws(SystemError) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SystemError() }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard unsafe Glibc.write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
            let error = SystemError()
            // Half a key would be in the way of the next attempt.
            unsafe unlink(path)
            throw error
        }
    }

    /// Puts a directory's names on the disk.
    private static func synchronise(_ directory: String) throws(SystemError) {
        let descriptor = unsafe open(directory.isEmpty ? "." : directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError() }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw SystemError() }
    }
}

extension LedgerReader {
    /// With what the checkpoints of this ledger are checked, by the key that lies beside it; nil when there is none.
    /// - Throws: `LedgerError.badKey` when others may read that key, or it is none.
    public func signingKey() throws(LedgerError) -> NoteKey? { try SignerFile.read(ofLedger: path)?.key }
}

extension SQLiteLedger {
    /// Signs this ledger's checkpoints; its key is made when it is first asked for.
    /// - Throws: `LedgerError.badKey` when the key cannot be made or read, or others may read it.
    public func signer() throws(LedgerError) -> NoteSigner {
        if let signer = try SignerFile.read(ofLedger: path) { return signer }
        return try SignerFile.make(ofLedger: path)
    }
}
