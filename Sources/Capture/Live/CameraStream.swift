/// A camera that is open and streams: the seam between what is done with a camera's pictures and how a driver gives them.
/// One owner, one thread; letting go of it stops the stream and closes the device.
package protocol CameraStream: ~Copyable {
    /// What the driver granted.
    var granted: GrantedFormat { get }

    /// How many buffers the driver may fill ahead.
    var bufferCount: Int { get }

    /// Waits up to `timeout_ms` until `next` has a buffer to give at once.
    /// - Returns: whether it has.
    /// - Throws: `CameraFault` when the stream is over; it can only be let go then.
    mutating func wait(timeout_ms: Int) throws(CameraFault) -> Bool

    /// Waits up to `timeout_ms` for the next buffer, which stays ours until `release`.
    /// - Returns: nil when none came in time.
    /// - Throws: `CameraFault` when the stream is over; it can only be let go then.
    mutating func next(timeout_ms: Int) throws(CameraFault) -> CapturedBuffer?

    /// Lends the used bytes of the buffer that came last.
    func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result

    /// Gives the buffer that came last back to the driver.
    mutating func release() throws(CameraFault)
}

extension CameraStream where Self: ~Copyable {
    package var bufferCount: Int { 8 }
}

/// What the driver says about one buffer.
package struct CapturedBuffer: Hashable, Sendable {
    /// The driver's number; counts pictures that it dropped too, and wraps at 2^32.
    package var sequence: UInt32
    /// When the picture was taken, in nanoseconds of `CLOCK_MONOTONIC`.
    package var time_ns: UInt64
    /// Whether the driver gave that time; else it is when the buffer was handed out.
    package var isDriverTime: Bool
    /// The driver marked the content as faulty (`V4L2_BUF_FLAG_ERROR`).
    package var isFaulty: Bool
    /// Buffers that were waiting, this one included, when it was taken; as many as there are means that the driver had none
    /// left to fill.
    package var ready: Int

    /// Makes the description of a buffer.
    package init(sequence: UInt32, time_ns: UInt64, isDriverTime: Bool = true, isFaulty: Bool = false, ready: Int = 1) {
        (self.sequence, self.time_ns, self.isDriverTime) = (sequence, time_ns, isDriverTime)
        (self.isFaulty, self.ready) = (isFaulty, ready)
    }
}
