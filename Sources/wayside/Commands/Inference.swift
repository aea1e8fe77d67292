import ArgumentParser
import Settings
import Logging
import StrictYAML

/// `wayside inference`: a neural model in a process of its own, for the daemon.
struct Inference: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs a neural model for the daemon, in a process of its own.",
        discussion: """
            The runtime makes code in memory, which the daemon's sandbox forbids; so it stays out of the daemon. SIGTERM or \
            Ctrl-C ends it. docs/inference.md says more.
            """)

    @Option(help: ArgumentHelp("The model; see `wayside model`.", valueName: "name"))
    var model: String?

    @Option(help: ArgumentHelp("Take the model and the socket from `objects` of this wayside.yaml.", valueName: "file"))
    var config: String?

    @OptionGroup var store: ModelOptions

    @Option(help: ArgumentHelp("OpenVINO's library or its directory.", valueName: "path"))
    var runtime: String?

    @Option(help: ArgumentHelp("Answer at this socket.", valueName: "path"))
    var socket: String?

    @Flag(name: .shortAndLong, help: "Log only warnings and errors.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Log details too.")
    var verbose = false

    func validate() throws {
        if quiet, verbose { throw ValidationError("give --quiet or --verbose, not both") }
        if (model == nil) == (config == nil) { throw ValidationError("give either --model or --config") }
    }

    func run() throws {
        let objects = try config.map(Inference.objects)
        guard let model = model ?? objects?.model else { throw Failure(.bug, lines: ["no model was named"]) }
        let level: Logger.Level = quiet ? .warning : verbose ? .debug : .info
        try InferenceRun(
            model: model, models: store.models, runtime: runtime, socket: socket ?? objects?.socket, level: level
        ).run()
    }

    private static func objects(_ file: String) throws -> SiteConfiguration.Objects {
        let site = try Failure.mapping(.configuration) { () throws(Diagnostics) in
            try SiteConfigurationReader.read(file: file)
        }
        if let objects = site.objects { return objects }
        throw Failure(
            .configuration, "it has no `objects`, so nothing is to be looked for", at: file,
            mend: "add `objects: {model: yolox-nano}`, or name a --model")
    }
}
