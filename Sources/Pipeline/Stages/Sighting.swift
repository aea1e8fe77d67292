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

    /// Makes a sighting.
    package init(_ observation: Observation, sequence: Int, hidden: [Box]) {
        (self.observation, self.sequence, self.hidden) = (observation, sequence, hidden)
    }
}
