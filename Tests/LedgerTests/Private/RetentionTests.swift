import Base
import Foundation
import GRDB
import Ledger
import Score
import Testing

/// What has been kept long enough goes, and leaves a trace that verifies.
@Suite struct RetentionTests {
    /// Everything before now.
    private func everything(_ office: Office) -> ErasureOrder {
        let now = office.now()
        return .retention(notesBefore: now, eventsBefore: now)
    }

    /// An office with a decided appeal, whose notes are not needed any more.
    private func decided(_ reason: String = "CANARY-NOTE") throws -> Office {
        let office = try Office(events: 400)
        try office.file(.event(event(0).id), because: reason, reply: "CANARY-REPLY")
        _ = try office.ledger.decide(
            1, .dismissed, because: try PrivateItem(note: "CANARY-DECISION"), by: "rae", at: office.now(),
            policies: office.policies, salts: office.salts)
        return office
    }

    @Test func `old notes and events go, every entry verifies, and no byte of them is left in the files`() throws {
        let office = try decided()
        let canaries = ["CANARY-NOTE", "CANARY-REPLY", "CANARY-DECISION", "\"rule\":\"rule-1\""]
        for canary in canaries { #expect(office.filesHold(canary)) }
        let before = try office.ledger.reader.checkpoint(origin: "")
        let receipt = try #require(try office.ledger.erase(everything(office), by: "ada", at: office.now()))
        #expect(receipt.notes.count == 3)
        #expect(receipt.events == 400)
        for canary in canaries { #expect(!office.filesHold(canary), "\(canary)") }
        #expect(try office.ledger.reader.check() == [])
        // Nothing was taken away from the tree.
        #expect(try office.ledger.reader.root(ofFirst: before.count) == before.root)
        #expect(try office.ledger.reader.events().allSatisfy { $0.json == nil })
    }

    @Test func `the receipt proves the erasure to whoever has the checkpoint`() throws {
        let office = try decided()
        let receipt = try #require(try office.ledger.erase(everything(office), by: "ada", at: office.now()))
        let checkpoint = try #require(Checkpoint(text: receipt.checkpoint.text))
        #expect(receipt.proof.sequence == receipt.sequence)
        #expect(checkpoint.count == receipt.sequence + 1)
        #expect(checkpoint.root == receipt.proof.root)
        #expect(receipt.checkpoint.isSigned(by: try office.ledger.signer().key))
        let entry = try #require(LedgerEntry(canonical: receipt.proof.canonical))
        guard case .erasure(let erasure) = entry.content else {
            Issue.record("not an erasure: \(entry)")
            return
        }
        #expect(erasure.author == "ada")
        #expect(erasure.cause == .retention)
        #expect(erasure.notes == receipt.notes)
        #expect(erasure.eventsBefore == receipt.eventsBefore)
    }

    @Test func `what is younger than the limit stays`() throws {
        let office = try decided()
        let half = Timestamp(microseconds: monday.microseconds + 200 * 60_000_000)
        let order = ErasureOrder.retention(notesBefore: half, eventsBefore: half)
        let receipt = try #require(try office.ledger.erase(order, by: "ada", at: office.now()))
        #expect(receipt.notes == [])
        #expect(receipt.events == 200)
        #expect(try office.ledger.reader.events().count { $0.json != nil } == 200)
        #expect(office.filesHold("CANARY-NOTE"))
        #expect(try office.ledger.reader.check() == [])
    }

    @Test func `what an open appeal needs is kept until it is decided`() throws {
        let office = try Office()
        let appeal = try office.file(.event(event(4).id), because: "CANARY-NOTE")
        _ = try office.ledger.erase(everything(office), by: "ada", at: office.now())
        #expect(try office.ledger.reader.note(appeal.content.note) == "CANARY-NOTE")
        #expect(try office.ledger.reader.events().filter { $0.json != nil }.map(\.entry.evidence) == [event(4).id])
        _ = try office.ledger.decide(
            1, .dismissed, because: try PrivateItem(note: "No."), by: "rae", at: office.now(), policies: office.policies
        )
        _ = try office.ledger.erase(everything(office), by: "ada", at: office.now())
        #expect(try office.ledger.reader.note(appeal.content.note) == nil)
        #expect(try office.ledger.reader.events().allSatisfy { $0.json == nil })
        #expect(try office.ledger.reader.check() == [])
    }

    @Test func `whoever wrote a note can have it erased at any time, and the rest stays`() throws {
        let office = try Office()
        let appeal = try office.file(.event(event(0).id), because: "CANARY-NOTE", reply: "CANARY-REPLY")
        let receipt = try #require(
            try office.ledger.erase(.request(entry: appeal.sequence), by: "ada", at: office.now()))
        #expect(receipt.notes == [appeal.content.note])
        #expect(!office.filesHold("CANARY-NOTE"))
        #expect(office.filesHold("CANARY-REPLY"))
        #expect(try office.ledger.reader.check() == [])
    }

    @Test func `where there is nothing to erase nothing is entered`() throws {
        let office = try Office()
        let count = try office.ledger.reader.entryCount()
        let order = ErasureOrder.retention(notesBefore: monday, eventsBefore: monday)
        #expect(try office.ledger.erase(order, by: "ada", at: office.now()) == nil)
        #expect(try office.ledger.erase(.request(entry: 3), by: "ada", at: office.now()) == nil)
        #expect(try office.ledger.reader.entryCount() == count)
    }

    @Test(arguments: ["rae", "sam", "eve"])
    func `only an administrator erases`(name: String) throws {
        let office = try decided()
        #expect(throws: AppealError.self) { try office.ledger.erase(everything(office), by: name, at: office.now()) }
        #expect(office.filesHold("CANARY-NOTE"))
    }

    @Test func `content that an erasure names and that is there again is found`() throws {
        let office = try Office()
        let appeal = try office.file(.event(event(0).id))
        let copy = try DatabaseQueue(path: office.scratch.ledger).read { db in
            try Row.fetchOne(db, sql: "SELECT commitment, sequence, media, salt, bytes FROM private_content")
        }
        let row = try #require(copy)
        _ = try office.ledger.erase(.request(entry: appeal.sequence), by: "ada", at: office.now())
        try DatabaseQueue(path: office.scratch.ledger).write { db in
            try db.execute(
                sql: "INSERT INTO private_content VALUES (?, ?, ?, ?, ?)",
                arguments: [row[0] as String, row[1] as Int64, row[2] as String, row[3] as Data, row[4] as Data])
        }
        #expect(
            try office.ledger.reader.check() == [
                "entry \(appeal.sequence): content of the appeal is there, and an erasure says that it is gone"
            ])
    }

    @Test func `an event's text that is taken away without an erasure is found`() throws {
        let office = try Office()
        try DatabaseQueue(path: office.scratch.ledger).write {
            try $0.execute(sql: "UPDATE evidence SET json = NULL WHERE sequence = 3")
        }
        let findings = try office.ledger.reader.check()
        #expect(findings.count == 1)
        #expect(findings.first?.contains("entry 3") == true)
    }

    @Test func `a reader that keeps old pages in use is told of, and the file is rewritten once it is gone`() throws {
        let office = try decided()
        let reader = try DatabaseQueue(path: office.scratch.ledger)
        try reader.inDatabase { db in
            try db.execute(sql: "BEGIN")
            _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM entry")
            let refusal = #expect(throws: LedgerError.self) { try office.ledger.rewrite(wait_ms: 0) }
            guard case .busy = refusal else {
                Issue.record("\(String(describing: refusal))")
                return
            }
            try db.execute(sql: "COMMIT")
        }
        #expect(throws: Never.self) { try office.ledger.rewrite(wait_ms: 0) }
        #expect(try office.ledger.reader.check() == [])
    }
}
