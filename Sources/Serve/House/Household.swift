package import Base
package import Ledger
package import Score

/// What the HTTP side needs of the program that it is a part of; the daemon's composition fills it in, tests as well.
/// Every call may block and is made from a thread of our own.
package protocol Household: Sendable {
    /// Path of the ledger's file; questions are asked through connections of our own, so that nobody waits for the writer.
    var ledgerPath: String { get }
    /// Pictures that are kept with events.
    var pictures: PictureStore { get }
    /// Version of the program.
    var version: String { get }
    /// The site as it is configured now.
    var site: SiteFacts { get }
    /// The wall clock.
    var now: Timestamp { get }
    /// How everything is.
    var health: HealthFacts { get }
    /// Every configured camera, in the order of the configuration.
    var cameras: [CameraFacts] { get }
    /// What `/metrics` says.
    var metrics: MetricFamilies { get }

    /// Does something through the ledger's one writer, between two transactions of the scorer.
    func act<Value: Sendable>(_ body: (SQLiteLedger) throws -> Value) throws -> Value
    /// Reads a policy's text.
    /// - Throws: `Problem` with every line that is wrong.
    func policy(_ text: String) throws(Problem) -> Policy
    /// Tells the log what went wrong; it is not told to whoever asked.
    func note(_ failure: String)
    /// A picture of a camera, masked; nil when there is none now.
    func picture(of camera: String) throws -> CameraPicture?
}

/// A masked picture that somebody asked for.
package struct CameraPicture: Sendable {
    /// As JPEG.
    package let jpeg: [UInt8]
    /// When it was taken.
    package let time: Timestamp
    /// Boxes of what is followed in it, in fractions of it; nobody is told which was which a moment ago.
    package let followed: [Box]

    /// Takes a picture in.
    package init(jpeg: [UInt8], time: Timestamp, followed: [Box] = []) {
        (self.jpeg, self.time, self.followed) = (jpeg, time, followed)
    }
}

/// The site, in the words of its configuration.
package struct SiteFacts: Hashable, Sendable {
    package var id: String
    package var name: String
    package var organisation: String?
    package var purpose: String
    /// How long events are kept, in milliseconds; nil when nothing is said.
    package var keepEvents_ms: Int64?
    /// Whether a masked picture is kept with each event.
    package var keepsPictures = false
    /// How to reach those who run the site.
    package var contact: String?

    /// Makes a site.
    package init(id: String, name: String, purpose: String) { (self.id, self.name, self.purpose) = (id, name, purpose) }
}

/// A camera: how it is configured and how it does. Where its pictures come from is not in it.
package struct CameraFacts: Sendable {
    package var settings: CameraSettings
    package var purpose: String
    package var uses: [DataUse]
    /// How much of the picture is masked, in thousandths.
    package var masked_permille: Int64
    /// `opening`, `running`, `lost`, `finished`, `failed` or `removed`.
    package var state: String
    package var reason: String?
    package var format: String?
    package var rate_fps: Double?
    /// Not exceeded by half of the pictures, by 99 of 100, by any, in milliseconds.
    package var delay_ms: (p50: Double, p99: Double, longest: Double)?
    package var received = 0
    package var processed = 0
    package var skipped: [String: Int] = [:]
    package var dropped: [String: Int] = [:]
    package var losses: [String: Int] = [:]
    package var first: Timestamp?
    package var last: Timestamp?
    package var starts = 0
    package var returns = 0
    /// Whether a look can give a picture now.
    package var hasPicture = false

    /// Makes a camera that has not begun.
    package init(_ settings: CameraSettings, purpose: String, uses: [DataUse], masked_permille: Int64, state: String) {
        (self.settings, self.purpose, self.uses) = (settings, purpose, uses)
        (self.masked_permille, self.state) = (masked_permille, state)
    }
}

/// How the program is.
package struct HealthFacts: Sendable {
    /// `running`, `reloading` or `stopping`.
    package var state = "running"
    package var started = Timestamp(microseconds: 0)
    package var uptime_s = 0.0
    package var working = 0
    package var configured = 0
    package var queue: (capacity: Int, depth: Int, highest: Int, waits: Int) = (0, 0, 0, 0)
    package var commits = 0
    package var events = 0
    /// From when an event's picture was due to the end of its commit, not exceeded by 99 of 100, in milliseconds.
    package var commit99_ms: Double?
    package var policy: PolicyName
    /// Why the last reload was refused, and what else is wrong; one line each, without paths.
    package var problems: [String] = []

    /// Makes the facts of a program that has just begun.
    package init(policy: PolicyName) { self.policy = policy }
}
