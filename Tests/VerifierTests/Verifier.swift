import Foundation
import WaysideTestSupport

/// Wayside's verifier in Python, as an auditor would run it: by the system's Python, with what the set-up script installs.
enum Verifier {
    /// What one run said and how it ended.
    struct Result {
        let code: Int32
        let words: String
    }

    private static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Verifier").path

    /// Runs a program of `Tests/Verifier` to its end.
    static func run(_ program: String = "wayside_verify.py", _ arguments: String...) throws -> Result {
        let process = Process(), output = NSTemporaryDirectory() + "wayside-verifier-" + UUID().uuidString
        process.executableURL = URL(fileURLWithPath: SystemPython.path)
        process.arguments = ["-B", directory + "/" + program] + arguments
        _ = FileManager.default.createFile(atPath: output, contents: nil)
        defer { try? FileManager.default.removeItem(atPath: output) }
        let stream = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
        (process.standardOutput, process.standardError) = (stream, stream)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return Result(code: process.terminationStatus, words: try String(contentsOfFile: output, encoding: .utf8))
    }
}
