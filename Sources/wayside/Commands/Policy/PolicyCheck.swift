import ArgumentParser
import Settings
import Score

/// `wayside policy check`: whether policies are good, and what they say in words.
struct PolicyCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Checks policy files and says in words what they mean.",
        discussion: "Exit 0 when all are good, 1 when problems were found, 66 when a file is missing.")

    @OptionGroup var output: ConsoleOptions

    @Argument(help: ArgumentHelp("Policy files.", valueName: "file"))
    var files: [String]

    func run() throws {
        let console = Console(output)
        var found = false, missing = false
        for file in files {
            do {
                let checked = try PolicyChoice.file(file), policy = checked.policy
                try console.data("\(file): \(console.style.paint("ok", .good)), \(policy.id) version \(policy.version)")
                try console.data("  sha256 \(policy.hash)")
                try console.data("  rules  \(checked.rulesHash)")
                for line in PolicyWords.lines(policy) { try console.data("  " + line) }
            } catch let failure as Failure {
                for line in failure.lines { console.problem(line) }
                if failure.code == .noInput
                    || failure.lines.contains(where: { $0.hasSuffix("no such file; check the path") })
                {
                    missing = true
                } else {
                    found = true
                }
            }
        }
        if found { throw ExitCode.gate }
        if missing { throw ExitCode.noInput }
    }
}
