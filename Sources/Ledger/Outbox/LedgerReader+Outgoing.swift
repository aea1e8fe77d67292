internal import GRDB
public import Score

extension LedgerReader {
    /// Entries from a sequence on with the lines of events, in order: what is sent out. An erased event has no line.
    public func outgoing(from sequence: Int64, limit: Int) throws(LedgerError) -> [StoredEvent] {
        try read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT canonical, iif(kind = 'event', json, NULL) FROM entry LEFT JOIN evidence USING (sequence)
                    WHERE entry.sequence >= ? ORDER BY entry.sequence LIMIT ?
                    """,
                arguments: [sequence, limit])
            return try rows.map { StoredEvent(entry: try LedgerReader.entry($0[0]), json: $0[1]) }
        }
    }

    /// What tells this ledger's entry of a number from another ledger's: SHA-256 of the entry; empty when there is none.
    public func mark(of sequence: Int64) throws(LedgerError) -> String {
        try entries(from: sequence, limit: 1).first.flatMap { $0.sequence == sequence ? $0.mark : nil } ?? ""
    }
}

extension LedgerEntry {
    /// SHA-256 of the entry's canonical text.
    public var mark: String { SQLiteLedger.contentHash(canonical) }
}
