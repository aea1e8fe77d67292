import Foundation

/// The virtual machine with the simulated cameras, seen from the tests: the quick form of the scenarios of
/// `Tests/Camera/scenarios`, run once for all tests of a run because each start of the machine takes ten seconds.
enum CameraLab {
    /// One check of a scenario, as `run-scenarios.sh` printed it.
    struct Line: CustomStringConvertible {
        let verdict: String
        let scenario: String
        let words: String
        var description: String { "\(verdict) \(scenario): \(words)" }
    }

    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    private static let camera = root.path + "/Tests/Camera/"

    /// Beside the test runner, where the build put it.
    private static let wayside: String = {
        let runner = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return (runner as NSString).deletingLastPathComponent + "/wayside"
    }()

    /// Whether the virtual machine can be had. If not, the reason is said once on standard error.
    static let isUsable: Bool = {
        guard run("/usr/bin/env", "which", "qemu-system-x86_64").code == 0 else {
            say("qemu-system-x86_64 is missing; run scripts/setup-camera.sh")
            return false
        }
        let build = run(camera + "vm/build-vm.sh")
        if build.code != 0 { say(build.words) }
        return build.code == 0
    }()

    /// What the scenarios said, all of them in one go.
    static let lines: [Line] = {
        let whole = run(camera + "run-scenarios.sh", "--quick", wayside)
        let lines = whole.output.split(separator: "\n").compactMap(line)
        guard !lines.isEmpty else {
            return [Line(verdict: "FAIL", scenario: "", words: "exit code \(whole.code): \(whole.words)")]
        }
        return lines
    }()

    /// What one scenario said; a failure of the whole run is part of every scenario.
    static func lines(of scenario: String) -> [Line] {
        lines.filter { $0.scenario == scenario || ($0.verdict == "FAIL" && $0.scenario.isEmpty) }
    }

    private static func line(_ text: Substring) -> Line? {
        guard let match = text.wholeMatch(of: /(ok|FAIL|skip|note) +(?:([a-z-]+): )?(.*)/) else { return nil }
        return Line(verdict: String(match.1), scenario: String(match.2 ?? ""), words: String(match.3))
    }

    private static func say(_ reason: String) {
        FileHandle.standardError.write(Data("camera tests are skipped: \(reason)\n".utf8))
    }

    /// Runs a program in the root of the tree to its end. Its output goes to files: a pipe that nobody empties would stop it.
    private static func run(_ path: String, _ arguments: String...) -> (code: Int32, output: String, words: String) {
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("camera-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: scratch) }
        do {
            try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
            let files = ["out", "err"].map { scratch.appendingPathComponent($0) }
            for file in files { try Data().write(to: file) }
            let process = Process()
            process.executableURL = URL(fileURLWithPath: path)
            process.arguments = arguments
            process.currentDirectoryURL = root
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = try FileHandle(forWritingTo: files[0])
            process.standardError = try FileHandle(forWritingTo: files[1])
            try process.run()
            process.waitUntilExit()
            let texts = try files.map { try String(contentsOf: $0, encoding: .utf8) }
            return (process.terminationStatus, texts[0], texts[1].trimmingCharacters(in: .whitespacesAndNewlines))
        } catch {
            return (-1, "", "\(path): \(error)")
        }
    }
}
