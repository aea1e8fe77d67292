public import Base
internal import GRDB
public import Score

extension SQLiteLedger {
    /// Enters what cameras are for, unless that is what was entered last, in one transaction.
    /// - Parameters:
    ///   - purposes: by camera; the camera itself as a subject (`site/camera`, `camera`).
    ///   - time: frame time from which on they hold.
    /// - Returns: how many entries were made.
    public func enterPurposes(
        _ purposes: [(camera: Subject, purpose: PurposeEntry)], at time: Timestamp
    ) throws(LedgerError) -> Int {
        try write { db in
            let known = try LedgerReader.purposeBook(db)
            let new = purposes.filter { known.purpose(of: $0.camera.source) != $0.purpose }
            guard !new.isEmpty else { return 0 }
            let policy = try LedgerReader.activePolicy(db) ?? "", writer = try EntryWriter(db)
            var next = try LedgerReader.nextSequence(db), interned: [Subject: Int64] = [:]
            for (camera, purpose) in new {
                let entry = LedgerEntry(
                    sequence: next, subject: camera, time: time, policy: policy, content: .purpose(purpose))
                try writer.insert(entry, subject: try LedgerReader.intern(camera, db, &interned), concerns: nil)
                next += 1
            }
            try BlockRoots(db).complete(to: next)
            return new.count
        }
    }
}
