import Base
import GRDB
import Ledger
import Score
import Testing

/// Notes lie apart from the entries, which commit to them.
@Suite struct PrivateContentTests {
    @Test func `an entry holds the salted hash of a note, and the note can be read by it`() throws {
        let office = try Office()
        let one = try office.file(.event(event(0).id), because: "CANARY"),
            other = try office.file(.event(event(1).id), because: "CANARY")
        #expect(one.content.note.count == 64)
        // The same words twice, and nobody can see it from the entries.
        #expect(one.content.note != other.content.note)
        #expect(try office.ledger.reader.note(one.content.note) == "CANARY")
        for entry in try office.ledger.reader.entries(from: 0, limit: 1000) {
            #expect(!entry.canonical.contains("CANARY"))
        }
        #expect(try office.ledger.reader.check() == [])
    }

    @Test func `the same salts give the same commitments, and the system's give others each time`() throws {
        let one = try Office().file(.event(event(0).id)), other = try Office().file(.event(event(0).id))
        #expect(one.content.note == other.content.note)
        let offices = [try Office(), try Office()]
        let notes = try offices.map { office in
            try office.ledger.file(
                AppealFiling(.event(event(0).id), reason: PrivateItem(note: "the same")), at: office.now(),
                policies: [:])
        }.map(\.content.note)
        #expect(notes[0] != notes[1])
    }

    /// What somebody does with the file and a copy of SQLite, and what `check` says about it.
    @Test(arguments: [
        (
            "DELETE FROM private_content WHERE sequence = 26",
            "entry 26: content of the appeal is gone, and no erasure names it"
        ),
        (
            "UPDATE private_content SET bytes = x'61' WHERE sequence = 26",
            "entry 26: content of the appeal is not what the entry commits to"
        ),
        (
            "UPDATE private_content SET salt = zeroblob(16) WHERE sequence = 26",
            "entry 26: content of the appeal is not what the entry commits to"
        ),
        (
            "UPDATE private_content SET sequence = 27 WHERE sequence = 26",
            "entry 26: content of the appeal is kept for entry 27"
        ),
        (
            "INSERT INTO private_content VALUES ('abcdef0123456789', 1, 'text/plain', zeroblob(16), x'61')",
            "private content abcdef012345 is kept, and no entry commits to it"
        ),
    ])
    func `what is done to private content by hand is found and named`(sql: String, finding: String) throws {
        let office = try Office()
        try office.file(.event(event(0).id), reply: "And nobody was in the way.")
        #expect(try office.last() == 27)
        try DatabaseQueue(path: office.scratch.ledger).write { db in
            try db.execute(sql: "DROP TRIGGER private_content_no_update")
            try db.execute(sql: sql)
        }
        #expect(try office.ledger.reader.check() == [finding])
    }

    @Test func `the database itself refuses to change private content`() throws {
        let office = try Office()
        try office.file(.event(event(0).id))
        let intruder = try DatabaseQueue(path: office.scratch.ledger)
        #expect(throws: DatabaseError.self) {
            try intruder.write { try $0.execute(sql: "UPDATE private_content SET bytes = x'61'") }
        }
    }
}
