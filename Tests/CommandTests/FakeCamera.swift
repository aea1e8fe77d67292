import Foundation
import Testing
import WaysideTestSupport

/// A camera that is not there: libv4l2's functions replaced by ones that give the block fixture's pictures. It is built
/// from `Tests/Camera/fakev4l2` when it is first needed. Drivers behave otherwise; those are tested in the virtual machine.
struct FakeCamera {
    static let device = "/dev/video-fake0"

    let fixture: BlockFixture
    /// A directory for what a test writes; it goes with the camera.
    var directory: String { fixture.directory }

    init() throws { fixture = try BlockFixture() }

    /// Puts the starter policy beside what a test writes.
    func writePolicy() throws {
        let policy = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("seeds/policy.yaml")
        try FileManager.default.copyItem(atPath: policy.path, toPath: directory + "/policy.yaml")
    }

    /// Takes everything away again.
    func remove() { fixture.remove() }

    /// The environment in which Wayside sees the camera.
    /// - Parameter settings: `FAKE_V4L2_...` without the prefix.
    func environment(_ settings: [String: String] = [:]) throws -> [String: String] {
        var environment = [
            "LD_PRELOAD": try Self.library.get(), "FAKE_V4L2_FRAMES": fixture.directory + "/frames",
        ]
        for (name, value) in settings { environment["FAKE_V4L2_" + name] = value }
        return environment
    }

    /// Runs Wayside beside the camera, to the end.
    func run(_ arguments: String..., settings: [String: String] = [:]) throws -> BuiltBinary.Result {
        try BuiltBinary.run(arguments: arguments, environment: try environment(settings))
    }

    /// The library that stands in for libv4l2, built once.
    private static let library = Result { () throws -> String in
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Camera")
        let library = NSTemporaryDirectory() + "wayside-fakev4l2-\(ProcessInfo.processInfo.processIdentifier).so"
        let compiler = Process()
        compiler.executableURL = sources.appendingPathComponent("fakev4l2/build.sh")
        compiler.arguments = [library]
        try compiler.run()
        compiler.waitUntilExit()
        guard compiler.terminationStatus == 0 else { throw POSIXError(.ENOENT) }
        return library
    }
}

/// Lines of JSON that a run printed.
struct JSONLines {
    let objects: [[String: Any]]
    /// Lines with events, byte for byte.
    let events: [String]

    init(_ run: BuiltBinary.Result) throws {
        objects = try run.lines.map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        events = run.lines.filter { $0.contains("\"specversion\"") }
    }

    /// Objects of this type.
    func ofType(_ type: String) -> [[String: Any]] { objects.filter { $0["type"] as? String == type } }

    /// The one summary.
    func summary() throws -> Account {
        let found = ofType("wayside.watch.summary.v1")
        #expect(found.count == 1)
        return Account(object: try #require(found.first))
    }

    /// Words of the events of one behaviour.
    func phases(of behaviour: String) -> [String] {
        objects.compactMap { $0["type"] as? String }.filter { $0.contains("." + behaviour + ".") }
    }
}

/// The summary of a run.
struct Account {
    let object: [String: Any]

    func number(_ key: String) -> Int { object[key] as? Int ?? -1 }
    func parts(_ key: String) -> [String: Int] { object[key] as? [String: Int] ?? [:] }
    func sum(_ key: String) -> Int { parts(key).values.reduce(0, +) }

    /// Whether every picture is accounted for.
    var addsUp: Bool {
        parts("driver")["sent"] == number("received") + sum("dropped")
            && number("received") == number("processed") + sum("skipped")
    }
}
