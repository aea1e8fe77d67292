internal import Base
internal import GRDB
internal import GRDBSQLite

/// The rows of a statement as SQLite holds them: texts are lent, not copied, and no row is made a value. For the check of a
/// ledger, which reads millions of columns.
struct RawRows {
    private let statement: Statement

    /// - Parameter statement: of a connection that stays open and idle while rows are read.
    init(_ statement: Statement, arguments: StatementArguments) throws {
        self.statement = statement
        unsafe sqlite3_reset(statement.sqliteStatement)
        try statement.setArguments(arguments)
    }

    /// Goes to the next row.
    /// - Returns: false after the last.
    func next() throws -> Bool {
        switch unsafe sqlite3_step(statement.sqliteStatement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw DatabaseError(resultCode: ResultCode(rawValue: code))
        }
    }

    func isNull(_ column: Int32) -> Bool {
        unsafe sqlite3_column_type(statement.sqliteStatement, column) == SQLITE_NULL
    }

    func integer(_ column: Int32) -> Int64 { unsafe sqlite3_column_int64(statement.sqliteStatement, column) }

    /// Nil where the column has none.
    func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }

    /// Lends the bytes of a text until `body` returns; none where the column has none.
    func withText<Result>(_ column: Int32, _ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
        // The blob of a text is its bytes; they stay where they are until the next step.
        let bytes = unsafe sqlite3_column_blob(statement.sqliteStatement, column)
        let count = unsafe Int(sqlite3_column_bytes(statement.sqliteStatement, column))
        let buffer = unsafe UnsafeBufferPointer(
            start: bytes?.assumingMemoryBound(to: UInt8.self), count: bytes == nil ? 0 : count)
        return try unsafe body(buffer.span)
    }

    /// A text as a value; nil where the column has none or what is there is not UTF-8.
    func text(_ column: Int32) -> String? {
        isNull(column) ? nil : withText(column) { String(utf8: $0) }
    }
}
