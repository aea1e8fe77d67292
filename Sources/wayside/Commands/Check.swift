import ArgumentParser

/// `wayside check`: every problem of the files a person writes, with line, column and mend.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Checks configurations, policies, fixtures with their truth, scenes and model cards.",
        discussion: "Exit 0 when all are good, 1 when problems were found, 66 when a file is missing.")

    @OptionGroup var output: ConsoleOptions

    @Argument(help: ArgumentHelp("Files, or directories of recordings.", valueName: "file"))
    var files: [String]

    func run() throws {
        let console = Console(output)
        var found = false, missing = false
        for file in files {
            do {
                let checked = try CheckedFile(file)
                try console.data("\(file): \(console.style.paint("ok", .good)), \(checked.words)")
                for warning in checked.warnings { console.problem("\(file): warning: \(warning)") }
            } catch let failure as Failure {
                for line in failure.lines { console.problem(line) }
                if failure.code == .noInput { missing = true } else { found = true }
            }
        }
        if found { throw ExitCode.gate }
        if missing { throw ExitCode.noInput }
    }
}
