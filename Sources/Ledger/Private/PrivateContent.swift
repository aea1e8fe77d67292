internal import Crypto
internal import Foundation
internal import GRDB

/// Notes and pictures that somebody gave, in a table of their own. An entry holds only their *commitment*: SHA-256 over 16
/// random bytes of salt and the content. So the content can be erased, with its salt, and the entry still verifies; while
/// it is there, anybody can check that it is what was committed to.
struct PrivateContent {
    private let db: Database

    init(_ db: Database) { self.db = db }

    /// The commitment to content, in hex.
    static func commitment(salt: [UInt8], _ bytes: [UInt8]) -> String {
        var hash = SHA256()
        hash.update(data: salt)
        hash.update(data: bytes)
        return hexadecimal(hash.finalize())
    }

    /// Keeps content for an entry that is made in the same transaction.
    /// - Parameter sequence: of that entry.
    /// - Returns: the commitment, for the entry to hold.
    func insert(_ item: PrivateItem, for sequence: Int64, _ salts: Salts) throws -> String {
        let salt = salts.draw()
        precondition(salt.count == Salts.count, "a salt has sixteen bytes")
        let commitment = PrivateContent.commitment(salt: salt, item.bytes)
        try db.execute(
            sql: "INSERT INTO private_content (commitment, sequence, media, salt, bytes) VALUES (?, ?, ?, ?, ?)",
            arguments: [commitment, sequence, item.media.rawValue, Data(salt), Data(item.bytes)])
        return commitment
    }

    /// The content behind a commitment; nil when it was erased, or never was.
    func read(_ commitment: String) throws -> PrivateItem? {
        let row = try Row.fetchOne(
            db, sql: "SELECT media, bytes FROM private_content WHERE commitment = ?", arguments: [commitment])
        guard let row, let media = PrivateMedia(rawValue: row["media"]) else { return nil }
        return PrivateItem(kept: media, [UInt8](row["bytes"] as Data))
    }

    /// Takes content away, with its salts. The erasure's entry is made in the same transaction.
    /// - Returns: how many pieces were there.
    func erase(_ commitments: [String]) throws -> Int {
        var count = 0
        for commitment in commitments {
            try db.execute(sql: "DELETE FROM private_content WHERE commitment = ?", arguments: [commitment])
            count += db.changesCount
        }
        return count
    }
}

extension LedgerReader {
    /// The private content behind a commitment; nil when it was erased, or never was.
    public func privateContent(_ commitment: String) throws(LedgerError) -> PrivateItem? {
        try read { try PrivateContent($0).read(commitment) }
    }

    /// The text of a note behind a commitment; nil when it was erased.
    public func note(_ commitment: String) throws(LedgerError) -> String? { try privateContent(commitment)?.text }
}
