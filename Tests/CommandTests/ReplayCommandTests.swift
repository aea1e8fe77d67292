import Base
import Foundation
import Testing
import WaysideTestSupport

@Suite struct `wayside replay` {
    let fixture: BlockFixture
    init() throws { fixture = try BlockFixture() }

    private func digest(_ text: String) -> String? {
        text.ranges(of: "content sha256 ").first.map { String(text[$0.upperBound...].prefix(64)) }
    }

    @Test func `prints events, standings, the account of pictures and the ledger`() throws {
        defer { fixture.remove() }
        let run = try BuiltBinary.run("replay", fixture.directory)
        #expect(run.code == 0, "\(run.words)")
        #expect(run.lines.contains { $0.contains("gate") && $0.contains("line-crossed") && $0.contains("WS1/B:I") })
        #expect(run.output.contains("local/dock/bay"))
        #expect(run.output.contains("frames     110 in, 110 processed, none skipped"))
        #expect(digest(run.output)?.count == 64)
        #expect(!run.output.contains("\u{1B}") && !run.words.contains("\u{1B}"), "no terminal, no colours, no progress")
    }

    @Test func `threads and speed change no byte`() throws {
        defer { fixture.remove() }
        let plain = try BuiltBinary.run("replay", fixture.directory, "--json")
        for arguments in [["--threads", "4"], ["--speed", "100"], ["--threads", "3", "--speed", "150"]] {
            let other = try BuiltBinary.run("replay", fixture.directory, "--json", arguments[0], arguments[1])
            #expect(other.output == plain.output && !plain.output.isEmpty)
            #expect(digest(other.words) == digest(plain.words) && digest(plain.words) != nil)
        }
        for line in plain.lines {
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            #expect(object?["specversion"] as? String == "1.0")
        }
    }

    @Test func `a kept ledger answers places, events and explain`() throws {
        defer { fixture.remove() }
        let state = fixture.directory + "/state"
        let run = try BuiltBinary.run("replay", fixture.directory, "--state", state, "--json", "--quiet")
        #expect(run.code == 0)
        let again = try BuiltBinary.run("replay", fixture.directory, "--state", state)
        #expect(again.output.contains("observations known before"))
        let events = try BuiltBinary.run("events", "--state", state, "--json")
        #expect(events.output == run.output)
        #expect(try BuiltBinary.run("events", "--state", state, "--behaviour", "line-crossed").lines.count == 2)
        let places = try BuiltBinary.run("places", "--state", state, "--json")
        #expect(places.code == 0 && places.output.contains("\"place\":\"bay\""))
        let place = try BuiltBinary.run("explain", "bay", "--state", state)
        #expect(place.code == 0 && place.output.contains("start 80.000") && place.output.contains("sum "))
        let id = try #require(run.lines.first.map { String($0.split(separator: "\"")[7]) })
        let event = try BuiltBinary.run("explain", id, "--state", state)
        #expect(event.code == 0 && event.output.contains("severity"))
        #expect(try BuiltBinary.run("explain", "nowhere", "--state", state).code == 66)
        #expect(try BuiltBinary.run("places", "--state", fixture.directory).code == 66)
        #expect(try BuiltBinary.run("events", "--state", state, "--behaviour", "dancing").code == 64)
    }

    @Test func `every loop gives the same events later`() throws {
        defer { fixture.remove() }
        let once = try BuiltBinary.run("replay", fixture.directory, "--json", "-q")
        let thrice = try BuiltBinary.run("replay", fixture.directory, "--json", "-q", "--loop", "3")
        #expect(
            thrice.lines.count == 3 * once.lines.count && Array(thrice.lines.prefix(once.lines.count)) == once.lines)
    }

    @Test func `a report is one page without references to elsewhere`() throws {
        defer { fixture.remove() }
        let report = fixture.directory + "/report"
        let run = try BuiltBinary.run("replay", fixture.directory, "--report", report)
        #expect(run.code == 0 && run.words.contains(report + "/index.html"))
        let html = try String(contentsOfFile: report + "/index.html", encoding: .utf8)
        #expect(html.contains("A block walks through") && html.contains("data:image/jpeg;base64,"))
        #expect(!html.contains("http://") && !html.contains("https://") && !html.contains("<script"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: report) == ["index.html"])
    }

    @Test func `bad pictures are counted and nothing stops`() throws {
        defer { fixture.remove() }
        let good = try Data(contentsOf: URL(fileURLWithPath: fixture.path(ofPicture: 5)))
        try fixture.write([], picture: 3)
        try fixture.write(Array(good.prefix(900)), picture: 4)
        try fixture.write([UInt8](repeating: 0, count: 400), picture: 5)
        let run = try BuiltBinary.run("replay", fixture.directory)
        #expect(run.code == 0)
        #expect(run.output.contains("110 in, 107 processed, skipped: empty 1, not-jpeg 1, truncated 1"))
    }

    @Test func `a full disk on standard output is one clear line`() throws {
        defer { fixture.remove() }
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = ["-c", "\"$0\" replay \"$1\" >/dev/full 2>/dev/null", BuiltBinary.path, fixture.directory]
        try shell.run()
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 74)
    }

    @Test func `a reader that goes away is exit 141`() throws {
        defer { fixture.remove() }
        // The shell makes the pipe: one of ours could be inherited by what other tests start meanwhile, and be read for ever.
        let shell = Process(), status = fixture.directory + "/status"
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = [
            "-c", "{ sleep 1; \"$0\" replay \"$1\" --quiet 2>/dev/null; echo $? > \"$2\"; } | true", BuiltBinary.path,
            fixture.directory, status,
        ]
        try shell.run()
        shell.waitUntilExit()
        // A shell shows the signal as 128 + 13.
        #expect(try String(contentsOfFile: status, encoding: .utf8) == "141\n")
    }

    @Test func `an interrupted run is exit 130, and replaying again completes it to the ledger of one whole run`()
        throws
    {
        defer { fixture.remove() }
        let whole = try BuiltBinary.run("replay", fixture.directory, "--state", fixture.directory + "/whole")
        let process = Process(), words = Pipe(), state = fixture.directory + "/state"
        process.executableURL = URL(fileURLWithPath: BuiltBinary.path)
        process.arguments = ["replay", fixture.directory, "--state", state, "--speed", "1"]
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, words)
        try process.run()
        // It has said what it replays, so it listens to signals; at the recorded pace it has eleven seconds to go.
        #expect(words.fileHandleForReading.availableData.isEmpty == false)
        process.interrupt()
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        let again = try BuiltBinary.run("replay", fixture.directory, "--state", state)
        #expect(again.code == 0 && digest(again.output) == digest(whole.output) && digest(whole.output) != nil)
    }
}
