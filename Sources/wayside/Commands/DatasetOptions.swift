import ArgumentParser

/// What `evaluate` is told about the report of a whole dataset.
struct DatasetOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Write accuracy.md and accuracy.html into this directory.", valueName: "dir"))
    var report: String?

    @Option(help: ArgumentHelp("Write the report as Markdown to this file.", valueName: "file"))
    var markdown: String?

    @Option(help: ArgumentHelp("Write the report as one HTML page to this file.", valueName: "file"))
    var html: String?

    @Option(help: ArgumentHelp("Figures of other programs on the same clips, for comparison.", valueName: "file"))
    var peers: String?

    @Option(help: ArgumentHelp("A sentence to stand at the head of the report; may be given again.", valueName: "text"))
    var note: [String] = []

    @Flag(help: "Render walkers of every brightness, height and speed, and compare how many are found.")
    var parity = false

    @Option(help: ArgumentHelp("Walkers in each group of --parity.", valueName: "n"))
    var walkers = 200

    func validate() throws {
        if !(1...10_000).contains(walkers) { throw ValidationError("--walkers must be 1...10000, not \(walkers)") }
    }

    /// The files that are asked for.
    func files() throws -> DatasetReportFiles {
        try DatasetReportFiles(directory: report, markdown: markdown, html: html)
    }
}
