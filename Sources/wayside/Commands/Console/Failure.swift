import ArgumentParser
import Base

/// Why a verb stops: what, where, the mend, and the exit code. One line each.
struct Failure: Error {
    let code: ExitCode
    let lines: [String]

    /// A failure of one line: `where: what; mend`.
    init(_ code: ExitCode, _ what: String, at place: String, mend: String) {
        self.code = code
        lines = ["\(place): \(what); \(mend)"]
    }

    /// A failure whose lines are made already, e.g. the diagnostics of a file.
    init(_ code: ExitCode, lines: [String]) { (self.code, self.lines) = (code, lines) }

    /// A source that cannot be opened or cannot go on; without a code, that of what stands in the way.
    init(_ error: CaptureError, code: ExitCode? = nil) {
        self.init(code ?? ExitCode(of: error.kind), error.what, at: error.place, mend: error.mend)
    }
}
