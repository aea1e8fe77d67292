package import Base

/// Regions of the last moments. A detector loses and finds things from frame to frame; for hiding people in a picture
/// it is better to cover a place that was left a moment ago than to miss one that was lost for a moment.
package struct RecentRegions {
    /// How long a region is remembered, in milliseconds.
    package static let memory_ms: Int64 = 1000
    private var frames: [(time: Timestamp, boxes: [Box])] = []

    /// Remembers nothing.
    package init() {}

    /// Takes in the regions of the next frame.
    package mutating func add(_ boxes: [Box], at time: Timestamp) {
        frames.removeAll { time.milliseconds(since: $0.time) > Self.memory_ms }
        if !boxes.isEmpty { frames.append((time, boxes)) }
    }

    /// All remembered boxes, oldest first.
    package var boxes: [Box] { frames.flatMap(\.boxes) }
}
