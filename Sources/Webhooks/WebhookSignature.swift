internal import Crypto
public import Base
internal import Foundation

/// Signs what is sent as Standard Webhooks 1.0 does, so that receivers can use a library to check it: HMAC-SHA-256 over id,
/// time and body, in three headers.
public struct WebhookSignature: Sendable {
    /// Least length of a secret in bytes.
    public static let leastSecret = 24

    private let key: SymmetricKey

    /// Takes the text of a secret: `whsec_` and Base64, or any other text, whose bytes are then the key.
    /// Nil when it is too short to be one.
    public init?(secret text: String) {
        let bytes: [UInt8]
        if text.hasPrefix("whsec_") {
            guard let data = Data(base64Encoded: String(text.dropFirst(6))) else { return nil }
            bytes = [UInt8](data)
        } else {
            bytes = Array(text.utf8)
        }
        guard bytes.count >= WebhookSignature.leastSecret else { return nil }
        key = SymmetricKey(data: bytes)
    }

    /// The headers.
    /// - Parameter time: when the message is sent; a receiver refuses old ones, so each attempt is signed anew.
    public func headers(id: String, time: Timestamp, body: [UInt8]) -> [(name: String, value: String)] {
        let seconds = "\(floorDivide(time.microseconds, 1_000_000).quotient)"
        var code = HMAC<SHA256>(key: key)
        code.update(data: Data("\(id).\(seconds).".utf8))
        code.update(data: Data(body))
        let signature = Data(code.finalize()).base64EncodedString()
        return [("webhook-id", id), ("webhook-timestamp", seconds), ("webhook-signature", "v1,\(signature)")]
    }
}
