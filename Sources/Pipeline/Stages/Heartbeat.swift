import Synchronization

/// A count that a stage advances whenever it gets somewhere, were it only to find that nothing is there. Whoever watches
/// the stage compares two readings: a stage that stands still is stuck.
package final class Heartbeat: Sendable {
    private let count = Atomic<UInt64>(0)

    /// Starts at zero.
    package init() {}

    /// The stage got on; lock-free, about a nanosecond.
    package func beat() { count.wrappingAdd(1, ordering: .relaxed) }

    /// How often it did.
    package var beats: UInt64 { count.load(ordering: .relaxed) }
}
