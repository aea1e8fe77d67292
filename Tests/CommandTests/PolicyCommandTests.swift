import Foundation
import Testing

@Suite struct `wayside policy` {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
    private static let starter = root + "/seeds/policy.yaml"

    /// The starter policy with something changed, as a file.
    private func variant(in directory: String, _ changes: [(String, String)]) throws -> String {
        var text = try String(contentsOfFile: Self.starter, encoding: .utf8)
        for (old, new) in changes {
            #expect(text.contains(old), "\(old)")
            text = text.replacing(old, with: new)
        }
        let file = directory + "/candidate.yaml"
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        return file
    }

    private func stricter(in directory: String) throws -> String {
        try variant(
            in: directory,
            [
                ("version: 2 ", "version: 3 "), ("points: -1.5", "points: -9"), ("points: 7.5", "points: 40"),
                ("behaviour: wrong-way\n    level: medium", "behaviour: wrong-way\n    level: high"),
                ("{most: 6, per: 1h}", "{most: 1, per: 1h}"),
            ])
    }

    @Test func `check says in words what a policy means`() throws {
        let good = try BuiltBinary.run("policy", "check", Self.starter)
        #expect(good.code == 0 && good.output.hasPrefix("\(Self.starter): ok, starter version 2\n  sha256 "))
        for words in [
            "a place begins with 80.000 and is shown within 0.000 to 100.000", "fire-exit matters 150 %",
            "loitering: low, -1.000 with half left after 3 d, at most 5.000 in 1 d, from 40 % sure",
            "kept-clear at fire-exit: +0.100 for 1 h without exit-blocked or object-left",
            "at most 6 alarms in 1 h", "appeals are decided within 21 d",
        ] { #expect(good.output.contains(words), "\(words)\n\(good.output)") }
    }

    @Test func `check names every problem, and a file that is missing`() throws {
        try CourtyardLedger.withCopy { state in
            let bad = try variant(in: state, [("id: starter", "id: citizens"), ("level: info}", "level: grave}")])
            let refused = try BuiltBinary.run("policy", "check", Self.starter, bad)
            #expect(refused.code == 1, "\(refused.words)")
            #expect(refused.words.contains("\(bad):6:5: `citizens` is about persons"))
            #expect(refused.words.contains("`level` cannot be \"grave\""))
            #expect(refused.output.contains("\(Self.starter): ok"), "the good one is told as well")
            let missing = try BuiltBinary.run("policy", "check", state + "/none.yaml")
            #expect(missing.code == 66 && missing.words.contains("no such file"), "\(missing.words)")
        }
    }

    @Test func `diff under the same policy shows no difference`() throws {
        try CourtyardLedger.withCopy { state in
            let same = try BuiltBinary.run("policy", "diff", Self.starter, "--state", state)
            #expect(same.code == 0 && same.lines.last == "nothing would be different", "\(same.output)\(same.words)")
            let json = try BuiltBinary.run("policy", "diff", Self.starter, "--state", state, "--json")
            #expect(json.output.contains("\"same\":true") && json.output.contains("\"changed\":0"))
        }
    }

    @Test func `diff shows which standings, levels and alarms would change, and the ledger stays as it is`() throws {
        try CourtyardLedger.withCopy { state in
            let candidate = try stricter(in: state), page = state + "/diff.html"
            let before = try BuiltBinary.run("places", "--state", state)
            let diff = try BuiltBinary.run("policy", "diff", candidate, "--state", state, "--report", page)
            #expect(diff.code == 0, "\(diff.words)")
            #expect(diff.output.contains("starter version 3"), "\(diff.output)")
            for words in [
                "3 events would be scored differently", "local/courtyard/lane  77.091  62.550  -14.541",
                "medium                   0    0       4     2", "alarms 1 -> 1, told as a digest 0 -> 2",
                "-1.458 counted -> -8.748 counted", "note -> alarm", "alarm -> digest", "4 places stand as before",
            ] { #expect(diff.output.contains(words), "\(words)\n\(diff.output)") }
            let html = try String(contentsOfFile: page, encoding: .utf8)
            #expect(html.contains("<svg") && html.contains("curve was") && !html.contains("<script"))
            #expect(html.contains("prefers-color-scheme:dark"))
            #expect(try BuiltBinary.run("places", "--state", state).output == before.output)
            let list = try BuiltBinary.run("policy", "list", "--state", state)
            #expect(list.lines.count == 2, "nothing was entered: \(list.output)")
        }
    }

    @Test func `diff refuses times of which nothing is known, and policies that are not good`() throws {
        try CourtyardLedger.withCopy { state in
            let late = try BuiltBinary.run(
                "policy", "diff", Self.starter, "--state", state, "--from", "2100-01-01T00:00:00Z")
            #expect(late.code == 64 && late.words.contains("nothing has been entered after that"), "\(late.words)")
            let bad = try variant(in: state, [("level: info}", "level: grave}")])
            #expect(try BuiltBinary.run("policy", "diff", bad, "--state", state).code == 78)
            #expect(try BuiltBinary.run("policy", "diff", Self.starter, "--state", state + "/none").code == 66)
        }
    }

    @Test func `a policy is activated by an administrator, not before the latest entry`() throws {
        try CourtyardLedger.withCopy { state in
            let candidate = try stricter(in: state)
            let token = try BuiltBinary.run(
                "steward", "add", "ada", "--role", "administrator", "--state", state, "--json")
            let secret = try #require(
                token.output.split(separator: "\"").first { $0.count >= 32 }.map(String.init), "\(token.output)")
            let environment = ["WAYSIDE_TOKEN": secret]
            func activate(_ from: String, as environment: [String: String]) throws -> BuiltBinary.Result {
                try BuiltBinary.run(
                    "policy", "activate", candidate, "--state", state, "--from", from, environment: environment)
            }
            #expect(try activate("now", as: [:]).code == 77, "nobody in particular")
            let early = try activate("2001-01-01T00:00:00Z", as: environment)
            #expect(early.code == 64 && early.words.contains("what has been scored stays as it was"), "\(early.words)")
            let done = try activate("now", as: environment)
            #expect(done.code == 0 && done.output.contains("starter version 3 applies from"), "\(done.words)")
            let again = try activate("now", as: environment)
            #expect(again.code == 0 && again.output.isEmpty && again.words.contains("applies at that time already"))
            let list = try BuiltBinary.run("policy", "list", "--state", state)
            #expect(list.lines.count == 3 && list.lines.last?.contains("ada") == true, "\(list.output)")
            #expect(list.lines.last?.contains("applies") == true)
            let json = try BuiltBinary.run("policy", "list", "--state", state, "--json")
            #expect(
                json.lines.last?.contains("\"author\":\"ada\"") == true
                    && json.lines.last?.contains("\"rules\":\"") == true)
            #expect(try BuiltBinary.run("ledger", "verify", "--state", state).code == 0)
        }
    }
}
