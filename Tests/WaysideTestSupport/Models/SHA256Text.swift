import Crypto
import Foundation

/// SHA-256 as cards have it.
package enum SHA256Text {
    /// As 64 small digits.
    package static func of(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
    }
}
