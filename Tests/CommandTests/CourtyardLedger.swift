import Foundation
import Testing

/// The ledger of `fixtures/courtyard`: replayed once for all tests of this process, and copied for each, which may do with
/// its copy what it likes.
enum CourtyardLedger {
    /// The recording.
    static let recording = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("fixtures/courtyard").path

    /// The files of the state directory, by name. Held in memory, so that nothing has to be removed when the process ends.
    private static let files = Result<[String: Data], any Error> {
        let state = newDirectory()
        defer { try? FileManager.default.removeItem(atPath: state) }
        let replay = try BuiltBinary.run("replay", recording, "--state", state, "--quiet")
        try #require(replay.code == 0, "\(replay.words)")
        let names = try FileManager.default.contentsOfDirectory(atPath: state)
        return try names.reduce(into: [:]) { files, name in
            files[name] = try Data(contentsOf: URL(fileURLWithPath: state + "/" + name))
        }
    }

    private static func newDirectory() -> String {
        NSTemporaryDirectory() + "wayside-courtyard-" + UUID().uuidString
    }

    /// A new state directory with a copy of the ledger; whoever asked removes it.
    static func copy() throws -> String {
        let state = newDirectory()
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
        for (name, bytes) in try files.get() { try bytes.write(to: URL(fileURLWithPath: state + "/" + name)) }
        return state
    }

    /// Does something with a copy, which is gone afterwards.
    static func withCopy(_ body: (String) throws -> Void) throws {
        let state = try copy()
        defer { try? FileManager.default.removeItem(atPath: state) }
        try body(state)
    }
}
