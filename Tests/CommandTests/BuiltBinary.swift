import Foundation

/// The built `wayside`, run as a person would.
struct BuiltBinary {
    /// What one run said and how it ended.
    struct Result {
        let code: Int32
        let output: String
        let words: String
        var lines: [String] { output.split(separator: "\n").map(String.init) }
    }

    /// Does something while a ledger's lock file is held, as another writer would hold it.
    static func holding(lock path: String, _ body: () throws -> Void) throws {
        let descriptor = unsafe open(path, O_RDWR)
        defer { close(descriptor) }
        guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw POSIXError(.EBUSY) }
        try body()
    }

    /// Beside the test runner, where the build put it.
    static let path: String = {
        let runner = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return (runner as NSString).deletingLastPathComponent + "/wayside"
    }()

    /// Runs with these arguments to the end.
    static func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Result {
        try run(arguments: arguments, environment: environment)
    }

    /// Runs with these arguments to the end.
    static func run(arguments: [String], environment: [String: String] = [:]) throws -> Result {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let directory = NSTemporaryDirectory() + "wayside-run-\(ProcessInfo.processInfo.globallyUniqueString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        // Files, not pipes: a pipe that nobody empties would stop the run.
        let streams = try ["out", "err"].map { name in
            _ = FileManager.default.createFile(atPath: directory + "/" + name, contents: nil)
            return try FileHandle(forWritingTo: URL(fileURLWithPath: directory + "/" + name))
        }
        (process.standardOutput, process.standardError) = (streams[0], streams[1])
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return Result(
            code: process.terminationStatus, output: try String(contentsOfFile: directory + "/out", encoding: .utf8),
            words: try String(contentsOfFile: directory + "/err", encoding: .utf8))
    }
}
