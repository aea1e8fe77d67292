internal import Crypto
internal import Foundation

/// Who signs notes, and how that is checked (C2SP signed-note): a name, and an Ed25519 public key.
public struct NoteKey: Hashable, Sendable {
    /// Without white space and `+`.
    public let name: String
    /// The 32 bytes of the Ed25519 public key (RFC 8032).
    public let publicKey: [UInt8]

    /// What the note format calls Ed25519.
    private static let algorithm: UInt8 = 1
    /// Bytes of the identity of a key in a signature.
    static let identityCount = 4

    /// Makes a key; nil for a name that a note cannot have, or another number of bytes.
    public init?(name: String, publicKey: [UInt8]) {
        let isPlain = !name.isEmpty && name.unicodeScalars.allSatisfy { $0 != "+" && !$0.properties.isWhitespace }
        guard isPlain, publicKey.count == 32 else { return nil }
        (self.name, self.publicKey) = (name, publicKey)
    }

    /// Reads the form in which keys are handed on: `NAME+HASH+BASE64`.
    public init?(verifier text: String) {
        // Base64 may have a plus sign itself.
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Data(base64Encoded: String(parts[2])), bytes.first == Self.algorithm,
            let key = NoteKey(name: String(parts[0]), publicKey: Array(bytes.dropFirst())),
            hexadecimal(key.identity) == parts[1]
        else { return nil }
        self = key
    }

    /// The form in which the key is handed on.
    public var verifier: String {
        name + "+" + hexadecimal(identity) + "+" + Data([Self.algorithm] + publicKey).base64EncodedString()
    }

    /// Tells keys of one name apart: the first bytes of SHA-256 of the name, a line feed, the algorithm and the key.
    var identity: [UInt8] {
        Array(SHA256.hash(data: Data(name.utf8) + [0x0A, Self.algorithm] + publicKey).prefix(Self.identityCount))
    }

    /// Whether a signature (64 bytes) is this key's over the text.
    func isRight(_ signature: some DataProtocol, over text: String) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(signature, for: Data(text.utf8))
    }
}

/// Bytes as lower-case hexadecimal digits.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    var digits: [UInt8] = []
    digits.reserveCapacity(2 * bytes.underestimatedCount)
    for byte in bytes {
        for digit in [byte >> 4, byte & 15] { digits.append(digit < 10 ? 0x30 + digit : 0x57 + digit) }
    }
    return String(decoding: digits, as: UTF8.self)
}
