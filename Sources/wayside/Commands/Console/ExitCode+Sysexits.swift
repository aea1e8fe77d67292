import ArgumentParser

/// Exit codes of every verb, after BSD's `sysexits.h`; documented in `docs/cli.md`.
extension ExitCode {
    /// The command line itself is wrong.
    static let usage = ExitCode(64)
    /// A gate (`--require`) was not met, or `check` found problems.
    static let gate = ExitCode(1)
    /// The input's content is wrong: a fixture, a scene, a truth file.
    static let data = ExitCode(65)
    /// An input file is missing or cannot be read.
    static let noInput = ExitCode(66)
    /// Something the verb needs is not there.
    static let unavailable = ExitCode(69)
    /// Our own fault.
    static let bug = ExitCode(70)
    /// An output cannot be created.
    static let cannotCreate = ExitCode(73)
    /// Reading or writing failed on the way.
    static let io = ExitCode(74)
    /// Another process holds what the verb needs; try again later.
    static let busy = ExitCode(75)
    static let permission = ExitCode(77)
    /// The configuration or the policy is wrong.
    static let configuration = ExitCode(78)
    /// Stopped by Ctrl-C after draining (128 + SIGINT, as shells say it).
    static let interrupted = ExitCode(130)
}
