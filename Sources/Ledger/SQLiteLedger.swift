public import Base
internal import Crypto
internal import Foundation
internal import GRDB
public import Score
internal import Synchronization

/// The ledger in one SQLite file, opened by its one writer. Safe to share; writes are taken one after another.
public final class SQLiteLedger: Sendable {
    public let path: String
    /// All questions that can be asked of a ledger.
    public let reader: LedgerReader
    /// Version of the detector whose events are appended, e.g. `wayside-motion/1`; part of each event's text.
    public let detector: String
    private let queue: DatabaseQueue
    private let lock: WriterLock
    private let subjects = Mutex<[Subject: Int64]>([:])

    /// Opens or makes a ledger and keeps other writers out until this value is gone.
    public convenience init(path: String, detector: String) throws(LedgerError) {
        try self.init(path: path, detector: detector, mostPages: nil)
    }

    /// The same for a file that may not grow beyond a number of 4096-byte pages; what does not fit is `diskFull`.
    package init(path: String, detector: String, mostPages: Int?) throws(LedgerError) {
        (self.path, self.detector) = (path, detector)
        try LedgerFile.prepare(path)
        lock = try WriterLock(ledger: path)
        do { queue = try LedgerFile.openForWriting(path, mostPages: mostPages) } catch {
            throw LedgerError(error, path: path)
        }
        reader = LedgerReader(queue, path: path)
    }

    /// What the writer's connection says about one of SQLite's settings, e.g. `synchronous`.
    package func setting(_ pragma: String) throws(LedgerError) -> String? {
        try reader.read { db in try LedgerFile.setting(db, pragma) }
    }

    /// Scores observations and puts them, with their entries, into the ledger: in one transaction, on the disk when
    /// this returns, and all or nothing. Observations whose ids the ledger has are left out and counted.
    ///
    /// Near misses make no entry and are kept beside the ledger for some days (`NearMissStore`).
    ///
    /// Cost: one fdatasync, and about 20 microseconds of computing for each event (see docs/ledger.md).
    /// - Parameters:
    ///   - detectors: who decided each of them, where that was not the ledger's `detector`; empty when it was.
    ///   - scorer: continues this ledger (`activate`); unchanged when this throws.
    public func append(
        _ observations: [Observation], detectors: [String?] = [], scorer: inout Scorer
    ) throws(LedgerError) -> AppendReceipt {
        var working = scorer, interned = subjects.withLock { $0 }
        var receipt = AppendReceipt()
        let published = PublishedEvents(observations) { index, event in
            let detector = (index < detectors.count ? detectors[index] : nil) ?? self.detector
            return event.json(detector: detector, policy: working.policy(at: event.time).hash)
        }
        do {
            try queue.write { db in
                let writer = try EntryWriter(db)
                for (index, observation) in observations.enumerated() {
                    try self.append(observation, published[index], db, writer, &working, &interned, &receipt)
                }
                try BlockRoots(db).complete(to: working.nextSequence)
            }
        } catch { throw LedgerError(error, path: path) }
        scorer = working
        subjects.withLock { $0 = interned }
        return receipt
    }

    private func append(
        _ observation: Observation, _ published: PublishedEvents.Event?, _ db: Database, _ writer: EntryWriter,
        _ scorer: inout Scorer, _ interned: inout [Subject: Int64], _ receipt: inout AppendReceipt
    ) throws {
        if case .nearMiss(let nearMiss) = observation { return try NearMissStore(db).insert(nearMiss) }
        if case .exposure(let exposure) = observation { try NearMissStore(db).complete(exposure) }
        guard try writer.insertEvidence(observation, sequence: scorer.nextSequence, json: published?.json) else {
            receipt.duplicates += 1
            return
        }
        var entries = try scorer.score(observation, past: StoredPast(db))
        if let published { entries[0] = entries[0].committing(to: published.content) }
        for entry in entries {
            try writer.insertEvidence(of: entry)
            let subject = try LedgerReader.intern(entry.subject, db, &interned)
            try writer.insert(entry, subject: subject, concerns: try writer.concern(of: entry))
        }
        receipt.entries += entries
    }

    /// What an entry commits to: of an event its published form, of a policy its rules.
    static func contentHash(_ json: String) -> String {
        hexadecimal(SHA256.hash(data: Foundation.Data(json.utf8)))
    }

    /// Signs what the ledger is now, and keeps that with it. A ledger that has not grown since is not signed again.
    /// - Throws: `LedgerError.failed` also when the cryptographic library cannot sign.
    public func signCheckpoint(by signer: NoteSigner) throws(LedgerError) -> SignedNote {
        try write { db in
            let tree = try LedgerTree(db)
            let kept = try String.fetchOne(
                db, sql: "SELECT note FROM checkpoint WHERE entries = ?", arguments: [tree.count])
            if let note = kept.flatMap({ SignedNote($0) }), note.isSigned(by: signer.key) { return note }
            let checkpoint = Checkpoint(
                origin: signer.key.name, count: tree.count, root: try tree.root(of: 0..<tree.count))
            let note = try signer.sign(checkpoint.text)
            if kept == nil {
                try db.execute(
                    sql: "INSERT INTO checkpoint (entries, note) VALUES (?, ?)", arguments: [tree.count, note.note])
            }
            return note
        }
    }

    func write<Value>(_ body: (Database) throws -> Value) throws(LedgerError) -> Value {
        do { return try queue.write(body) } catch { throw LedgerError(error, path: path) }
    }

    func writeOutsideTransaction(_ body: (Database) throws -> Void) throws(LedgerError) {
        do { try queue.writeWithoutTransaction(body) } catch { throw LedgerError(error, path: path) }
    }
}

/// What an append did.
public struct AppendReceipt: Hashable, Sendable {
    /// Entries made, in order.
    public internal(set) var entries: [LedgerEntry] = []
    /// Observations that the ledger had already.
    public internal(set) var duplicates = 0
}
