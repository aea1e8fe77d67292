import Base
import Foundation
import GRDB
import Ledger
import Score
import Testing

/// Ledgers that older programs wrote.
@Suite struct `A ledger of an older schema` {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// A stored ledger as its program left it: schema, content digest, and where places stood at the end.
    struct Stored: Sendable {
        let schema: Int
        let end: String
        let digest: String
        let standings: [String]
    }

    private static let stored = [
        Stored(
            schema: 2, end: "2026-05-04T12:01:00.000Z",
            digest: "8fe8bc9abd4ece2955ee14f6dc92c4d28f0169b092eab64110f6bd720d013404",
            standings: ["fire-exit 78626", "lane 78542", "square 78000"]),
        Stored(
            schema: 3, end: "2026-05-04T12:01:29.900Z",
            digest: "bbef39fc1f76d4e13240e918c7c939537fab0ff5ae34156ec902620b1265f009",
            standings: ["fire-exit 78626", "lane 77091", "square 78000"]),
    ]

    /// Makes the stored ledger anew, and gives what is asked of it by a reader that may not write.
    private func make(_ stored: Stored) throws -> LedgerReader {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Stored/schema-\(stored.schema).sql")
        try FileManager.default.createDirectory(atPath: scratch.directory + "/state", withIntermediateDirectories: true)
        try DatabaseQueue(path: scratch.ledger).writeWithoutTransaction { db in
            try db.execute(sql: try String(contentsOf: file, encoding: .utf8))
        }
        return try LedgerReader(path: scratch.ledger)
    }

    /// Places whose standing is not the one they began with, in milli-points.
    private func moved(_ reader: LedgerReader, _ stored: Stored) throws -> [String] {
        let end = try #require(Timestamp(rfc3339: stored.end))
        return try reader.standings(at: end, policy: policy()).filter { $0.sum_mp != 80_000 }
            .map { "\($0.subject.id) \($0.sum_mp)" }
    }

    @Test(arguments: stored)
    func `is read as it is, and becomes one of this schema that says the same`(stored: Stored) throws {
        let old = try make(stored)
        #expect(try old.contentDigest() == stored.digest && old.check() == [])
        #expect(try moved(old, stored) == stored.standings)
        let ledger = try SQLiteLedger(path: scratch.ledger, detector: "d")
        #expect(try ledger.setting("user_version") == "4")
        #expect(try ledger.reader.contentDigest() == stored.digest && ledger.reader.check(file: true) == [])
        #expect(try moved(ledger.reader, stored) == stored.standings)
        let lane = Subject(source: "local/courtyard", id: "lane")
        let passing = try #require(Timestamp(rfc3339: "2026-05-04T12:00:31Z"))
        #expect(try ledger.reader.whyNot(lane, at: passing, within_ms: 1000).verdict == .moved)
    }

    @Test(arguments: stored)
    func `goes on, and still begins with what it was`(stored: Stored) throws {
        let old = try make(stored), count = try old.entryCount()
        let before = try #require(try old.root(ofFirst: count))
        let ledger = try SQLiteLedger(path: scratch.ledger, detector: "d")
        var scorer = try ledger.activate(
            policy(), bytes: Array("policy: 1".utf8), at: monday.advanced(bySeconds: 86_400))
        let receipt = try ledger.append(observations(2000..<2010), scorer: &scorer)
        #expect(receipt.entries.first?.sequence == count + 1)
        #expect(try ledger.reader.root(ofFirst: count) == before && ledger.reader.check() == [])
        let proof = try #require(try ledger.reader.consistencyProof(from: count))
        let now = (proof.count, proof.root)
        #expect(MerkleProof.isConsistent((count, before), with: now, proof.path))
    }

    @Test func `keeps what was signed under it`() throws {
        _ = try make(Self.stored[1])
        let ledger = try SQLiteLedger(path: scratch.ledger, detector: "d")
        let key = try #require(
            NoteKey(verifier: "wayside-ledger/f7a75f7b5be42655+95d27a8f+AfenX3tb5CZVd0voRPAM7kl8Dp8EDpNtKq4oLk9wmlGN"))
        #expect(try ledger.reader.check(key: key) == [])
        #expect(try ledger.reader.check(key: try ledger.signer().key).first?.contains("is not signed by") == true)
    }

    /// Roots of blocks, as they are kept.
    private func roots() throws -> [Data] {
        try DatabaseQueue(path: scratch.ledger).read { db in
            try Data.fetchAll(db, sql: "SELECT hash FROM block_root ORDER BY number")
        }
    }

    @Test(arguments: [0, 2, 3])
    func `gets the roots of blocks that it lacks when it is opened`(kept: Int) throws {
        do {
            var (ledger, scorer) = try SQLiteLedger.opened(scratch.ledger)
            _ = try ledger.append(observations(0..<700), scorer: &scorer)
        }
        let whole = try roots(), root = try LedgerReader(path: scratch.ledger).checkpoint(origin: "o").root
        try #require(whole.count == 3)
        try DatabaseQueue(path: scratch.ledger).write { db in
            try db.execute(sql: "DROP TRIGGER block_root_no_delete")
            try db.execute(sql: "DELETE FROM block_root WHERE number >= ?", arguments: [kept])
        }
        #expect(try LedgerReader(path: scratch.ledger).checkpoint(origin: "o").root == root, "a reader needs none")
        try #require(roots().count == kept)
        let ledger = try SQLiteLedger(path: scratch.ledger, detector: "d")
        #expect(try roots() == whole && ledger.reader.check() == [])
    }
}
