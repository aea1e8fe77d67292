internal import Crypto
internal import Foundation

/// Signs notes with an Ed25519 key. The key is never told, logged or compared.
public struct NoteSigner: Sendable {
    /// What its signatures are checked with.
    public let key: NoteKey
    private let secret: Curve25519.Signing.PrivateKey

    /// A signer with a new key of the system's randomness.
    /// - Parameter name: makes the name of the key from its public bytes; must be one that a note can have.
    public init(name: ([UInt8]) -> String) {
        let secret = Curve25519.Signing.PrivateKey()
        let publicKey = Array(secret.publicKey.rawRepresentation)
        guard let key = NoteKey(name: name(publicKey), publicKey: publicKey) else {
            preconditionFailure("a name without white space and plus signs")
        }
        (self.key, self.secret) = (key, secret)
    }

    /// Reads a signer's own line, `PRIVATE+KEY+NAME+HASH+BASE64`, as `line` gives it; nil when it is none.
    public init?(line: String) {
        let parts = line.split(separator: "+", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0] == "PRIVATE", parts[1] == "KEY",
            let bytes = Data(base64Encoded: String(parts[4])), bytes.first == 1,
            let secret = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes.dropFirst()),
            let key = NoteKey(name: String(parts[2]), publicKey: Array(secret.publicKey.rawRepresentation)),
            hexadecimal(key.identity) == parts[3]
        else { return nil }
        (self.key, self.secret) = (key, secret)
    }

    /// The signer as one line of text, for its file and for nothing else.
    package var line: String {
        "PRIVATE+KEY+\(key.name)+\(hexadecimal(key.identity))+"
            + Data([1] + Array(secret.rawRepresentation)).base64EncodedString()
    }

    /// Signs a text.
    /// - Parameter text: ends with a line feed.
    /// - Throws: what the cryptographic library cannot do.
    public func sign(_ text: String) throws -> SignedNote {
        let signature = try secret.signature(for: Data(text.utf8))
        return SignedNote(
            text: text, signatures: [NoteSignature(name: key.name, bytes: key.identity + Array(signature))])
    }
}
