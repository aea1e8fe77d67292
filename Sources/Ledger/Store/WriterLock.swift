internal import Glibc

/// Keeps a second writer out: an advisory `flock` on `<ledger>.lock`, which holds the writer's process id so that the
/// refusal can name it. The kernel lets go of the lock when the process ends, however it ends; the file stays.
final class WriterLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock or throws `LedgerError.busy` with the holder.
    init(ledger path: String) throws(LedgerError) {
        let lockPath = path + ".lock"
        let opened = unsafe open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard opened >= 0 else {
            throw errno == EACCES || errno == EROFS
                ? .readOnly(path: path) : .cannotOpen(path: path, reason: systemReason())
        }
        // From here on `deinit` closes it, also when this throws.
        descriptor = opened
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw .busy(path: path, holder: WriterLock.holder(descriptor))
        }
        WriterLock.sign(descriptor)
    }

    deinit { close(descriptor) }

    private static func holder(_ descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 20)
        let count = unsafe pread(descriptor, &bytes, bytes.count, 0)
        let text = String(decoding: bytes.prefix(max(0, count)).prefix { $0 != 0x0A }, as: UTF8.self)
        return Int32(text).map { "process \($0)" } ?? "another process"
    }

    private static func sign(_ descriptor: Int32) {
        let text = Array("\(getpid())\n".utf8)
        guard ftruncate(descriptor, 0) == 0 else { return }
        // The lock holds without its name; a full disk must not keep anyone from reading the ledger.
        _ = unsafe pwrite(descriptor, text, text.count, 0)
    }
}

/// The system's words for the last error.
func systemReason() -> String {
    let number = errno
    guard let text = unsafe strerror(number) else { return "error \(number)" }
    return unsafe String(cString: text)
}
