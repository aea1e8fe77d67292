import Foundation
import WaysideTestSupport

/// A `wayside` that runs beside the test until it is told to end.
class RunningProcess {
    private let process = Process()
    private let log: String

    /// Starts it; `wait(until:)` says when it has come as far as the test needs.
    /// - Parameter directory: where its log is written.
    init(_ arguments: [String], logIn directory: String, environment: [String: String] = [:]) throws {
        log = directory + "/log-\(ProcessInfo.processInfo.globallyUniqueString)"
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        process.executableURL = URL(fileURLWithPath: BuiltBinary.path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
        try process.run()
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    var id: Int32 { process.processIdentifier }

    /// Everything logged so far.
    var words: String { (try? String(contentsOfFile: log, encoding: .utf8)) ?? "" }

    func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// Waits for something that the process is about to do; false when it ended first, or a minute passed.
    func wait(until isTrue: () throws -> Bool) throws -> Bool {
        for _ in 0..<3000 {
            if try isTrue() { return true }
            if !process.isRunning { return try isTrue() }
            usleep(20_000)
        }
        return false
    }

    /// Waits for its end.
    func end() -> (code: Int32, wasKilled: Bool) {
        process.waitUntilExit()
        return (process.terminationStatus, process.terminationReason == .uncaughtSignal)
    }
}

/// A `wayside daemon` that runs beside the test, with a site of its own.
final class RunningDaemon: RunningProcess {
    let site: DaemonSite

    init(_ site: DaemonSite, arguments: [String] = [], environment: [String: String] = [:]) throws {
        self.site = site
        try super.init(
            ["daemon", "--config", site.config] + arguments, logIn: site.directory, environment: environment)
    }

    /// What it says of itself; nil when it does not answer.
    func status() throws -> [String: Any]? {
        let run = try BuiltBinary.run("status", "--socket", site.state + "/status.sock", "--json")
        guard run.code == 0 else { return nil }
        return try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    }

    /// The cameras of its status by id.
    func cameras() throws -> [String: [String: Any]] {
        let list = try status()?["cameras"] as? [[String: Any]] ?? []
        return Dictionary(list.map { ($0["id"] as? String ?? "", $0) }, uniquingKeysWith: { a, _ in a })
    }
}

/// Files of a small site whose cameras are recordings.
struct DaemonSite {
    /// Short, since the path of a socket is.
    let directory = NSTemporaryDirectory() + "wd-\(ProcessInfo.processInfo.globallyUniqueString.prefix(13))"
    let fixture: BlockFixture

    /// - Parameter rate: pictures per second of the recording, which has 110.
    init(rate: Int, cameras: [String] = ["a", "b"], loop: String = "") throws {
        fixture = try BlockFixture(yaml: BlockFixture.yaml.replacing("rate: 10", with: "rate: \(rate)"))
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        try write("policy.yaml", try String(contentsOfFile: DaemonSite.starterPolicy, encoding: .utf8))
        try write(cameras: cameras.map { entry($0, loop: loop) })
    }

    private static let starterPolicy = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "../../seeds/policy.yaml").path

    var config: String { directory + "/wayside.yaml" }
    var state: String { directory + "/state" }

    /// A camera that plays the recording, every picture of it however busy the machine is.
    func entry(_ id: String, loop: String = "", smallest: Double = 0.1) -> String {
        """
          - id: \(id)
            source: "fixture:\(fixture.directory)\(loop.isEmpty ? "?" : loop + "&")late=keep"
            smallest_object: \(smallest)
            places: [{id: gate, line: [[0.4, 1.0], [0.4, 0.0]]}]
            rules: [{behaviour: line-crossed, place: gate, direction: any}]
        """
    }

    /// Writes the configuration anew.
    func write(cameras: [String], extra: String = "") throws {
        try write(
            "wayside.yaml",
            """
            wayside: 1
            site: {id: depot}
            purpose: Keep the bay clear
            policy: policy.yaml
            \(extra)
            cameras:
            \(cameras.joined(separator: "\n"))

            """)
    }

    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: directory + "/" + name), options: .atomic)
    }

    func remove() {
        fixture.remove()
        try? FileManager.default.removeItem(atPath: directory)
    }
}
