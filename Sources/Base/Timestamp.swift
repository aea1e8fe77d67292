/// An instant on the UTC time line, in whole microseconds since 1970-01-01T00:00:00Z.
///
/// All time in Wayside comes from frames: a source gives each frame a `Timestamp`, and every later stage uses that one.
/// Nothing in the pure stages reads a clock.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Microseconds since the Unix epoch; negative before 1970.
    public let microseconds: Int64

    /// Makes an instant from microseconds since the Unix epoch.
    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// Milliseconds since the Unix epoch, rounded down.
    public var milliseconds: Int64 { floorDivide(microseconds, 1000).quotient }

    /// The default start of a recording without one: 2000-01-01T00:00:00Z.
    public static let recordingDefault = Timestamp(microseconds: 946_684_800_000_000)

    public static func < (a: Timestamp, b: Timestamp) -> Bool { a.microseconds < b.microseconds }

    /// The instant `seconds` later, rounded to the nearest microsecond (ties away from zero).
    public func advanced(bySeconds seconds: Double) -> Timestamp {
        Timestamp(microseconds: microseconds + Int64((seconds * 1_000_000).rounded()))
    }

    /// Seconds from `earlier` to this instant.
    public func seconds(since earlier: Timestamp) -> Double { Double(microseconds - earlier.microseconds) / 1_000_000 }

    /// Milliseconds from `earlier` to this instant, rounded down.
    public func milliseconds(since earlier: Timestamp) -> Int64 {
        floorDivide(microseconds - earlier.microseconds, 1000).quotient
    }
}

/// Integer division that rounds towards minus infinity, so that `remainder` is never negative.
package func floorDivide(_ a: Int64, _ b: Int64) -> (quotient: Int64, remainder: Int64) {
    let (q, r) = a.quotientAndRemainder(dividingBy: b)
    return r < 0 ? (q - 1, r + b) : (q, r)
}
