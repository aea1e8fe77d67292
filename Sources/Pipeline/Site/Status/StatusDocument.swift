import Foundation

/// What a daemon says of itself, as JSON. Members are added within a version and never change their meaning.
package struct StatusDocument: Codable, Hashable, Sendable {
    /// The version that is written.
    package static let version = "wayside.status.v1"

    package var type = StatusDocument.version
    /// Process id of the daemon.
    package var process: Int32
    package var site: String
    /// `running`, `reloading` or `stopping`.
    package var state: String
    /// RFC 3339.
    package var started: String
    package var uptime_s: Double
    package var configuration: Configuration
    package var policy: Policy
    /// The object finder; nil when the configuration has none.
    package var objects: Objects?
    package var cameras: [Camera]
    package var queue: Queue
    package var ledger: Ledger

    /// The configuration that is in force.
    package struct Configuration: Codable, Hashable, Sendable {
        package var file: String
        /// Reloads that were taken, and those that were refused.
        package var reloads: Int
        package var refused: Int
        /// Why the last reload was refused, one problem each; empty when it was taken.
        package var problems: [String]

        /// Makes the part.
        package init(file: String, reloads: Int = 0, refused: Int = 0, problems: [String] = []) {
            (self.file, self.reloads, self.refused, self.problems) = (file, reloads, refused, problems)
        }
    }

    /// The policy that applies.
    package struct Policy: Codable, Hashable, Sendable {
        package var id: String
        package var version: Int
        package var hash: String

        /// Makes the part.
        package init(id: String, version: Int, hash: String) {
            (self.id, self.version, self.hash) = (id, version, hash)
        }
    }

    /// One camera.
    package struct Camera: Codable, Hashable, Sendable {
        package var id: String
        package var source: String
        /// `opening`, `running`, `lost`, `finished`, `failed` or `removed`.
        package var state: String
        /// Why it is lost or has failed.
        package var reason: String?
        package var format: String?
        package var rate_fps: Double?
        /// How late it was in the last ten seconds; nil before any picture.
        package var delay_ms: Delay?
        package var frames: Frames
        package var starts: Int
        package var returns: Int
    }

    /// From when a picture was complete (a live one: the driver's time) to the end of its detection: not exceeded by half of the
    /// pictures, by 99 of 100, by any.
    package struct Delay: Codable, Hashable, Sendable {
        package var p50: Double
        package var p99: Double
        package var longest: Double
    }

    /// What became of a camera's pictures: `received = processed + skipped`, and what was dropped never came.
    package struct Frames: Codable, Hashable, Sendable {
        package var received: Int
        package var processed: Int
        package var skipped: [String: Int]
        package var dropped: [String: Int]
        /// How often the signal was lost, by reason, and how often the wall clock was set.
        package var losses: [String: Int]
        package var clockSteps: Int
        /// Looks that the detector asked an object finder for, by what became of them; nil from a daemon before there were any.
        package var looks: [String: Int]?
        /// Times of the first and the last picture that was looked at, RFC 3339.
        package var first: String?
        package var last: String?
    }

    /// The object finder in the process beside, and how it stands.
    package struct Objects: Codable, Hashable, Sendable {
        package var model: String
        package var socket: String
        /// What all cameras together may ask for in a second.
        package var looks_per_second: Double
        /// `answering` or `away`; why it is away.
        package var state: String
        package var reason: String?
        /// The finder as the ledger names it; nil before it has answered for the first time.
        package var finder: String?
        /// How often it stopped answering.
        package var outages: Int

        /// Makes the part.
        package init(model: String, socket: String, looks_per_second: Double, link: InferenceLink) {
            (self.model, self.socket, self.looks_per_second) = (model, socket, looks_per_second)
            let health = link.health
            (state, reason) = (health.fault == nil ? "answering" : "away", health.fault?.words)
            (finder, outages) = (link.hello?.name, health.outages)
        }
    }

    /// The queue between the cameras and scoring.
    package struct Queue: Codable, Hashable, Sendable {
        package var capacity: Int
        package var depth: Int
        package var highest: Int
        package var waits: Int
        package var sent: Int
    }

    /// The ledger's position, and how long it took to get there.
    package struct Ledger: Codable, Hashable, Sendable {
        package var file: String
        package var entries: Int64
        /// Number of the last entry; nil in an empty ledger.
        package var last: Int64?
        package var commits: Int
        package var events: Int
        /// Observations that the ledger had already.
        package var known: Int
        /// From when the oldest event of the last commit was due to the end of the commit.
        package var latency_ms: Double?
        /// The same for all events since the start: not exceeded by half of them, by 99 of 100, by any.
        package var p50_ms: Double?
        package var p99_ms: Double?
        package var longest_ms: Double?
    }

    /// The document as one line of JSON, keys in order of the alphabet.
    package var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Only a number that is not finite cannot be encoded, and none of these is.
        guard let data = try? encoder.encode(self) else { preconditionFailure("a status cannot be encoded") }
        return String(decoding: data, as: UTF8.self)
    }

    /// Reads a document; nil for anything else, or for another version.
    package init?(json: [UInt8]) {
        guard let found = try? JSONDecoder().decode(StatusDocument.self, from: Data(json)),
            found.type == StatusDocument.version
        else { return nil }
        self = found
    }
}
