public import Messages

/// How to reach a broker.
public struct BrokerSettings: Sendable {
    /// Encryption of the connection.
    public struct TLS: Hashable, Sendable {
        /// File with the certificates of authorities that are trusted; nil trusts the system's.
        public var authorities: String?
        /// Files of our own certificate and its key, when the broker asks for one.
        public var certificate: String?
        public var key: String?

        /// Trusts the system's authorities.
        public init(authorities: String? = nil, certificate: String? = nil, key: String? = nil) {
            (self.authorities, self.certificate, self.key) = (authorities, certificate, key)
        }
    }

    public var host: String
    public var port: Int
    public var clientID: String
    public var username: String?
    /// Never shown: this type has no description of its own, and messages are made of host and port alone.
    public var password: Secret?
    public var tls: TLS?
    /// Seconds without traffic after which a sign of life is sent, 5...3600; the broker tells the last will after one and a
    /// half of them.
    public var keepAlive_s: Int = 30
    /// What the broker publishes when the connection is lost.
    public var will: Publication?

    /// Makes settings without name, password and encryption.
    public init(host: String, port: Int, clientID: String) {
        (self.host, self.port, self.clientID) = (host, port, clientID)
    }
}

/// A text that is shown nowhere: neither printed nor dumped.
public struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    let text: String

    /// Takes a text into keeping.
    public init(_ text: String) { self.text = text }

    public var description: String { "(secret)" }
    public var debugDescription: String { "(secret)" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why a connection could not be made or kept.
public struct BrokerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// In words, without names and passwords.
    public let reason: String
    public var description: String { reason }

    init(_ reason: String) { self.reason = reason }
}
