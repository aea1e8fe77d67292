import Foundation
import Testing

@Suite struct `wayside ledger` {
    @Test func `signs, and knows later what it signed`() throws {
        try CourtyardLedger.withCopy { state in
            let note = try BuiltBinary.run("ledger", "checkpoint", "--state", state)
            let key = try BuiltBinary.run("ledger", "checkpoint", "--key", "--state", state)
            #expect(note.code == 0 && key.code == 0 && note.output.hasPrefix("wayside-ledger/"))
            let file = state + "/kept.txt"
            try note.output.write(toFile: file, atomically: true, encoding: .utf8)
            let verified = try BuiltBinary.run(
                "ledger", "verify", "--state", state, "--checkpoint", file, "--key", key.lines.first ?? "")
            #expect(verified.code == 0 && verified.lines.first == "50 entries, nothing is wrong", "\(verified.words)")

            // More is entered: it still begins with what it was.
            let again = try BuiltBinary.run(
                "replay", CourtyardLedger.recording, "--loop", "2", "--state", state, "--quiet")
            #expect(again.code == 0)
            let grown = try BuiltBinary.run("ledger", "verify", "--state", state, "--checkpoint", file)
            #expect(grown.code == 0 && grown.lines.first != verified.lines.first, "\(grown.words)")

            // Another ledger of the same name: signed by another key.
            try CourtyardLedger.withCopy { other in
                let stranger = try BuiltBinary.run(
                    "ledger", "verify", "--state", other, "--checkpoint", file, "--key", key.lines.first ?? "")
                #expect(stranger.code == 0, "the same recording gives the same entries, and so the same root")
                _ = try BuiltBinary.run("ledger", "checkpoint", "--state", other)
                let own = try BuiltBinary.run("ledger", "verify", "--state", other, "--checkpoint", file)
                #expect(own.code == 65 && own.words.contains("is not signed by"))
            }
        }
    }

    @Test func `an older copy put in its place is found`() throws {
        try CourtyardLedger.withCopy { state in
            let ledger = state + "/ledger.sqlite", copy = state + "/copy.sqlite"
            try FileManager.default.copyItem(atPath: ledger, toPath: copy)
            #expect(
                try BuiltBinary.run("replay", CourtyardLedger.recording, "--loop", "2", "--state", state, "--quiet")
                    .code == 0)
            let note = try BuiltBinary.run("ledger", "checkpoint", "--state", state)
            try note.output.write(toFile: state + "/kept.txt", atomically: true, encoding: .utf8)
            for name in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: ledger + name) }
            try FileManager.default.moveItem(atPath: copy, toPath: ledger)
            let plain = try BuiltBinary.run("ledger", "verify", "--state", state)
            #expect(plain.code == 0, "by itself an older copy is right")
            let kept = try BuiltBinary.run("ledger", "verify", "--state", state, "--checkpoint", state + "/kept.txt")
            #expect(kept.code == 65 && kept.words.contains("an older one was put in its place"), "\(kept.words)")
        }
    }

    @Test func `proves by number and by event, now and as it was`() throws {
        try CourtyardLedger.withCopy { state in
            let events = try BuiltBinary.run("events", "--state", state, "--json", "--limit", "1")
            let event = try #require(
                JSONSerialization.jsonObject(with: Data(events.lines[0].utf8)) as? [String: Any])
            let id = try #require(event["id"] as? String)
            let byEvent = try BuiltBinary.run("ledger", "prove", id, "--state", state)
            #expect(byEvent.code == 0 && byEvent.lines.count > 4, "\(byEvent.words)")
            #expect(byEvent.lines.dropFirst().first?.contains("\"evidence\":\"\(id)\"") == true)
            let then = try BuiltBinary.run("ledger", "prove", "3", "--of", "4", "--state", state, "--json")
            let proof = try #require(JSONSerialization.jsonObject(with: Data(then.output.utf8)) as? [String: Any])
            #expect((proof["path"] as? [String])?.count == 2 && proof["entries"] as? Int == 4)
            #expect(try BuiltBinary.run("ledger", "prove", "--from", "40", "--state", state).code == 0)
        }
    }

    @Test func `says what it cannot do`() throws {
        try CourtyardLedger.withCopy { state in
            for (arguments, code) in [
                (["prove", "50", "--state", state], Int32(66)), (["prove", "3", "--of", "3", "--state", state], 66),
                (["prove", "--from", "51", "--state", state], 66), (["prove", "--state", state], 64),
                (["prove", "3", "--from", "2", "--state", state], 64),
                (["verify", "--state", state, "--key", "none"], 64),
                (["verify", "--state", state, "--checkpoint", "/nowhere"], 66),
                (["verify", "--state", state, "--checkpoint", CourtyardLedger.recording + "/fixture.yaml"], 65),
                (["verify", "--state", "/nowhere"], 66), (["checkpoint", "--state", "/nowhere"], 66),
            ] {
                let run = try BuiltBinary.run(arguments: ["ledger"] + arguments)
                #expect(run.code == code && !run.words.isEmpty, "\(arguments): \(run.code) \(run.words)")
            }
            try BuiltBinary.holding(lock: state + "/ledger.sqlite.lock") {
                let busy = try BuiltBinary.run("ledger", "checkpoint", "--state", state)
                let read = try BuiltBinary.run("ledger", "verify", "--state", state)
                #expect(busy.code == 75 && read.code == 0)
            }
        }
    }
}
