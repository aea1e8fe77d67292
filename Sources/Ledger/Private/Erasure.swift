public import Base
internal import GRDB
internal import Score

/// What is to be erased.
public enum ErasureOrder: Hashable, Sendable {
    /// What has been kept long enough: content of entries made before one time, what events before another were. What an
    /// open appeal is about is kept until it is decided.
    case retention(notesBefore: Timestamp?, eventsBefore: Timestamp?)
    /// The content of one entry, because somebody concerned asked for it.
    case request(entry: Int64)
}

/// What an erasure did, for whoever asked for it to keep.
public struct ErasureReceipt: Hashable, Sendable {
    /// Number of the erasure's entry.
    public let sequence: Int64
    /// Commitments to the notes and pictures that are gone.
    public let notes: [String]
    /// How many events have lost their text, and before which time all of them have, but for those under appeal.
    public let events: Int
    public let eventsBefore: Timestamp?
    /// Proves the erasure's entry to whoever has the checkpoint.
    public let proof: InclusionProof
    /// Signed after the erasure.
    public let checkpoint: SignedNote
}

extension SQLiteLedger {
    /// Erases private content or what events were, enters that it was done, and rewrites the file, so that no bytes of it
    /// are left in there. What stays are the commitments: every entry verifies as before.
    ///
    /// Rewriting needs twice the file's room for a moment (SQLite's `VACUUM`): deleted rows are overwritten at once, but
    /// pages that were rebuilt before may hold a copy of one.
    /// - Parameters:
    ///   - author: a steward with the right to erase.
    ///   - time: of the act.
    /// - Returns: nil when there is nothing to erase; then nothing is entered.
    /// - Throws: `AppealError`; also `LedgerError.busy` when a reader is in the way of rewriting. The erasure is entered
    ///   then, and `rewrite` does the rest later.
    public func erase(
        _ order: ErasureOrder, by author: String, at time: Timestamp
    ) throws(AppealError) -> ErasureReceipt? {
        do throws(LedgerError) {
            // Whatever comes of the rewriting, rows that go are overwritten.
            try writeOutsideTransaction { try $0.execute(sql: "PRAGMA secure_delete = ON") }
        } catch { throw .ledger(error) }
        let done = try acting(at: time) { desk -> (entry: LedgerEntry, events: Int)? in
            do throws(Refusal) { try desk.stewards.permit(.erase, by: author) } catch {
                throw AppealRefusal.notPermitted(error)
            }
            return try Eraser(desk.db, keeping: try desk.underAppeal()).erase(order, by: author) { erasure in
                try desk.enter(.erasure(erasure), about: Subject(source: "ledger", id: "retention"))
            }
        }
        do throws(LedgerError) {
            // Also when there was nothing, since an earlier attempt may have come no further than this.
            try rewrite()
            guard let done, case .erasure(let erasure) = done.entry.content else { return nil }
            let checkpoint = try signCheckpoint(by: try signer())
            guard let proof = try reader.inclusionProof(of: done.entry.sequence) else { return nil }
            return ErasureReceipt(
                sequence: done.entry.sequence, notes: erasure.notes, events: done.events,
                eventsBefore: erasure.eventsBefore, proof: proof, checkpoint: checkpoint)
        } catch { throw .ledger(error) }
    }

    /// Writes the file anew, without anything that was deleted, and empties what SQLite keeps beside it.
    /// - Parameter wait_ms: how long to wait for readers, which keep old pages in use.
    /// - Throws: `LedgerError.busy` when a reader is still in the way, `diskFull` when there is no room.
    package func rewrite(wait_ms: Int = 5000) throws(LedgerError) {
        try writeOutsideTransaction { db in
            try db.execute(sql: "VACUUM")
            try db.execute(sql: "PRAGMA busy_timeout = \(wait_ms)")
            defer { try? db.execute(sql: "PRAGMA busy_timeout = 5000") }
            // Busy, then pages in the log, then pages written back.
            let isBusy = try Int.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") ?? 1
            guard isBusy == 0 else {
                throw LedgerError.busy(path: path, holder: "a reader, which keeps old pages in use")
            }
        }
    }
}

extension AppealDesk {
    /// Sequences of the entries that a decision still needs: those of appeals that wait, and of what they are about.
    func underAppeal() throws -> Set<Int64> {
        let finder = MatterFinder(db)
        var kept: Set<Int64> = []
        for appeal in appeals.appeals where appeal.decision == nil {
            kept.insert(appeal.sequence)
            kept.formUnion(appeal.replies.map(\.sequence))
            for event in try finder.matter(appeal.content.about, at: appeal.subject).events {
                kept.insert(event.sequence)
                if let seen = stewards.observation(ofEvent: event.id) { kept.insert(seen.sequence) }
            }
        }
        // What waits for a second steward is needed just as much.
        for seen in stewards.observations where seen.verdict == nil { kept.insert(seen.sequence) }
        return kept
    }
}

/// Takes the rows away.
private struct Eraser {
    private let db: Database
    private let kept: Set<Int64>

    /// - Parameter kept: sequences of entries whose content stays for now.
    init(_ db: Database, keeping kept: Set<Int64>) { (self.db, self.kept) = (db, kept) }

    /// - Parameter enter: makes the entry; asked only when something was erased.
    func erase(
        _ order: ErasureOrder, by author: String, enter: (ErasureEntry) throws -> LedgerEntry
    ) throws -> (entry: LedgerEntry, events: Int)? {
        switch order {
        case .request(let sequence):
            let notes = try commitments("WHERE sequence = ?", [sequence], keeping: [])
            guard !notes.isEmpty else { return nil }
            try remove(notes)
            return (
                try enter(ErasureEntry(author: author, cause: .request, eventsBefore: nil, notes: notes)), 0
            )
        case .retention(let notesBefore, let eventsBefore):
            let notes = try notesBefore.map { time in
                try commitments(
                    "JOIN entry USING (sequence) WHERE time_ms < ?", [time.milliseconds], keeping: kept)
            }
            let events = try eventsBefore.map(forget) ?? 0
            guard notes?.isEmpty == false || events > 0 else { return nil }
            try remove(notes ?? [])
            let erasure = ErasureEntry(
                author: author, cause: .retention, eventsBefore: events > 0 ? eventsBefore : nil, notes: notes ?? [])
            return (try enter(erasure), events)
        }
    }

    /// In the order of their entries, so that the entry does not depend on the file.
    private func commitments(
        _ condition: String, _ arguments: StatementArguments, keeping kept: Set<Int64>
    ) throws -> [String] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT commitment, sequence FROM private_content \(condition) ORDER BY sequence, private_content.rowid
                """,
            arguments: arguments
        ).filter { !kept.contains($0["sequence"]) }.map { $0["commitment"] }
    }

    private func remove(_ commitments: [String]) throws { _ = try PrivateContent(db).erase(commitments) }

    /// Takes away what events before a time were; the entries that commit to it stay.
    private func forget(before time: Timestamp) throws -> Int {
        let sequences = try Int64.fetchAll(
            db,
            sql: """
                SELECT sequence FROM evidence JOIN entry USING (sequence)
                WHERE kind = 'event' AND json IS NOT NULL AND time_ms < ?
                """,
            arguments: [time.milliseconds]
        ).filter { !kept.contains($0) }
        let statement = try db.cachedStatement(sql: "UPDATE evidence SET json = NULL WHERE sequence = ?")
        for sequence in sequences { try statement.execute(arguments: [sequence]) }
        return sequences.count
    }
}
