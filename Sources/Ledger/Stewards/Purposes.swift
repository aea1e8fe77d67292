public import Base
internal import GRDB
public import Score

extension SQLiteLedger {
    /// Enters what a camera is for, unless that is what was entered last.
    /// - Parameters:
    ///   - camera: the camera itself as a subject: `site/camera`, `camera`.
    ///   - time: frame time from which on it holds.
    /// - Returns: whether an entry was made.
    @discardableResult
    public func enterPurpose(
        _ purpose: PurposeEntry, of camera: Subject, at time: Timestamp
    ) throws(LedgerError) -> Bool {
        try write { db in
            guard try LedgerReader.purposeBook(db).purpose(of: camera.source) != purpose else { return false }
            let next = try LedgerReader.nextSequence(db)
            let entry = LedgerEntry(
                sequence: next, subject: camera, time: time, policy: try LedgerReader.activePolicy(db) ?? "",
                content: .purpose(purpose))
            var interned: [Subject: Int64] = [:]
            try EntryWriter(db).insert(
                entry, subject: try LedgerReader.intern(camera, db, &interned), concerns: nil)
            try BlockRoots(db).complete(to: next + 1)
            return true
        }
    }
}
