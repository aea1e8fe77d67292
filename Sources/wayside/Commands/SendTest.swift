import ArgumentParser
import Base
import Settings
import StrictYAML

/// `wayside send-test`: a message to everybody whom the daemon would tell.
struct SendTest: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send-test",
        abstract: "Sends a test message to the broker and the webhooks of a site.",
        discussion: """
            The message is a CloudEvent of the type wayside.test.v1. Nothing is entered, and the daemon may be running. \
            Exit 69 when somebody does not acknowledge it.
            """)

    @OptionGroup var output: ConsoleOptions

    @Option(help: ArgumentHelp("The site's configuration.", valueName: "file"))
    var config = DaemonFiles.standardConfiguration

    func run() throws {
        let console = Console(output)
        let site = try Failure.mapping(.configuration) { () throws(Diagnostics) in
            try SiteConfigurationReader.read(file: config)
        }
        let plan = try DeliveryPlan(site)
        guard !plan.isEmpty else {
            throw Failure(.configuration, "nobody is to be told anything", at: config, mend: "add `mqtt` or `webhooks`")
        }
        let results = TestMessages.send(plan, at: DaemonCore.now())
        for result in results { try console.data("\(result.name)  \(result.problem ?? "acknowledged")") }
        let failed = results.filter { $0.problem != nil }
        guard failed.isEmpty else {
            throw Failure(.unavailable, lines: failed.map { "\($0.name): \($0.problem ?? "")" })
        }
    }
}
