import Base
import Foundation
import Glibc
import Ledger
import Score
import Testing

@Suite struct DurabilityTests {
    @Test func `every commit waits for the disk: synchronous is FULL and the journal a WAL`() throws {
        let scratch = try Scratch()
        let ledger = try SQLiteLedger(path: scratch.ledger, detector: "d")
        #expect(try ledger.setting("synchronous") == "2")
        #expect(try ledger.setting("journal_mode") == "wal")
        #expect(try ledger.setting("recursive_triggers") == "1")
    }

    @Test func `directory and files belong to their owner alone`() throws {
        let scratch = try Scratch()
        let (ledger, scorer) = try SQLiteLedger.opened(scratch.ledger)
        var next = scorer
        _ = try ledger.append(observations(0..<5), scorer: &next)
        func rights(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        #expect(try rights(scratch.directory + "/state") == 0o700)
        for suffix in ["", "-wal", "-shm", ".lock"] {
            #expect(try rights(scratch.ledger + suffix) == 0o600, "\(suffix)")
        }
    }

    @Test func `what has been appended is in the files, though the ledger is never closed`() throws {
        let scratch = try Scratch()
        let (ledger, scorer) = try SQLiteLedger.opened(scratch.ledger)
        var next = scorer
        _ = try ledger.append(observations(0..<50), scorer: &next)
        let copy = scratch.directory + "/copy.sqlite"
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: scratch.ledger + suffix, toPath: copy + suffix)
        }
        let digest = try ledger.reader.contentDigest()
        #expect(try SQLiteLedger(path: copy, detector: "d").reader.contentDigest() == digest)
    }

    @Test func `a full disk is said, loses nothing that was recorded, and the batch can be repeated`() throws {
        let scratch = try Scratch()
        let digest: String
        do {
            let ledger = try SQLiteLedger(path: scratch.ledger, detector: "wayside-test/1", mostPages: 60)
            var scorer = try ledger.activate(policy(), bytes: Array("policy: 1".utf8), at: monday)
            _ = try ledger.append(observations(0..<20), scorer: &scorer)
            digest = try ledger.reader.contentDigest()
            let before = scorer.nextSequence
            #expect(throws: LedgerError.diskFull(path: scratch.ledger)) {
                try ledger.append(observations(20..<5000), scorer: &scorer)
            }
            #expect(scorer.nextSequence == before)
            #expect(try ledger.reader.contentDigest() == digest)
            _ = try ledger.append(observations(20..<25), scorer: &scorer)
        }
        let (ledger, scorer) = try SQLiteLedger.opened(scratch.ledger)
        var next = scorer
        #expect(try ledger.append(observations(0..<200), scorer: &next).duplicates == 30)
        #expect(try ledger.reader.check() == [])
    }

    @Test func `a second writer is refused and told who holds the ledger`() throws {
        let scratch = try Scratch()
        let first = try SQLiteLedger(path: scratch.ledger, detector: "d")
        let error = #expect(throws: LedgerError.self) { try SQLiteLedger(path: scratch.ledger, detector: "d") }
        #expect(error == .busy(path: scratch.ledger, holder: "process \(getpid())"))
        #expect("\(try #require(error))".hasSuffix("stop that program first, or ask it instead"))
        _ = first.path
    }

    @Test func `a reader works beside the writer`() throws {
        let scratch = try Scratch()
        let (ledger, scorer) = try SQLiteLedger.opened(scratch.ledger)
        var next = scorer
        _ = try ledger.append(observations(0..<20), scorer: &next)
        let reader = try LedgerReader(path: scratch.ledger)
        #expect(try reader.entryCount() == 25)
        #expect(try reader.contentDigest() == ledger.reader.contentDigest())
    }

    @Test func `files that are no ledger, too new or damaged are refused with a mend`() throws {
        let scratch = try Scratch()
        let path = scratch.directory + "/other"
        try Data("this is not a database, but long enough to be one".utf8).write(to: URL(fileURLWithPath: path))
        for error in [
            #expect(throws: LedgerError.self) { try SQLiteLedger(path: path, detector: "d") },
            #expect(throws: LedgerError.self) { try LedgerReader(path: scratch.directory + "/missing") },
            #expect(throws: LedgerError.self) { try SQLiteLedger(path: "/dev/null/ledger", detector: "d") },
        ] {
            let text = "\(try #require(error))"
            #expect(text.contains("; ") && !text.contains("\n"), "\(text)")
        }
    }

    @Test(.enabled(if: getuid() != 0, "root may write everywhere"))
    func `a directory that cannot be written is said`() throws {
        let scratch = try Scratch()
        try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: scratch.directory)
        #expect(throws: LedgerError.readOnly(path: scratch.directory + "/l")) {
            try SQLiteLedger(path: scratch.directory + "/l", detector: "d")
        }
    }
}
