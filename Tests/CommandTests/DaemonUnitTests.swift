import Foundation
import Testing

@Suite struct `The service units` {
    private static let analyser = "/usr/bin/systemd-analyze"
    private static func unit(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../packaging/\(name).service").standardized.path
    }

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

    @Test(
        .enabled(if: FileManager.default.isExecutableFile(atPath: analyser), "systemd-analyze is not installed"),
        arguments: [("wayside", 1.1), ("wayside-inference", 0.2)])
    func `exposes no more of the machine than it says`(name: String, most: Double) throws {
        let words = try analyse("security", "--offline=true", "--no-pager", Self.unit(name)).words
        let level = try #require(words.firstMatch(of: /Overall exposure level for wayside[a-z-]*.service: ([0-9.]+)/))
        #expect(try #require(Double(level.output.1)) <= most, "\(words)")
    }

    @Test(
        .enabled(if: FileManager.default.isExecutableFile(atPath: analyser), "systemd-analyze is not installed"),
        arguments: ["wayside", "wayside-inference"])
    func `is understood by systemd as a whole`(name: String) throws {
        // The program is not installed where the unit looks for it; nothing else may be found.
        let directory = NSTemporaryDirectory() + "wayside-unit-\(ProcessInfo.processInfo.globallyUniqueString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let text = try String(contentsOfFile: Self.unit(name), encoding: .utf8)
            .replacing("/usr/bin/wayside", with: "/bin/true").replacing("man:wayside(1)", with: "https://example.org")
        try Data(text.utf8).write(to: URL(fileURLWithPath: directory + "/\(name).service"))
        let result = try analyse("verify", "--man=no", directory + "/\(name).service")
        let ours = result.words.split(separator: "\n").filter { $0.contains("wayside") }
        #expect(ours.isEmpty, "\(result.words)")
    }

    @Test func `only inference may make code in memory, and only the daemon may see cameras and answer on loopback`()
        throws
    {
        let settings = try ["wayside", "wayside-inference"].map { name in
            let lines = try String(contentsOfFile: Self.unit(name), encoding: .utf8).split(separator: "\n")
            return Set(lines.filter { !$0.hasPrefix("#") && $0.contains("=") })
        }
        let sandbox = settings.map {
            $0.filter { $0.contains(/^(Protect|Private|Restrict|SystemCall|Memory|Cap|Dev|IP|No|Lock)/) }
        }
        #expect(
            sandbox[0].subtracting(sandbox[1]).sorted() == [
                "DeviceAllow=char-video4linux rw", "IPAddressAllow=localhost", "MemoryDenyWriteExecute=yes",
                "NoExecPaths=/", "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6",
            ])
        #expect(
            sandbox[1].subtracting(sandbox[0]).sorted() == [
                "MemoryDenyWriteExecute=no", "PrivateDevices=yes", "PrivateNetwork=yes",
                "RestrictAddressFamilies=AF_UNIX",
            ])
        #expect(settings.allSatisfy { $0.contains("User=wayside") && $0.contains("DynamicUser=yes") })
    }
}
