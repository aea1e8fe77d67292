package import Base

/// What `wayside.yaml` says.
package struct SiteConfiguration: Hashable, Sendable {
    /// The site that all its cameras belong to.
    package struct Site: Hashable, Sendable {
        package let id: String
        package let name: String?
        package let organisation: String?
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

    /// Where the page and the API are served.
    package struct Address: Hashable, Sendable {
        package let host: String
        package let port: Int
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
    package let serve: Address?
    /// Nil means that no broker is told.
    package var mqtt: Broker?
    package var webhooks: [Webhook] = []
    package var alarms = Alarms()
}
