import Base
import Foundation
import Testing
import WaysideTestSupport

@Suite struct `Bad input to wayside` {
    /// What is wrong, the changed fixture.yaml, and words that the one line must have.
    private static let mistakes: [(yaml: String, code: Int32, words: [String])] = [
        ("fixture: 1\nrate: 10\n", 65, ["fixture.yaml:", "camera"]),
        (BlockFixture.yaml.replacing("rate: 10", with: "ratte: 10"), 65, ["fixture.yaml:3:1", "ratte", "rate"]),
        (BlockFixture.yaml.replacing("rate: 10", with: "rate: fast"), 65, ["fixture.yaml:3:7", "rate"]),
        (BlockFixture.yaml.replacing("after: 2s", with: "after: soon"), 65, ["fixture.yaml:14", "after"]),
        (BlockFixture.yaml.replacing("place: gate,", with: "place: gte,"), 65, ["fixture.yaml:12", "gate"]),
        (BlockFixture.yaml.replacing("[[0.4, 1.0], [0.4, 0.0]]", with: "[[0.4, 1.0], [0.4, 1.0]]"), 65, ["fixture.yaml:9"]),
        (BlockFixture.yaml + "camera: {}\n", 65, ["fixture.yaml:"]),
    ]

    @Test(arguments: mistakes.indices)
    func `a wrong fixture is refused with its line and the mend`(index: Int) throws {
        let mistake = Self.mistakes[index]
        let fixture = try BlockFixture(yaml: mistake.yaml)
        defer { fixture.remove() }
        for verb in ["replay", "check"] {
            let run = try BuiltBinary.run(verb, fixture.directory)
            #expect(run.code == (verb == "check" ? 1 : mistake.code), "\(run.words)")
            #expect(run.output.isEmpty)
            for word in mistake.words { #expect(run.words.contains(word), "\(run.words)") }
            #expect(run.words.split(separator: "\n").allSatisfy { $0.contains("; ") })
        }
    }

    @Test func `an empty fixture, a missing one and one without good pictures are told apart`() throws {
        let fixture = try BlockFixture()
        defer { fixture.remove() }
        #expect(try BuiltBinary.run("replay", fixture.directory + "/nowhere").code == 66)
        for index in 0..<BlockFixture.pictureCount { try fixture.write([], picture: index) }
        let zero = try BuiltBinary.run("replay", fixture.directory)
        #expect(zero.code == 66 && zero.words.contains("none of 110 pictures can be decoded"))
        try FileManager.default.removeItem(atPath: fixture.directory + "/frames")
        try FileManager.default.createDirectory(atPath: fixture.directory + "/frames", withIntermediateDirectories: true)
        let empty = try BuiltBinary.run("replay", fixture.directory)
        #expect(empty.code == 66 && empty.words.contains("no JPEG files"))
    }

    @Test func `a bare directory needs a rate`() throws {
        let fixture = try BlockFixture()
        defer { fixture.remove() }
        #expect(try BuiltBinary.run("replay", fixture.directory + "/frames").words.contains("--rate"))
        let bare = try BuiltBinary.run("replay", fixture.directory + "/frames", "--rate", "10")
        #expect(bare.code == 0 && bare.output.contains("110 in"))
    }

    @Test(arguments: [
        ["replay"], ["replay", "x", "--speed", "-1"], ["replay", "x", "--threads", "0"], ["replay", "x", "--loop", "0"],
        ["replay", "x", "--scale", "3"], ["fly"], ["replay", "x", "--colour"], ["events", "--state", "x", "--limit", "0"],
        ["simulate", "x", "--out", "y", "--quality", "0"],
    ])
    func `a wrong command line is exit 64`(arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: BuiltBinary.path)
        process.arguments = arguments
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 64)
    }

    @Test func `a wrong policy is exit 78 and a file that is no ledger 65`() throws {
        let fixture = try BlockFixture()
        defer { fixture.remove() }
        let policy = fixture.directory + "/policy.yaml"
        try Data("policy: 1\nid: x\nversoin: 1\n".utf8).write(to: URL(fileURLWithPath: policy))
        let wrong = try BuiltBinary.run("replay", fixture.directory, "--policy", policy)
        #expect(wrong.code == 78 && wrong.words.contains("policy.yaml:3:1") && wrong.words.contains("version"))
        try FileManager.default.createDirectory(atPath: fixture.directory + "/state", withIntermediateDirectories: true)
        try Data(repeating: 7, count: 9000).write(to: URL(fileURLWithPath: fixture.directory + "/state/ledger.sqlite"))
        #expect(try BuiltBinary.run("replay", fixture.directory, "--state", fixture.directory + "/state").code == 65)
    }

    @Test func `a report that cannot be written is said before the run`() throws {
        let fixture = try BlockFixture()
        defer { fixture.remove() }
        let run = try BuiltBinary.run("replay", fixture.directory, "--report", "/proc/wayside-report")
        #expect(run.code == 73 && run.output.isEmpty)
    }
}
