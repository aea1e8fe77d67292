import Base
import Foundation
import GRDB
import Ledger
import Score
import Testing

@Suite struct `The tree over a ledger` {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// Appends events in batches of a size.
    private func filled(_ events: Int, batch: Int = 100) throws -> SQLiteLedger {
        var (ledger, scorer) = try SQLiteLedger.opened(scratch.ledger)
        for first in stride(from: 0, to: events, by: batch) {
            _ = try ledger.append(observations(first..<min(first + batch, events)), scorer: &scorer)
        }
        return ledger
    }

    private func expected(_ ledger: SQLiteLedger, first count: Int64) throws -> MerkleHash {
        var tree = MerkleFrontier()
        for entry in try ledger.reader.entries(from: 0, limit: Int(count)) {
            tree.append(.leaf(entry.canonical.utf8.span))
        }
        return tree.root
    }

    @Test(arguments: [1, 7, 250, 2000])
    func `is that over its lines, however they came`(batch: Int) throws {
        let ledger = try filled(1000, batch: batch)
        let now = try ledger.reader.checkpoint(origin: "o")
        let entries = try ledger.reader.entryCount()
        #expect(now.count == entries && entries > 1024)
        for count in [0, 1, 255, 256, 257, 1000, 1024, now.count] {
            let root = try expected(ledger, first: count)
            #expect(try ledger.reader.root(ofFirst: count) == root, "\(count)")
        }
        #expect(try ledger.reader.root(ofFirst: now.count) == now.root)
        #expect(try ledger.reader.root(ofFirst: now.count + 1) == nil)
        #expect(try ledger.reader.check() == [])
    }

    @Test func `proves every entry, now and as it was`() throws {
        let ledger = try filled(500), count = try ledger.reader.entryCount()
        for sequence in [0, 1, 255, 256, 511, 512, count - 1] {
            let proof = try #require(try ledger.reader.inclusionProof(of: sequence))
            #expect(proof.isRight && proof.count == count && proof.sequence == sequence)
            let then = try #require(try ledger.reader.inclusionProof(of: sequence, in: sequence + 1))
            let root = try ledger.reader.root(ofFirst: sequence + 1)
            #expect(then.isRight && then.root == root)
        }
        #expect(try ledger.reader.inclusionProof(of: count) == nil)
        #expect(try ledger.reader.inclusionProof(of: 5, in: 5) == nil)
        #expect(try ledger.reader.inclusionProof(of: 5, in: count + 1) == nil)
    }

    @Test func `shows that it goes on from what it was`() throws {
        let ledger = try filled(500), now = try ledger.reader.checkpoint(origin: "o")
        for earlier in [0, 1, 256, 300, 512, now.count] {
            let proof = try #require(try ledger.reader.consistencyProof(from: earlier))
            #expect(proof.earlier == earlier && proof.count == now.count && proof.root == now.root)
            let root = try #require(try ledger.reader.root(ofFirst: earlier))
            #expect(MerkleProof.isConsistent((earlier, root), with: (now.count, now.root), proof.path))
        }
        #expect(try ledger.reader.consistencyProof(from: now.count + 1) == nil)
    }

    @Test func `signs what the ledger is, once for each size`() throws {
        var (ledger, scorer) = try SQLiteLedger.opened(scratch.ledger)
        #expect(try ledger.reader.signingKey() == nil)
        let signer = try ledger.signer(), again = try ledger.signer()
        #expect(again.key == signer.key)
        #expect(try ledger.reader.signingKey() == signer.key)
        let first = try ledger.signCheckpoint(by: signer)
        #expect(try ledger.signCheckpoint(by: signer) == first)
        let signed = try ledger.reader.checkpoint(origin: signer.key.name)
        #expect(Checkpoint(text: first.text) == signed)
        _ = try ledger.append(observations(0..<300), scorer: &scorer)
        let second = try ledger.signCheckpoint(by: signer)
        #expect(second != first && second.isSigned(by: signer.key))
        #expect(try ledger.reader.check(key: signer.key) == [])
        let stranger = NoteSigner { _ in signer.key.name }
        #expect(try ledger.reader.check(key: stranger.key).count == 2)
        #expect(try ledger.reader.check(key: stranger.key).allSatisfy { $0.contains("is not signed by") })
    }

    @Test(arguments: [0o644, 0o640])
    func `a key that others may read is refused`(rights: Int) throws {
        let ledger = try filled(1), path = scratch.ledger + ".key"
        _ = try ledger.signer()
        let made = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(made == 0o600)
        try FileManager.default.setAttributes([.posixPermissions: rights], ofItemAtPath: path)
        #expect(throws: LedgerError.self) { try ledger.signer() }
        #expect(throws: LedgerError.self) { try ledger.reader.signingKey() }
    }

    /// What somebody can do who edits the file itself: refusals taken away, an entry changed with the columns that repeat it.
    @Test(arguments: [0, 255, 256, 300, 599])
    func `names entries that were changed in the file`(sequence: Int64) throws {
        do {
            let ledger = try filled(500)
            _ = try ledger.signCheckpoint(by: ledger.signer())
        }
        try DatabaseQueue(path: scratch.ledger).write { db in
            try db.execute(sql: "DROP TRIGGER entry_no_update")
            try db.execute(
                sql: "UPDATE entry SET canonical = replace(canonical, '2026-05', '2025-05') WHERE sequence = ?",
                arguments: [sequence])
        }
        let reader = try LedgerReader(path: scratch.ledger)
        let findings = try reader.check(key: reader.signingKey())
        #expect(findings.contains { $0.contains("the checkpoint of 601 entries is of other entries") })
        let block = sequence / 256
        if (block + 1) * 256 <= 601 {
            #expect(
                findings.contains("entries \(block * 256) to \(block * 256 + 255) are not those whose root was kept"))
        }
    }

    @Test func `sees that the end was cut off`() throws {
        do {
            let ledger = try filled(500)
            _ = try ledger.signCheckpoint(by: ledger.signer())
        }
        try DatabaseQueue(path: scratch.ledger).write { db in
            try db.execute(sql: "DROP TRIGGER entry_no_delete")
            try db.execute(sql: "DELETE FROM entry WHERE sequence >= 500")
        }
        let findings = try LedgerReader(path: scratch.ledger).check()
        #expect(
            findings == [
                "a checkpoint of 601 entries was signed, and the ledger has 500",
                "the root of entries from 256 on is kept, and these are not all there",
            ])
    }
}
