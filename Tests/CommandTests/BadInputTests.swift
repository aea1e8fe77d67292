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
        (
            BlockFixture.yaml.replacing("[[0.4, 1.0], [0.4, 0.0]]", with: "[[0.4, 1.0], [0.4, 1.0]]"), 65,
            ["fixture.yaml:9"]
        ),
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
        try FileManager.default.createDirectory(
            atPath: fixture.directory + "/frames", withIntermediateDirectories: true)
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
        ["replay"], ["replay", "x", "--speed", "-1"], ["replay", "x", "--threads", "0"],
        ["replay", "x", "--loop", "0"],
        ["replay", "x", "--scale", "3"], ["fly"], ["replay", "x", "--colour"],
        ["events", "--state", "x", "--limit", "0"],
        ["simulate", "x", "--out", "y", "--quality", "0"], ["simulate", "x", "--out", "y", "--chroma", "4:1:1"],
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

    @Test func `a ledger in use is exit 75, a damaged one 65, and neither loses an entry`() throws {
        let fixture = try BlockFixture()
        defer { fixture.remove() }
        let state = fixture.directory + "/state"
        #expect(try BuiltBinary.run("replay", fixture.directory, "--state", state, "-q").code == 0)
        let before = try BuiltBinary.run("events", "--state", state, "--json").output
        try BuiltBinary.holding(lock: state + "/ledger.sqlite.lock") {
            let run = try BuiltBinary.run("replay", fixture.directory, "--state", state)
            #expect(run.code == 75 && run.words.contains("the ledger is being written by process"), "\(run.words)")
        }
        #expect(try BuiltBinary.run("events", "--state", state, "--json").output == before && !before.isEmpty)
        let file = URL(fileURLWithPath: state + "/ledger.sqlite")
        let cut = try Data(contentsOf: file).prefix(5000)
        try cut.write(to: file)
        for verb in [["replay", fixture.directory], ["places"], ["events"], ["explain", "bay"]] {
            let run = try BuiltBinary.run(arguments: verb + ["--state", state])
            #expect(run.code == 65 && run.words.contains("damaged"), "\(verb): \(run.words)")
        }
        #expect(try Data(contentsOf: file) == cut, "a damaged ledger is left as it was")
    }

    @Test func `words of a file do not steer the terminal`() throws {
        let title = BlockFixture.yaml.replacing(/title: .*/, with: #"title: "\e[31mred\a\r\nline""#)
        let fixture = try BlockFixture(yaml: title)
        defer { fixture.remove() }
        let run = try BuiltBinary.run("replay", fixture.directory)
        #expect(run.code == 0 && run.words.contains(#"\u{1B}[31mred\u{7}\u{D}\u{A}line"#), "\(run.words)")
        #expect(!run.words.contains("\u{1B}"))
        try fixture.write(yaml: BlockFixture.yaml.replacing("rate: 10", with: #""ra\e[31mte": 10"#))
        let refused = try BuiltBinary.run("replay", fixture.directory)
        #expect(refused.code == 65 && refused.words.contains(#"ra\u{1B}[31mte"#) && !refused.words.contains("\u{1B}"))
    }

    @Test func `times that are not one per picture are said and the run goes on`() throws {
        let fixture = try BlockFixture(yaml: BlockFixture.yaml.replacing("rate: 10", with: "times: times.csv"))
        defer { fixture.remove() }
        for (count, words) in [(100, "the pictures after the last line"), (120, "the lines after the last picture")] {
            let lines = (0..<count).map { "\($0),\(Double($0) / 10)" }.joined(separator: "\r\n")
            try Data(lines.utf8).write(to: URL(fileURLWithPath: fixture.directory + "/times.csv"))
            for verb in ["replay", "check"] {
                let run = try BuiltBinary.run(verb, fixture.directory)
                #expect(
                    run.code == 0 && run.words.contains("\(count) times for 110 pictures: \(words)"), "\(run.words)")
            }
        }
    }

    @Test func `a thousand mistakes are told in a hundred lines and one`() throws {
        let keys = (0..<1000).map { "k\($0): 1\n" }.joined()
        let fixture = try BlockFixture(yaml: BlockFixture.yaml + keys)
        defer { fixture.remove() }
        let run = try BuiltBinary.run("check", fixture.directory)
        #expect(run.code == 1 && run.words.split(separator: "\n").count == 101)
        #expect(run.words.contains("900 more problems"))
    }

    @Test func `a policy about persons is refused with its place`() throws {
        let fixture = try BlockFixture()
        defer { fixture.remove() }
        let policy = fixture.directory + "/policy.yaml"
        try Data("policy: 1\nid: x\nversion: 1\nperson: someone\n".utf8).write(to: URL(fileURLWithPath: policy))
        let run = try BuiltBinary.run("check", policy)
        #expect(run.code == 1 && run.words.contains("policy.yaml:4:1: `person` is about persons"), "\(run.words)")
    }
}
