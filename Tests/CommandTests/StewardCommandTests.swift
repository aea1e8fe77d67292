import Foundation
import Testing

@Suite struct `wayside steward, observe, confirm and look` {
    /// A ledger of the courtyard with an administrator, two stewards and an auditor, and their tokens.
    private final class Office {
        let state: String
        private(set) var tokens: [String: String] = [:]

        init() throws {
            state = try CourtyardLedger.copy()
            try add("ada", "administrator")
            for (name, role) in [("sam", "steward"), ("sue", "steward"), ("otto", "auditor")] { try add(name, role) }
        }

        deinit { try? FileManager.default.removeItem(atPath: state) }

        private func add(_ name: String, _ role: String) throws {
            let added = try run("ada", "steward", "add", name, "--role", role, "--at", "2026-06-01T08:00:00Z")
            #expect(added.code == 0 && added.lines.count == 1, "\(added.words)")
            tokens[name] = added.lines.first
        }

        /// Runs a verb as somebody.
        func run(_ name: String, _ arguments: String...) throws -> BuiltBinary.Result {
            try BuiltBinary.run(
                arguments: arguments + ["--state", state], environment: ["WAYSIDE_TOKEN": tokens[name] ?? ""])
        }
    }

    @Test func `from a first account to a confirmed observation that scores`() throws {
        let office = try Office()
        let seen = try office.run(
            "sam", "observe", "fire-exit", "--behaviour", "loitering", "--at", "2026-05-04T12:00:30Z", "--reason",
            "Somebody waited there", "--confidence", "0.8", "--entered", "2026-06-01T09:00:00Z", "--json")
        #expect(seen.code == 0, "\(seen.words)")
        let waiting = try BuiltBinary.run("observe", "list", "--state", office.state, "--json")
        #expect(waiting.lines.count == 1 && waiting.output.contains("\"state\":\"waits\""))
        let entry = try #require(seen.output.firstMatch(of: /"entry":([0-9]+)/)?.1)
        let own = try office.run("sam", "confirm", "\(entry)", "--reason", "Yes", "--at", "2026-06-01T09:01:00Z")
        #expect(own.code == 77 && own.words.contains("nobody judges what they have entered themselves"))
        let early = try office.run("sue", "confirm", "\(entry)", "--reason", "Yes", "--at", "2026-06-01T08:59:59Z")
        #expect(early.code == 64 && early.words.contains("acts are entered in order of time"))
        let confirmed = try office.run(
            "sue", "confirm", "\(entry)", "--reason", "I saw it, too", "--at", "2026-06-01T09:02:00Z", "--json")
        #expect(confirmed.code == 0 && confirmed.output.contains("\"event\":\""), "\(confirmed.words)")
        #expect(try BuiltBinary.run("observe", "list", "--state", office.state).lines.isEmpty)
        let verified = try BuiltBinary.run("ledger", "verify", "--state", office.state)
        #expect(verified.code == 0 && verified.output.contains("nothing is wrong"), "\(verified.words)")
    }

    @Test func `a look names a use, and a wrong one is refused`() throws {
        let office = try Office(), picture = office.state + "/door.jpg"
        try Data([0xFF, 0xD8, 0xFF, 1, 2, 3]).write(to: URL(fileURLWithPath: picture))
        let seen = try office.run(
            "sam", "observe", "fire-exit", "--behaviour", "fall", "--at", "2026-05-04T12:00:30Z", "--reason",
            "Ice on the step", "--picture", picture, "--entered", "2026-06-01T09:00:00Z")
        let entry = try #require(seen.lines.first, "\(seen.words)")
        let out = office.state + "/notes"
        let look = try office.run("otto", "look", entry, "--use", "audit", "--out", out, "--at", "2026-06-01T09:01:00Z")
        #expect(look.code == 0 && look.lines.count == 2, "\(look.words)")
        let note = try String(contentsOfFile: "\(out)/entry-\(entry)-1.txt", encoding: .utf8)
        #expect(note == "Ice on the step")
        let written = try FileManager.default.attributesOfItem(atPath: "\(out)/entry-\(entry)-2.jpg")
        #expect((written[.posixPermissions] as? Int) == 0o600 && (written[.size] as? Int) == 6)
        let other = try office.run("otto", "look", entry, "--use", "information", "--at", "2026-06-01T09:02:00Z")
        #expect(other.code == 77 && other.words.contains("the refusal is in the ledger") && other.output.isEmpty)
        let none = try office.run("otto", "look", entry, "--use", "curiosity")
        #expect(none.code == 64 && none.words.contains("use one of safety, maintenance"))
    }

    @Test func `tokens are asked for, kept from others and never shown again`() throws {
        let office = try Office(), file = office.state + "/token"
        try "\(office.tokens["ada"] ?? "")\n".write(toFile: file, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
        let add = ["steward", "add", "rosa", "--role", "reviewer", "--state", office.state, "--token-file", file]
        let open = try BuiltBinary.run(arguments: add)
        #expect(open.code == 77 && open.words.contains("others may read this token"))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        #expect(try BuiltBinary.run(arguments: add).code == 0)
        let nobody = try office.run("nobody", "steward", "leave", "sam")
        #expect(nobody.code == 77 && nobody.words.contains("it is not known who acts"))
        let list = try BuiltBinary.run("steward", "list", "--state", office.state, "--json")
        #expect(list.lines.count == 5 && !office.tokens.values.contains { list.output.contains($0) })
        #expect(list.lines.first?.contains(#""roles":["administrator"],"authority":"good-standing""#) == true)
        let own = try office.run("ada", "steward", "roles", "ada", "auditor")
        #expect(own.code == 77 && own.words.contains("may not change rights of their own"))
        let old = try office.run("sam", "steward", "token", "sam")
        #expect(old.code == 0 && old.lines.first?.count == 64)
        #expect(try office.run("sam", "steward", "token", "sam").code == 77, "the old one is worth nothing")
        let second = try BuiltBinary.run(
            arguments: ["steward", "add", "eve", "--role", "administrator", "--state", office.state])
        #expect(second.code == 77, "only the first makes itself")
    }
}
