import ArgumentParser
import Logging

/// `wayside daemon`: all cameras of a site, without a terminal, until it is told to stop.
struct Daemon: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs the cameras of a site in the background: events, scores and the ledger, no terminal.",
        discussion: """
            SIGTERM or Ctrl-C stops after everything seen is committed, a second one at once. SIGHUP reads the configuration \
            again. It answers `wayside status` and tells systemd how it goes; docs/daemon.md says more.
            """)

    @Option(help: ArgumentHelp("The site's configuration.", valueName: "file"))
    var config = DaemonFiles.standardConfiguration

    @Option(
        help: ArgumentHelp(
            "Append committed events as CloudEvents JSON lines; - is standard output.", valueName: "file"))
    var events: String?

    @Flag(name: .shortAndLong, help: "Log only warnings and errors.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Log details too.")
    var verbose = false

    func validate() throws {
        if quiet, verbose { throw ValidationError("give --quiet or --verbose, not both") }
    }

    func run() throws {
        let level: Logger.Level = quiet ? .warning : verbose ? .debug : .info
        try DaemonRun(config: config, events: events, level: level).run()
    }
}
