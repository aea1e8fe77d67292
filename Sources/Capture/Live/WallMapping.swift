package import Base

/// Maps the monotonic times of a driver to wall time: once, when a source begins, so that frame times keep the driver's
/// even pace whatever is done to the wall clock.
///
/// When the wall clock is set (by hand, by a first NTP answer, or because the machine slept), the mapping would be wrong for
/// ever; so the distance between the clocks is looked at with each picture, and a jump of more than `tolerance_us` makes
/// a new mapping. NTP's slewing bends both clocks alike on Linux (`adjtimex(2)`) and is no jump.
package struct WallMapping: Hashable, Sendable {
    /// A difference that no scheduling delay between two readings of clocks explains.
    package static let tolerance_us: Int64 = 500_000

    /// Wall time minus monotonic time, in microseconds.
    package private(set) var offset_us: Int64

    /// Makes the mapping of this moment.
    package init(_ clock: CameraClock) { offset_us = WallMapping.distance_us(clock) }

    /// Wall time of a monotonic time.
    package func time(of monotonic_ns: UInt64) -> Timestamp {
        Timestamp(microseconds: Int64(monotonic_ns / 1000) + offset_us)
    }

    /// Looks at the clocks; on a jump the mapping becomes that of this moment.
    /// - Returns: by how many microseconds the wall clock was set; nil when it was not.
    package mutating func step_us(_ clock: CameraClock) -> Int64? {
        let distance_us = WallMapping.distance_us(clock), step_us = distance_us - offset_us
        guard abs(step_us) > WallMapping.tolerance_us else { return nil }
        offset_us = distance_us
        return step_us
    }

    private static func distance_us(_ clock: CameraClock) -> Int64 {
        clock.wall_us() - Int64(clock.monotonic_ns() / 1000)
    }
}
