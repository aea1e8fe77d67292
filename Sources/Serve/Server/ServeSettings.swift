/// Where and how the daemon answers.
package struct ServeSettings: Hashable, Sendable {
    /// What is bound.
    package enum Address: Hashable, Sendable {
        case host(String, port: Int)
        /// A unix socket, for its owner and group.
        case unix(path: String)
    }

    /// Files of a certificate chain and its key, in PEM.
    package struct TLS: Hashable, Sendable {
        package let certificate: String
        package let key: String

        /// Names the files.
        package init(certificate: String, key: String) { (self.certificate, self.key) = (certificate, key) }
    }

    /// How long and how much; the usual ones unless a test makes them tighter.
    package struct Limits: Hashable, Sendable {
        /// Connections at once; more wait in the system's queue.
        package var connections = 256
        /// Clients of the event stream at once.
        package var streams = 128
        /// From when a connection is made, or the last answer was through, to the end of a request's head, in milliseconds.
        package var head_ms: Int64 = 10_000
        /// From the end of the head to the end of the body.
        package var body_ms: Int64 = 10_000
        /// From the end of the head to the end of the answer, event streams left out.
        package var answer_ms: Int64 = 60_000
        /// How long a connection may wait between requests.
        package var idle_ms: Int64 = 60_000
        /// How often a stream that has nothing to tell says that it is there.
        package var keepAlive_ms: Int64 = 15_000
        /// What of a stream may wait for its client.
        package var streamBytes = 1_048_576
        package var streamFrames = 1024

        /// The usual ones.
        package init() {}
    }

    package var address: Address
    package var tls: TLS?
    /// Names by which it may be called, besides addresses and `localhost`.
    package var hosts: [String] = []
    package var anonymous: AnonymousAccess
    package var limits = Limits()

    /// Makes settings.
    package init(_ address: Address, anonymous: AnonymousAccess) {
        (self.address, self.anonymous) = (address, anonymous)
    }
}
