public import Base
internal import GRDB
public import Score

/// What is kept apart from an entry.
public struct PrivatePart: Hashable, Sendable {
    public let commitment: String
    /// Nil when it was erased.
    public let item: PrivateItem?
}

extension SQLiteLedger {
    /// Enters that somebody wants to see or take data, for a use that they name, and lets or refuses it. Refused attempts of
    /// known accounts are entered, too.
    /// - Parameters:
    ///   - subject: whose data; nil for those of all cameras.
    ///   - object: what it is about, in words, e.g. `entry 17`.
    /// - Throws: `LedgerError.refused` when the account may not, or the use is not one of the camera's.
    public func access(
        _ wanted: AccessEntry.Act, for use: DataUse, of subject: Subject?, object: String, by author: String,
        at time: Timestamp
    ) throws(LedgerError) {
        let refusal = try entering(at: time) { act in
            let sources = try subject.map { [$0.source] } ?? LedgerReader.cameras(act.db)
            let refusal = try Self.refusal(wanted, use, of: sources, by: author, act)
            let content = AccessEntry(
                author: author, act: wanted, use: use, outcome: refusal == nil ? .granted : .refused, object: object)
            try act.enter(.access(content), about: subject ?? .ledger)
            return refusal
        }
        if let refusal { throw .refused(refusal) }
    }

    /// Everything that is kept apart from an entry: notes and pictures. That somebody looked is entered first.
    /// - Throws: as `access`; `LedgerError.refused` with `noEntry` when there is no such entry.
    public func look(
        at sequence: Int64, for use: DataUse, by author: String, at time: Timestamp
    ) throws(LedgerError) -> [PrivatePart] {
        guard let entry = try reader.entry(sequence) else { throw .refused(.noEntry(sequence)) }
        try access(.look, for: use, of: entry.subject, object: "entry \(sequence)", by: author, at: time)
        var parts: [PrivatePart] = []
        for commitment in entry.committedNotes {
            parts.append(PrivatePart(commitment: commitment, item: try reader.privateContent(commitment)))
        }
        return parts
    }

    /// Nil when it may be done. Whoever is no account, or has left, is turned away without an entry: it would name nobody.
    private static func refusal(
        _ wanted: AccessEntry.Act, _ use: DataUse, of sources: [String], by author: String, _ act: AppealDesk
    ) throws -> Refusal? {
        do throws(Refusal) {
            try act.stewards.permit(wanted.right, by: author)
        } catch {
            switch error {
            case .unknownAccount, .hasLeft: throw error
            default: return error
            }
        }
        let purposes = try LedgerReader.purposeBook(act.db)
        do throws(Refusal) { try purposes.permit(use, of: sources) } catch { return error }
        return nil
    }
}
