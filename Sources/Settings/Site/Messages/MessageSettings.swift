package import Base
package import Score

extension SiteConfiguration {
    /// The broker that is told.
    package struct Broker: Hashable, Sendable {
        /// Encryption of the connection; paths as seen from the working directory.
        package struct TLS: Hashable, Sendable {
            package var authorities: String?
            package var certificate: String?
            package var key: String?
        }

        package let host: String
        package let port: Int
        package var username: String?
        /// File with the password.
        package var passwordFile: String?
        /// Nil is without encryption.
        package var tls: TLS?
        package var clientID: String?
        /// First part of all topics but those of discovery.
        package var topic = "wayside"
        package var discoveryPrefix = "homeassistant"
        package var homeAssistant = true
        package var cloudEvents = true
        package var onvif = false
        package var keepAlive_s = 30
    }

    /// A receiver of messages by HTTP.
    package struct Webhook: Hashable, Sendable {
        /// What can be asked for.
        package enum Kind: String, CaseIterable, Sendable { case events, alarms, digests, reversals }

        package let id: String
        /// As written; checked when it is used.
        package let url: String
        /// File with the secret by which messages are signed.
        package let secretFile: String
        package var kinds: [Kind] = [.alarms, .digests, .reversals]
        /// Hosts that may be at an address of the house.
        package var privateHosts: [String] = []
        /// File with certificates that are trusted instead of the system's.
        package var authorities: String?
        package var batch = 1
    }

    /// When alarms are sent.
    package struct Alarms: Hashable, Sendable {
        package var quietHours: [DailyHours] = []
        package var urgentFrom: Level?
        /// Nil is the usual window.
        package var digestEvery_ms: Int64?

        package init() {}
    }
}
