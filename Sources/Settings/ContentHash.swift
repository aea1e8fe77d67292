internal import Crypto

/// The name of a content that proves it is unchanged.
package enum ContentHash {
    /// SHA-256 of the bytes as 64 lower-case hex digits.
    package static func sha256Hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".unicodeScalars)
        var text = String.UnicodeScalarView()
        for byte in SHA256.hash(data: Array(bytes)) {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(text)
    }

    /// SHA-256 of a text's UTF-8 bytes as 64 lower-case hex digits.
    package static func sha256Hex(_ text: String) -> String { sha256Hex(text.utf8) }
}
