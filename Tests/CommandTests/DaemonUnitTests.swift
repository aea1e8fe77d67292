import Foundation
import Testing

@Suite struct `The service unit` {
    private static let analyser = "/usr/bin/systemd-analyze"
    private static let unit = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "../../packaging/wayside.service").standardized.path

    private func analyse(_ arguments: String...) throws -> (code: Int32, words: String) {
        let process = Process(), pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: Self.analyser)
        process.arguments = arguments
        (process.standardOutput, process.standardError) = (pipe, pipe)
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: analyser), "systemd-analyze is not installed"))
    func `exposes at most 1.0 of 10`() throws {
        let words = try analyse("security", "--offline=true", "--no-pager", Self.unit).words
        let level = try #require(words.firstMatch(of: /Overall exposure level for wayside.service: ([0-9.]+)/))
        #expect(try #require(Double(level.output.1)) <= 1.0, "\(words)")
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: analyser), "systemd-analyze is not installed"))
    func `is understood by systemd as a whole`() throws {
        // The program is not installed where the unit looks for it; nothing else may be found.
        let directory = NSTemporaryDirectory() + "wayside-unit-\(ProcessInfo.processInfo.globallyUniqueString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let text = try String(contentsOfFile: Self.unit, encoding: .utf8)
            .replacing("/usr/bin/wayside", with: "/bin/true").replacing("man:wayside(1)", with: "https://example.org")
        try Data(text.utf8).write(to: URL(fileURLWithPath: directory + "/wayside.service"))
        let result = try analyse("verify", "--man=no", directory + "/wayside.service")
        let ours = result.words.split(separator: "\n").filter { $0.contains("wayside") }
        #expect(ours.isEmpty, "\(result.words)")
    }
}
