internal import Base
internal import Crypto
internal import Foundation
internal import GRDB

extension LedgerReader {
    /// SHA-256, in hex, over the whole content in order: for each entry its canonical line and a line feed, then, where it
    /// was made from an event, the event's line and a line feed. Equal digests mean equal ledgers.
    public func contentDigest() throws(LedgerError) -> String {
        try read { db in
            var hash = SHA256()
            let rows = try Row.fetchCursor(
                db, sql: "SELECT canonical, json FROM entry LEFT JOIN evidence USING (sequence) ORDER BY entry.sequence"
            )
            while let row = try rows.next() {
                for column in 0...1 {
                    guard let text = row[column] as String? else { continue }
                    hash.update(data: Data(text.utf8))
                    hash.update(data: [0x0A])
                }
            }
            return hexadecimal(hash.finalize())
        }
    }
}
