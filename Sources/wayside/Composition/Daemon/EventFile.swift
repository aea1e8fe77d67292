import Detect
import Glibc
import Pipeline

/// Committed events as CloudEvents JSON, appended one per line to a file or written to standard output, for programs that
/// follow along. Every line is there as a whole or not at all, unless the machine stops.
///
/// After a restart a recording is seen again, and so events are written again that the file has already: an event's id tells.
enum EventFile {
    /// - Parameter path: `-` is standard output.
    /// - Throws: `Failure` when the file cannot be opened.
    static func sink(_ path: String) throws -> any EventSink {
        let descriptor =
            path == "-" ? STDOUT_FILENO : unsafe open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw Failure(
                .cannotCreate, "cannot write events", at: path, mend: "check the directory and its rights")
        }
        let place = path == "-" ? "standard output" : path
        return LineSink.json(detector: Detector.version) { line in
            let bytes = Array((line + "\n").utf8)
            var written = 0
            while written < bytes.count {
                let count = unsafe bytes[written...].withUnsafeBytes { rest in
                    unsafe write(descriptor, rest.baseAddress, rest.count)
                }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else {
                    throw Failure(
                        .io, "cannot write an event", at: place,
                        mend: "make room, or write elsewhere; it is in the ledger")
                }
                written += count
            }
        }
    }
}
