import Base
import Foundation

/// The time of an act: the wall clock's, read here alone, or the one that was given.
enum ActClock {
    /// - Parameter at: RFC 3339, for imports and tests; nil asks the clock.
    static func time(_ at: String?) throws -> Timestamp {
        try at.map { try LedgerQuestions.time($0, option: "--at") }
            ?? Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1e6))
    }
}
