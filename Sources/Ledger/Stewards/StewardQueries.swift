internal import GRDB
public import Score

extension LedgerReader {
    /// Who may do what, and what waits for a second steward. Cost: grows with what stewards have done, not with the ledger.
    public func stewardBook() throws(LedgerError) -> StewardBook { try read { try LedgerReader.stewardBook($0) } }

    /// What the data of each camera may be used for.
    public func purposeBook() throws(LedgerError) -> PurposeBook { try read { try LedgerReader.purposeBook($0) } }

    /// The entry with a number; nil when there are not so many.
    public func entry(_ sequence: Int64) throws(LedgerError) -> LedgerEntry? {
        try entries(from: sequence, limit: 1).first { $0.sequence == sequence }
    }

    /// Who looked at what, exported and asked, and was let or refused, in order.
    /// - Parameter after: only entries after this one.
    public func accesses(after: Int64 = -1, limit: Int = 1000) throws(LedgerError) -> [LedgerEntry] {
        try read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT canonical FROM entry WHERE \(LedgerReader.isRare) AND kind = 'access' AND sequence > ?
                    ORDER BY sequence LIMIT ?
                    """,
                arguments: [after, limit]
            ).map(LedgerReader.entry)
        }
    }

    /// The condition of the index `entry_acts`, to the letter, without which SQLite would not use it.
    static let isRare = "kind NOT IN ('event', 'adjustment', 'exposure', 'merit', 'reversal')"

    static func stewardBook(_ db: Database) throws -> StewardBook {
        var book = StewardBook()
        for entry in try acts(db) { book.enter(entry) }
        return book
    }

    /// What is wrong with what stewards have entered. Cost: reads every act.
    static func stewardFindings(_ db: Database) throws -> [String] {
        var check = StewardFindings()
        return try acts(db).flatMap { check.take($0) } + check.finish()
    }

    static func purposeBook(_ db: Database) throws -> PurposeBook {
        var book = PurposeBook()
        let rows = try String.fetchAll(
            db.cachedStatement(
                sql: "SELECT canonical FROM entry WHERE \(isRare) AND kind = 'purpose' ORDER BY sequence"))
        for row in rows { book.enter(try entry(row)) }
        return book
    }

    /// Every camera that the ledger has something about.
    static func cameras(_ db: Database) throws -> [String] {
        try String.fetchAll(
            db,
            sql: """
                SELECT DISTINCT source FROM subject WHERE source NOT IN ('policy', 'steward', 'ledger') ORDER BY source
                """)
    }
}
