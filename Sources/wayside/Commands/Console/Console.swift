import Foundation
import Glibc
import Synchronization

/// Where a verb writes: data to standard output, words to standard error. The progress line lives on standard error and
/// is wiped before anything else is written, so that the two never mix on one terminal.
final class Console: Sendable {
    let style: Style
    /// Whether standard output is a terminal that can be drawn on.
    let isDrawable: Bool
    private let quiet: Bool
    private let progressAllowed: Bool
    private let progressShown = Mutex(false)

    /// Makes the console of one run.
    convenience init(_ options: ConsoleOptions) { self.init(noColour: options.noColor, quiet: options.quiet) }

    /// Makes a console without a command line, e.g. for one that could not be read.
    init(noColour: Bool = false, quiet: Bool = false) {
        let environment = ProcessInfo.processInfo.environment
        let dumb = environment["TERM"] == "dumb" || environment["TERM"] == nil
        let plain = noColour || dumb || environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        self.quiet = quiet
        style = Style(isOn: !plain && isatty(STDOUT_FILENO) == 1)
        progressAllowed = !quiet && !dumb && isatty(STDERR_FILENO) == 1
        isDrawable = !quiet && !dumb && isatty(STDOUT_FILENO) == 1
    }

    /// One line of data.
    /// - Throws: `Failure` when standard output cannot be written (a full disk); a closed pipe ends the process quietly.
    func data(_ line: String) throws { try text(line + "\n") }

    /// Text for a terminal, as it is and in one write.
    func text(_ text: String) throws {
        try progressShown.withLock { shown in
            wipe(&shown)
            do { try FileHandle.standardOutput.write(contentsOf: Data(text.utf8)) } catch {
                throw Failure(.io, "cannot write", at: "standard output", mend: "free some space or write elsewhere")
            }
        }
    }

    /// One line of words for people; silent with `--quiet`.
    func words(_ line: String) { if !quiet { write(line) } }

    /// One line that is shown even with `--quiet`: warnings and errors. They quote files, which must not steer the
    /// reader's terminal, so control characters are written out.
    func problem(_ line: String) { write(ControlCharacters.writtenOut(line, keepingLines: true)) }

    private func write(_ line: String) {
        progressShown.withLock { shown in
            wipe(&shown)
            try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8))
        }
    }

    /// Shows or replaces the progress line; does nothing when standard error is no terminal.
    func progress(_ line: @autoclosure () -> String) {
        guard progressAllowed else { return }
        let line = line()
        progressShown.withLock { shown in
            try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[2K\(line)".utf8))
            shown = true
        }
    }

    /// Wipes the progress line for good.
    func endProgress() { progressShown.withLock { wipe(&$0) } }

    private func wipe(_ shown: inout Bool) {
        guard shown else { return }
        try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[2K".utf8))
        shown = false
    }
}
