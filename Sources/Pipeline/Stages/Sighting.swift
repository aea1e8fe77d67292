package import Base

/// What travels through the queue: one observation, and where in the recording it was decided.
///
/// `hidden` is filled only when a report is wanted. Boxes without identity are no more than the event's own box says.
package struct Sighting: Hashable, Sendable {
    package let observation: Observation
    /// Number of the deciding frame in its source; the last frame for what ends with the source.
    package let sequence: Int
    /// Boxes of everything that moved or was followed at that frame and shortly before, to be hidden in pictures.
    package let hidden: [Box]

    /// When the deciding frame was due, in nanoseconds of the machine's monotonic clock: the driver's time of a live picture,
    /// the due time of a paced one; nil at full speed, and for what no picture decided. Only delays are measured with it.
    package let due_ns: UInt64?

    /// The detector that decided it; nil is the one of the whole run. It differs when an object finder comes and goes.
    package var detector: String?

    /// Makes a sighting.
    package init(_ observation: Observation, sequence: Int, hidden: [Box], due_ns: UInt64? = nil) {
        (self.observation, self.sequence, self.hidden, self.due_ns) = (observation, sequence, hidden, due_ns)
    }
}
