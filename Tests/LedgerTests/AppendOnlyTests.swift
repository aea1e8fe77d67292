import Base
import GRDB
import Ledger
import Score
import Testing

/// Someone with the file and a copy of SQLite.
@Suite struct AppendOnlyTests {
    private func filled(_ scratch: Scratch) throws {
        let (ledger, scorer) = try SQLiteLedger.opened(scratch.ledger)
        var next = scorer
        _ = try ledger.append(observations(0..<10), scorer: &next)
    }

    @Test(arguments: [
        "UPDATE entry SET weight_mp = 0", "DELETE FROM entry WHERE sequence = 3", "UPDATE evidence SET json = ''",
        "DELETE FROM evidence", "UPDATE subject SET name = 'x'", "DELETE FROM subject", "UPDATE policy SET bytes = x''",
        "DELETE FROM policy",
        "INSERT INTO entry SELECT 99, kind, subject, time_ms, behaviour, level, weight_mp, half_life_ms, concerns, canonical FROM entry LIMIT 1",
        "INSERT OR REPLACE INTO entry SELECT 3, kind, subject, time_ms, behaviour, level, 0, half_life_ms, concerns, canonical FROM entry LIMIT 1",
    ])
    func `the database itself refuses changes, deletions and gaps`(sql: String) throws {
        let scratch = try Scratch()
        try filled(scratch)
        let digest = try LedgerReader(path: scratch.ledger).contentDigest()
        let intruder = try DatabaseQueue(path: scratch.ledger)
        #expect(throws: DatabaseError.self) { try intruder.write { try $0.execute(sql: sql) } }
        #expect(try LedgerReader(path: scratch.ledger).contentDigest() == digest)
    }

    @Test(arguments: [
        ("UPDATE entry SET weight_mp = -1 WHERE sequence = 4", "entry 4 is not what its columns say"),
        (
            "UPDATE entry SET canonical = replace(canonical, '-', '+') WHERE sequence = 5",
            "entry 5 is not in canonical form"
        ),
        ("DELETE FROM entry WHERE sequence = 6", "entry 6 is missing"),
        ("UPDATE evidence SET id = 'other' WHERE sequence = 7", "entry 7 does not name its evidence"),
        ("DELETE FROM policy", "entry 0 names a policy that is not kept"),
    ])
    func `whoever removes the triggers first is found by the check`(sql: String, finding: String) throws {
        let scratch = try Scratch()
        try filled(scratch)
        let digest = try LedgerReader(path: scratch.ledger).contentDigest()
        let intruder = try DatabaseQueue(path: scratch.ledger)
        try intruder.write { db in
            for name in try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'") {
                try db.execute(sql: "DROP TRIGGER \(name)")
            }
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
        }
        try intruder.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            try db.execute(sql: sql)
        }
        let reader = try LedgerReader(path: scratch.ledger)
        #expect(try reader.check().first == finding)
        if !sql.contains("policy"), !sql.contains("weight_mp = -1"), !sql.contains("'other'") {
            #expect(try reader.contentDigest() != digest)
        }
    }

    @Test func `a ledger of a later program is left alone`() throws {
        let scratch = try Scratch()
        try filled(scratch)
        try DatabaseQueue(path: scratch.ledger).write { try $0.execute(sql: "PRAGMA user_version = 99") }
        let expected = LedgerError.newerSchema(path: scratch.ledger, found: 99, known: 4)
        #expect(throws: expected) { try SQLiteLedger(path: scratch.ledger, detector: "d") }
        #expect(throws: expected) { try LedgerReader(path: scratch.ledger) }
    }

    @Test func `another program's database is left alone`() throws {
        let scratch = try Scratch()
        let path = scratch.directory + "/other.sqlite"
        try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE mail (id INTEGER)") }
        #expect(throws: LedgerError.notALedger(path: path)) { try SQLiteLedger(path: path, detector: "d") }
    }
}
