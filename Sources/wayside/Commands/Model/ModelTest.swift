import ArgumentParser
import Base
import Objects

/// `wayside model test`: runs a model in this process on one picture.
struct ModelTest: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Runs a model on a picture: what it finds, and how long one inference takes.",
        discussion: "Without a picture it looks at plain grey: that tells the time, and should find nothing.")

    @OptionGroup var output: ConsoleOptions
    @OptionGroup var store: ModelOptions

    @Argument(help: ArgumentHelp("The model's name.", valueName: "name"))
    var name: String

    @Argument(help: ArgumentHelp("A JPEG picture; of a .mjpeg file the first.", valueName: "picture"))
    var picture: String?

    @Option(help: ArgumentHelp("OpenVINO's library or its directory.", valueName: "path"))
    var runtime: String?

    @Option(help: ArgumentHelp("How often, for the time.", valueName: "n"))
    var runs = 20

    func validate() throws {
        if !(1...10_000).contains(runs) { throw ValidationError("--runs is 1 to 10000") }
    }

    func run() throws {
        let console = Console(output)
        let finder = try Failure.mapping { () throws(ModelError) in
            try ObjectFinders.open(model: name, models: store.models, runtime: runtime)
        }
        let shown = try picture.map(PictureFile.read) ?? PictureFile.grey(finder.inputSize)
        var found: [ObjectSighting] = [], times_ms: [Double] = []
        let clock = ContinuousClock()
        for run in 0...runs {
            let start = clock.now
            do throws(ObjectFinderFailure) { found = try finder.find(in: shown) } catch {
                throw Failure(error, of: name)
            }
            // The first one makes the code; it does not count.
            if run > 0 { times_ms.append((clock.now - start) / .milliseconds(1)) }
        }
        times_ms.sort()
        let median_ms = JSONText.format(times_ms[times_ms.count / 2], decimals: 1)
        let sizes = [finder.inputSize, shown.size].map(ModelLines.size)
        try console.data("\(finder.name), input \(sizes[0]), picture \(sizes[1])")
        try console.data("\(median_ms) ms per inference, median of \(runs) on one thread")
        if found.isEmpty { console.words("it finds nothing in this picture") }
        for line in ModelLines.table(found, console.style) { try console.data(line) }
    }
}
