import Foundation
import Testing
import WaysideTestSupport

/// docs/walkthrough.md, tried as somebody would who reads it: every command, and every line that it prints.
@Suite(.enabled(if: SystemPython.isComplete, Comment(rawValue: SystemPython.missing)))
struct `the walk-through` {
    /// One command with what it is said to print.
    private struct Step {
        var command: String
        var output: [String] = []
    }

    private static let tree = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// The commands of all console blocks. One that ends with a backslash goes on in the next line.
    private static func steps() throws -> [Step] {
        let text = try String(contentsOfFile: tree + "/docs/walkthrough.md", encoding: .utf8)
        var steps: [Step] = [], isInside = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("```") {
                isInside = line == "```console"
            } else if isInside, line.hasPrefix("$ ") {
                steps.append(Step(command: String(line.dropFirst(2))))
            } else if isInside, let last = steps.indices.last {
                if steps[last].output.isEmpty, steps[last].command.hasSuffix("\\") {
                    steps[last].command += "\n" + line
                } else {
                    steps[last].output.append(line)
                }
            }
        }
        return steps
    }

    /// Runs all commands in one shell, in a directory of its own, and gives what each printed.
    private static func printed(by steps: [Step], in directory: String) throws -> [[String]] {
        let links = ["bin/wayside": BuiltBinary.path, "fixtures": tree + "/fixtures", "Tests": tree + "/Tests"]
        try FileManager.default.createDirectory(atPath: directory + "/bin", withIntermediateDirectories: true)
        for (name, target) in links {
            try FileManager.default.createSymbolicLink(atPath: directory + "/" + name, withDestinationPath: target)
        }
        let mark = "@@ next"
        let script = steps.map { "echo '\(mark)'\n\($0.command)\n" }.joined()
        try script.write(toFile: directory + "/script", atomically: true, encoding: .utf8)
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/bash")
        shell.arguments = ["-c", "source ./script > printed 2> words"]
        shell.currentDirectoryURL = URL(fileURLWithPath: directory)
        shell.environment = [
            "PATH": directory + "/bin:/usr/bin:/bin", "HOME": directory, "PYTHONDONTWRITEBYTECODE": "1",
            "LC_ALL": "C.UTF-8",
        ]
        try shell.run()
        shell.waitUntilExit()
        let all = try String(contentsOfFile: directory + "/printed", encoding: .utf8)
        return all.components(separatedBy: mark + "\n").dropFirst()
            .map { $0.split(separator: "\n").map(String.init) }
    }

    /// Whether a line is the one that was said; `…` at its end stands for anything.
    private static func isAsSaid(_ line: String, _ said: String) -> Bool {
        said.hasSuffix("…") ? line.hasPrefix(said.dropLast()) : line == said
    }

    @Test func `prints what it says, command by command`() throws {
        let directory = NSTemporaryDirectory() + "wayside-walk-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let steps = try Self.steps(), printed = try Self.printed(by: steps, in: directory)
        #expect(steps.count == 18 && printed.count == steps.count)
        for (step, lines) in zip(steps, printed) {
            let isRight = lines.count == step.output.count && zip(lines, step.output).allSatisfy(Self.isAsSaid)
            #expect(isRight, "\(step.command)\n\(lines.joined(separator: "\n"))")
        }
    }
}
