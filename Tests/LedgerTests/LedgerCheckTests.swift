import Base
import Foundation
import GRDB
import Ledger
import Score
import Testing

/// What `wayside ledger verify` finds in a file that somebody has edited.
@Suite struct LedgerCheckTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func fill(_ events: Int) throws {
        var (ledger, scorer) = try SQLiteLedger.opened(scratch.ledger)
        for first in stride(from: 0, to: events, by: 1000) {
            _ = try ledger.append(observations(first..<min(first + 1000, events)), scorer: &scorer)
        }
    }

    /// Takes the refusals away and edits the file.
    private func edit(_ statements: [String]) throws {
        let intruder = try DatabaseQueue(path: scratch.ledger)
        try intruder.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            for name in try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'") {
                try db.execute(sql: "DROP TRIGGER \(name)")
            }
            for statement in statements { try db.execute(sql: statement) }
        }
    }

    private func findings(threads: Int = 2) throws -> [String] {
        try LedgerReader(path: scratch.ledger).check(threads: threads)
    }

    @Test func `finds the same on any number of threads, the first wrong entry first`() throws {
        try fill(15_000)
        #expect(try findings() == [])
        try edit([
            "UPDATE entry SET weight_mp = 9 WHERE sequence IN (17000, 5, 16390)",
            "DELETE FROM entry WHERE sequence = 16384",
            "UPDATE evidence SET json = replace(json, '0', '1') WHERE sequence = 301",
            "DELETE FROM entry WHERE sequence BETWEEN 900 AND 1500",
        ])
        let one = try findings(threads: 1)
        #expect(
            one == [
                "entry 5 is not what its columns say", "entry 301 commits to another event than the one that is kept",
                "entry 900 is missing", "entries 768 to 1023 are not those whose root was kept",
                "entries 1024 to 1279 are not those whose root was kept",
                "entries 1280 to 1535 are not those whose root was kept", "entry 16384 is missing",
                "entry 16390 is not what its columns say", "entries 16384 to 16639 are not those whose root was kept",
                "entry 17000 is not what its columns say",
            ])
        for threads in [2, 5] { #expect(try findings(threads: threads) == one, "\(threads) threads") }
    }

    @Test func `tells of a hundred wrong entries at most`() throws {
        try fill(15_000)
        try edit(["UPDATE entry SET half_life_ms = 1 WHERE sequence > 40 AND kind = 'event'"])
        let found = try findings(threads: 3)
        #expect(found.count == 100 && found[0] == "entry 41 is not what its columns say")
        #expect(try findings(threads: 1) == found)
    }

    @Test func `an entry far away is named, and no time is lost on the way there`() throws {
        try fill(10)
        try edit(["UPDATE entry SET sequence = 4611686018427387904 WHERE sequence = 5"])
        #expect(try findings().first == "entry 5 is missing")
    }

    @Test(arguments: [
        ("UPDATE evidence SET json = NULL WHERE sequence = 4", "the event of entry 4 is gone, and no erasure says so"),
        (
            "UPDATE evidence SET json = json || ' ' WHERE sequence = 4",
            "entry 4 commits to another event than the one that is kept"
        ),
        ("UPDATE entry SET behaviour = 'fall' WHERE sequence = 4", "entry 4 is not what its columns say"),
        ("UPDATE entry SET level = 3 WHERE sequence = 4", "entry 4 is not what its columns say"),
        ("UPDATE entry SET kind = 'merit' WHERE sequence = 4", "entry 4 is not what its columns say"),
        ("UPDATE entry SET subject = 99 WHERE sequence = 4", "entry 4 is not what its columns say"),
        ("UPDATE entry SET concerns = 1 WHERE sequence = 4", "entry 4 does not name its evidence"),
        ("DELETE FROM evidence WHERE sequence = 4", "entry 4 does not name its evidence"),
        ("UPDATE entry SET canonical = 'x' WHERE sequence = 4", "entry 4 is not in canonical form"),
    ])
    func `names what was done to one entry`(sql: String, finding: String) throws {
        try fill(10)
        try edit([sql])
        #expect(try findings() == [finding])
    }

    @Test func `names an act that is dated before the act before it`() throws {
        try fill(10)
        let last = try LedgerReader(path: scratch.ledger).entryCount()
        let acts = [60_000, 50_000, 70_000].enumerated().map { index, after_ms in
            LedgerEntry(
                sequence: last + Int64(index), subject: Subject(source: "steward", id: "anna"),
                time: Timestamp(microseconds: monday.microseconds + Int64(after_ms) * 1000), policy: "p1",
                content: .steward(StewardEntry(author: "anna", change: .roles, roles: [.auditor])))
        }
        let rows = acts.map { act in
            """
            INSERT INTO entry (sequence, kind, subject, time_ms, weight_mp, canonical)
            VALUES (\(act.sequence), 'steward', 77, \(act.time.milliseconds), 0, '\(act.canonical)')
            """
        }
        try edit(["INSERT INTO subject (id, source, name) VALUES (77, 'steward', 'anna')"] + rows)
        #expect(try findings() == ["entry \(last + 1) is dated before entry \(last), the act before it"])
    }

    @Test func `names a policy whose bytes are not those of its hash`() throws {
        let hash = String(repeating: "ab", count: 32)
        do {
            let ledger = try SQLiteLedger(path: scratch.ledger, detector: "d")
            _ = try ledger.activate(policy(hash), bytes: Array("policy: 1".utf8), at: monday)
        }
        #expect(try findings() == ["the policy abababababab is not the one that was activated"])
    }

    @Test func `with --file an index that was damaged is found`() throws {
        try fill(10)
        try edit([
            "PRAGMA writable_schema = ON",
            "UPDATE sqlite_master SET sql = 'CREATE INDEX entry_subject_time ON entry (time_ms, subject)' WHERE name = 'entry_subject_time'",
        ])
        let reader = try LedgerReader(path: scratch.ledger)
        #expect(try reader.check() == [])
        #expect(try !reader.check(file: true).isEmpty)
    }
}
