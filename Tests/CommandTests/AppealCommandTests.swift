import Foundation
import Testing

@Suite struct `wayside appeal and retain` {
    /// A ledger of the courtyard with an administrator and two reviewers, and their tokens. Acts are a minute apart.
    private final class Office {
        let state: String
        private var tokens: [String: String] = [:]
        private var minutes = 0

        init() throws {
            state = try CourtyardLedger.copy()
            for (name, role) in [("ada", "administrator"), ("rae", "reviewer"), ("rob", "reviewer")] {
                let added = try act("ada", "steward", "add", name, "--role", role)
                #expect(added.code == 0 && added.lines.count == 1, "\(added.words)")
                tokens[name] = added.lines.first
            }
        }

        deinit { try? FileManager.default.removeItem(atPath: state) }

        /// Acts as somebody, or as nobody.
        func act(_ name: String?, _ arguments: String..., day: Int = 1) throws -> BuiltBinary.Result {
            minutes += 1
            let time = "2026-06-\(day < 10 ? "0" : "")\(day)T08:\(minutes < 10 ? "0" : "")\(minutes):00Z"
            let token = name.flatMap { tokens[$0] } ?? ""
            return try BuiltBinary.run(
                arguments: arguments + ["--state", state, "--at", time], environment: ["WAYSIDE_TOKEN": token])
        }

        /// Asks without acting.
        func ask(_ arguments: String...) throws -> BuiltBinary.Result {
            try BuiltBinary.run(arguments: arguments + ["--state", state])
        }

        /// The id of an event that weighs something.
        func weighing() throws -> String {
            let row = try ask("events").lines.first { $0.contains(" -") } ?? ""
            return row.split(separator: " ").last.map(String.init) ?? ""
        }

        func object(_ result: BuiltBinary.Result) throws -> [String: Any] {
            try #require(
                JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any], "\(result.words)")
        }
    }

    @Test func `from an appeal to a standing as if the event had never been`() throws {
        let office = try Office(), event = try office.weighing()
        let filed = try office.act(nil, "appeal", "file", event, "--reason", "A delivery", "--reply", "We load at noon")
        #expect(
            filed.code == 0 && filed.lines == ["appeal 1, to be decided until 2026-06-22T08:04:00.000Z"],
            "\(filed.words)")
        let twice = try office.act(nil, "appeal", "file", event, "--reason", "Again")
        #expect(twice.code == 64 && twice.words.contains("appeal 1 about this waits for its decision"))
        let replied = try office.act(nil, "appeal", "reply", "1", "--text", "And always have")
        #expect(replied.code == 0 && replied.lines == ["appeal 1 has 2 replies"], "\(replied.words)")

        let unknown = try office.act(nil, "appeal", "decide", "1", "--uphold", "--reason", "Right")
        #expect(unknown.code == 77, "\(unknown.words)")
        let administrator = try office.act("ada", "appeal", "decide", "1", "--uphold", "--reason", "Right")
        #expect(administrator.code == 77 && administrator.words.contains("ada may not decide appeals"))
        let decided = try office.object(
            try office.act("rae", "appeal", "decide", "1", "--uphold", "--reason", "It was", "--json"))
        let before = try #require(decided["before_mp"] as? Int), after = try #require(decided["after_mp"] as? Int)
        #expect(decided["state"] as? String == "upheld" && after > before)
        let again = try office.act("rob", "appeal", "decide", "1", "--dismiss", "--reason", "No")
        #expect(again.code == 64 && again.words.contains("appeal 1 was upheld already"))

        let shown = try office.ask("appeal", "show", "1")
        for part in [
            "appeal 1: upheld", "taken back by appeal 1", "We load at noon", "And always have", "by rae", "It was",
        ] {
            #expect(shown.output.contains(part), "\(part) in \(shown.output)")
        }
        #expect(!shown.output.contains("A delivery"), "the reason is for those who decide")
        let verified = try office.ask("ledger", "verify")
        #expect(verified.code == 0 && verified.output.contains("nothing is wrong"), "\(verified.words)")
    }

    @Test func `late appeals are listed first and escalate`() throws {
        let office = try Office(), event = try office.weighing()
        _ = try office.act(nil, "appeal", "file", event, "--reason", "A delivery")
        let span = ["2026-05-04T12:00:00Z", "2026-05-04T12:02:00Z"]
        let place = try #require(try office.ask("places", "--json").lines.first?.firstMatch(of: /"place":"([^"]+)"/)?.1)
        let spanned = try office.act(
            nil, "appeal", "file", String(place), "--from", span[0], "--until", span[1], "--reason", "All of it",
            day: 20)
        #expect(spanned.code == 0 || spanned.code == 66, "\(spanned.words)")
        let escalated = try office.act(nil, "appeal", "escalate", day: 23)
        #expect(escalated.lines == ["appeal 1 was due 2026-06-22T08:04:00.000Z"], "\(escalated.words)")
        let listed = try office.act(nil, "appeal", "list", "--open", "--json", day: 23)
        #expect(
            listed.lines.first?.contains("\"appeal\":1,") == true && listed.output.contains("\"state\":\"escalated\""))
        let decided = try office.act("ada", "appeal", "decide", "1", "--dismiss", "--reason", "No", day: 23)
        #expect(decided.code == 0, "\(decided.words)")
    }

    @Test func `what is erased leaves a receipt and a ledger that verifies`() throws {
        let office = try Office(), event = try office.weighing()
        let filed = try office.object(try office.act(nil, "appeal", "file", event, "--reason", "A delivery", "--json"))
        let entry = try #require(filed["entry"] as? Int)
        let refused = try office.act("rae", "retain", "--entry", "\(entry)", "--request")
        #expect(refused.code == 77 && refused.words.contains("rae may not erase what is kept"))
        let receipt = try office.object(try office.act("ada", "retain", "--entry", "\(entry)", "--request", "--json"))
        #expect((receipt["content"] as? [String])?.count == 1)
        #expect((receipt["checkpoint"] as? String)?.hasPrefix("wayside-ledger/") == true)
        #expect((receipt["entry"] as? String)?.contains("\"kind\":\"erasure\"") == true)
        let old = try office.act("ada", "retain", "--notes", "90d", "--events", "1d")
        #expect(old.code == 0 && old.lines.first?.hasPrefix("erased, entry ") == true, "\(old.words)")
        // What the open appeal is about is kept.
        let kept = try office.ask("events", "--json")
        #expect(kept.code == 0 && kept.lines.count <= 2 && kept.output.contains(event), "\(kept.words)")
        let verified = try office.ask("ledger", "verify")
        #expect(verified.code == 0 && verified.output.contains("nothing is wrong"), "\(verified.words)")
        let nothing = try office.act("ada", "retain", "--notes", "90d")
        #expect(nothing.code == 0 && nothing.lines.isEmpty && nothing.words.contains("nothing to erase"))
    }

    @Test func `says what it cannot do`() throws {
        let office = try Office()
        for (arguments, code) in [
            (["appeal", "file", "nothing", "--reason", "x"], Int32(66)),
            (["appeal", "file", "nothing", "--reason", " "], 64), (["appeal", "show", "9"], 66),
            (["appeal", "reply", "9", "--text", "x"], 66),
            (["appeal", "decide", "9", "--uphold", "--dismiss", "--reason", "x"], 64), (["retain"], 64),
            (["retain", "--entry", "3"], 64), (["retain", "--notes", "90d"], 77),
        ] {
            let result = try BuiltBinary.run(
                arguments: arguments + ["--state", office.state], environment: ["WAYSIDE_TOKEN": ""])
            #expect(result.code == code, "\(arguments): \(result.words)")
        }
    }
}
