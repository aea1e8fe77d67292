package import Base

/// What `wayside.yaml` says.
package struct SiteConfiguration: Hashable, Sendable {
    /// The site that all its cameras belong to.
    package struct Site: Hashable, Sendable {
        package let id: String
        package let name: String?
        package let organisation: String?
        /// How to reach those who run the site, for the public.
        package var contact: String?
    }

    /// One camera and where its pictures come from.
    package struct Camera: Hashable, Sendable {
        package let settings: CameraSettings
        package let source: SourceSpec
        package let format: CameraFormat
        /// Whether the site's object finder looks at its pictures, when there is one.
        package var objects = true
    }

    /// The object finder that looks where something moves, in a process of its own.
    package struct Objects: Hashable, Sendable {
        /// Looks a second of all cameras together, unless the file says otherwise.
        package static let usualLooksPerSecond = 20.0

        /// Name of the model that the process must run.
        package let model: String
        /// Path of its socket as seen from the working directory; nil is where the service manager's instance answers.
        package var socket: String?
        package var looksPerSecond = usualLooksPerSecond
    }

    /// Where events and scores are kept.
    package struct Storage: Hashable, Sendable {
        /// Directory as seen from the working directory.
        package var directory: String
        /// Whether the file names the directory; else it is `state` beside the file, or where the service manager says.
        package var isNamed = false
        /// How long events are kept, in milliseconds; nil means until someone decides.
        package var keepEvents_ms: Int64?
        /// Whether a masked picture is kept with an event.
        package var pictures = false
    }

    /// Where the page and the API are served, and to whom.
    package struct Serve: Hashable, Sendable {
        /// What is bound.
        package enum Address: Hashable, Sendable {
            case host(String, port: Int)
            /// Path of a unix socket as seen from the working directory.
            case unix(path: String)
        }

        /// How much whoever shows no token may do.
        package enum Anonymous: String, CaseIterable, Sendable { case read, `public`, none }

        package let address: Address
        /// Paths of a certificate chain and its key, in PEM.
        package var tls: TLS?
        /// Names by which it may be called, besides addresses and `localhost`.
        package var hosts: [String] = []
        /// Nil: read from this machine, the public part from elsewhere.
        package var anonymous: Anonymous?
        /// Whether a proxy that is trusted to do TLS stands in front.
        package var hasProxy = false

        /// Files of a certificate.
        package struct TLS: Hashable, Sendable {
            package let certificate: String
            package let key: String
        }

        /// Whether only programs of this machine can reach it.
        package var isLocal: Bool {
            switch address {
            case .unix: true
            case .host(let host, _):
                host == "localhost" || host == "::1"
                    || (host.hasPrefix("127.") && host.split(separator: ".").count == 4)
            }
        }
    }

    /// Path of the file, as it was given.
    package let file: String
    package let site: Site
    /// Why cameras watch here; a camera may narrow it.
    package let purpose: String
    /// What data of cameras may be used for that say nothing themselves.
    package let uses: [DataUse]
    package let cameras: [Camera]
    /// Path of the policy file as seen from the working directory.
    package let policy: String
    package let storage: Storage
    /// Nil means that detection is by motion alone.
    package let objects: Objects?
    /// Nil means nothing is served.
    package let serve: Serve?
    /// Nil means that no broker is told.
    package var mqtt: Broker?
    package var webhooks: [Webhook] = []
    package var alarms = Alarms()
}
