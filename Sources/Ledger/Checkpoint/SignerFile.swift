internal import Foundation
internal import Glibc

/// The key with which a ledger's checkpoints are signed: one line in a file beside the ledger, for its owner's eyes alone.
public enum SignerFile {
    /// Where the key of a ledger lies.
    public static func path(ofLedger ledger: String) -> String { ledger + ".key" }

    /// Reads the key of a ledger; makes one, 0600 and on the disk, when there is none.
    /// - Throws: `LedgerError.badKey` when the file is none, or others may read it.
    public static func open(ledger: String) throws(LedgerError) -> NoteSigner {
        let path = path(ofLedger: ledger)
        if let signer = try read(path) { return signer }
        let signer = NoteSigner { publicKey in "wayside-ledger/" + hexadecimal(publicKey.prefix(8)) }
        // Of two programs that make a key at once, one loses and reads the other's.
        guard try write(signer.line + "\n", path) else {
            guard let signer = try read(path) else { throw .badKey(path: path, reason: "it went away again") }
            return signer
        }
        return signer
    }

    /// Reads a key; nil when there is no file.
    private static func read(_ path: String) throws(LedgerError) -> NoteSigner? {
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

    /// Writes a new file; false when there is one already.
    private static func write(_ text: String, _ path: String) throws(LedgerError) -> Bool {
        let descriptor = unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            if errno == EEXIST { return false }
            throw .badKey(path: path, reason: "cannot be made: \(systemReason())")
        }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard unsafe Glibc.write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
            throw .badKey(path: path, reason: "cannot be written: \(systemReason())")
        }
        return true
    }
}
