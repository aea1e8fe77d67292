package import Base
import Capture
import Pipeline
import Score

/// Everything that the live view shows at one moment.
package struct LiveSnapshot: Hashable, Sendable {
    /// How the source is.
    package enum State: Hashable, Sendable {
        case opening
        /// With the granted format, e.g. `1280x720 MJPG 30 fps`; empty for a recording.
        case streaming(String)
        case lost(LossReason, since_s: Double)
    }

    /// Where a place stands.
    package struct Place: Hashable, Sendable {
        package var name: String
        /// The standing as a share of the policy's range, 0...1.
        package var share: Double
        /// The number, or `unrated`.
        package var number: String
        package var consequence: String?
        /// Observed share of the accounted time, 0...1; nil when nothing was accounted.
        package var observed: Double?

        /// Makes a place.
        package init(name: String, share: Double, number: String, consequence: String? = nil, observed: Double? = nil) {
            (self.name, self.share, self.number) = (name, share, number)
            (self.consequence, self.observed) = (consequence, observed)
        }
    }

    /// `site/camera`, and what it looks through.
    package var source: String
    package var place: String
    package var state = State.opening
    package var elapsed_s = 0.0
    package var pace = LivePace()
    package var counts = LiveCounts()
    package var events = 0
    package var places: [Place] = []
    /// E.g. `out/rec: 2530 pictures, 61.2 MiB`.
    package var recording: String?

    /// Makes the snapshot of a source that is being opened.
    package init(source: String, place: String) { (self.source, self.place) = (source, place) }
}

/// How fast pictures come and are dealt with.
package struct LivePace: Hashable, Sendable {
    /// Pictures per second, lately; nil before it is known.
    package var rate: Double?
    /// Pictures per second that were agreed on.
    package var granted: Double?
    /// From the moment a picture was due to the end of its detection, lately, in milliseconds.
    package var median_ms: Double?
    package var longest_ms: Double?
    /// Share of one processor that capture and detection take, lately, 0...1.
    package var busy: Double?

    /// Nothing is known yet.
    package init() {}
}

/// What became of pictures, by reason; only reasons that occurred.
package struct LiveCounts: Hashable, Sendable {
    /// How often something happened for one reason.
    package struct Part: Hashable, Sendable {
        package let reason: String
        package let count: Int
        /// Makes a part.
        package init(_ reason: String, _ count: Int) { (self.reason, self.count) = (reason, count) }
    }

    package var received = 0
    package var processed = 0
    package var skipped: [Part] = []
    package var dropped: [Part] = []
    package var losses: [Part] = []
    /// How often the camera came back.
    package var returns = 0
    package var clockSteps = 0

    /// Nothing came yet.
    package init() {}

    /// The counts of a run.
    init(_ frames: FrameCounts, returns: Int) {
        (received, processed) = (frames.received, frames.processed)
        skipped = frames.skippedByReason.map { Part($0.reason.rawValue, $0.count) }
        dropped = frames.dropped.byReason.map { Part($0.reason, $0.count) }
        losses = frames.lossesByReason.map { Part($0.reason.rawValue, $0.count) }
        (self.returns, clockSteps) = (returns, frames.clockSteps)
    }

    /// E.g. `2534 in, 2530 processed, skipped: truncated 4`.
    package var account: String { "\(received) in, \(processed) processed, " + LiveCounts.words("skipped", skipped) }

    /// E.g. `skipped: empty 1, truncated 4`, or `none skipped`.
    static func words(_ what: String, _ parts: [Part]) -> String {
        parts.isEmpty ? "none \(what)" : "\(what): " + list(parts)
    }

    static func list(_ parts: [Part]) -> String { parts.map { "\($0.reason) \($0.count)" }.joined(separator: ", ") }
}
