internal import Crypto
internal import Foundation
internal import GRDB
internal import Score

/// What a steward shows to be known by: 32 random bytes in hex. The ledger keeps only its hash, so that whoever copies the
/// ledger can be nobody.
public struct StewardToken: Sendable {
    /// 64 lower-case hexadecimal digits, for the steward's eyes alone.
    public let text: String

    /// A new token of the system's randomness.
    static func make() -> StewardToken {
        let bytes = unsafe SymmetricKey(size: .bits256).withUnsafeBytes { unsafe Array($0) }
        return StewardToken(text: hexadecimal(bytes))
    }

    /// Takes a token that was given; whether it is anybody's is another question.
    public init(text: String) { self.text = text }

    /// SHA-256 of the text. No salt and no stretching: 256 random bits cannot be guessed, and a plain hash can be looked up.
    var hash: String { hexadecimal(SHA256.hash(data: Data(text.utf8))) }
}

/// The tokens of a ledger; no part of its content.
struct TokenStore {
    let db: Database

    /// Gives an account a new token; older ones stop being its.
    func renew(_ steward: String, at time_ms: Int64) throws -> StewardToken {
        let token = StewardToken.make()
        try revoke(steward)
        try db.execute(
            sql: "INSERT INTO steward_token (hash, steward, made_ms) VALUES (?, ?, ?)",
            arguments: [token.hash, steward, time_ms])
        return token
    }

    /// Takes all tokens of an account away.
    func revoke(_ steward: String) throws {
        try db.execute(sql: "DELETE FROM steward_token WHERE steward = ?", arguments: [steward])
    }

    /// Whose token this is; nil when it is nobody's.
    func steward(of token: StewardToken) throws -> String? {
        try String.fetchOne(db, sql: "SELECT steward FROM steward_token WHERE hash = ?", arguments: [token.hash])
    }
}

extension LedgerReader {
    /// Whose token this is.
    /// - Throws: `LedgerError.refused` when it is nobody's.
    public func identify(_ token: StewardToken) throws(LedgerError) -> String {
        let found = try read { db in try TokenStore(db: db).steward(of: token) }
        guard let found else { throw .refused(.unknownToken) }
        return found
    }
}
