import ArgumentParser
import Settings
import Foundation
import Pipeline
import StrictYAML

/// `wayside status`: what a running daemon says of itself.
struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Asks a running daemon: cameras, rates, drops by reason, queue and ledger.",
        discussion: "Without options the daemon that the service manager runs is asked. Exit 69 when none answers.")

    @OptionGroup var output: ConsoleOptions

    @Option(help: ArgumentHelp("Ask the daemon with this configuration.", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("Ask the daemon with this state directory.", valueName: "dir"))
    var state: String?

    @Option(help: ArgumentHelp("Ask at this socket.", valueName: "path"))
    var socket: String?

    @Flag(help: "The daemon's own words, as one JSON object.")
    var json = false

    func validate() throws {
        if [config, state, socket].compactMap({ $0 }).count > 1 {
            throw ValidationError("give one of --config, --state and --socket")
        }
    }

    func run() throws {
        let console = Console(output), path = try path()
        let answer: [UInt8]
        do throws(UnixSocketError) { answer = try StatusSocket.ask(path: path) } catch { throw Failure(error) }
        guard let status = StatusDocument(json: answer) else {
            throw Failure(
                .unavailable, "the answer is not a status of this version", at: path,
                mend: "restart the daemon after an upgrade")
        }
        for line in json ? [status.json] : StatusLines.text(status) { try console.data(line) }
    }

    private func path() throws -> String {
        if let socket { return socket }
        if let state { return state + "/" + DaemonPaths.socketName }
        guard let config else { return DaemonPaths.standardSocket }
        let site = try Failure.mapping(.configuration) { () throws(Diagnostics) in
            try SiteConfigurationReader.read(file: config)
        }
        return DaemonPaths.socket(
            state: DaemonPaths.state(site.storage, [:]), ProcessInfo.processInfo.environment)
    }
}
