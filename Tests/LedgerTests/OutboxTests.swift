import Base
import Foundation
import GRDB
import Ledger
import Score
import Testing

@Suite struct `The outbox` {
    private func outbox(_ scratch: Scratch) throws -> Outbox {
        try Outbox(path: scratch.directory + "/state/" + Outbox.fileName)
    }

    @Test func `is durable with every step, readable by its owner alone, and has one writer`() throws {
        let scratch = try Scratch(), outbox = try outbox(scratch)
        #expect(try outbox.setting("synchronous") == "2" && outbox.setting("journal_mode") == "wal")
        let attributes = try FileManager.default.attributesOfItem(atPath: outbox.path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(throws: LedgerError.self) { try Outbox(path: outbox.path) }
    }

    @Test func `keeps each receiver's place, also when it is opened again`() throws {
        let scratch = try Scratch()
        let mqtt = OutboxPlace(next: 7, mark: "m", state: "{}", acknowledged: 5, refused: 1)
        do {
            let outbox = try outbox(scratch)
            #expect(try outbox.place(of: "mqtt") == nil)
            try outbox.advance("mqtt", to: OutboxPlace(next: 3, mark: "l"))
            try outbox.advance("mqtt", to: mqtt)
            try outbox.advance("webhook:a", to: OutboxPlace(next: 1, mark: ""))
        }
        let again = try outbox(scratch)
        #expect(try again.place(of: "mqtt") == mqtt)
        #expect(try again.place(of: "webhook:a")?.next == 1)
    }

    @Test func `of a later version is refused`() throws {
        let scratch = try Scratch(), path = try outbox(scratch).path
        try DatabaseQueue(path: path).write { try $0.execute(sql: "PRAGMA user_version = 2") }
        #expect(throws: LedgerError.newerSchema(path: path, found: 2, known: 1)) { try Outbox(path: path) }
    }

    @Test func `what goes out is every entry in order, events with their lines`() throws {
        let scratch = try Scratch()
        var (ledger, scorer) = try SQLiteLedger.opened(scratch.ledger)
        _ = try ledger.append(observations(0..<20), scorer: &scorer)
        let all = try ledger.reader.outgoing(from: 0, limit: 1000)
        #expect(all.map(\.entry.sequence) == Array(0..<(try ledger.reader.entryCount())))
        for item in all {
            if case .event(let event) = item.entry.content {
                #expect(item.json.flatMap { RecordedEvent(json: $0)?.event.id } == event.evidence)
            } else {
                #expect(item.json == nil)
            }
        }
        #expect(try ledger.reader.outgoing(from: 5, limit: 3).map(\.entry.sequence) == [5, 6, 7])
        #expect(try ledger.reader.mark(of: 5) == all[5].entry.mark && ledger.reader.mark(of: -1).isEmpty)
    }
}
