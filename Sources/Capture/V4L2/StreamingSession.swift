internal import Base
internal import CV4L2
internal import Glibc

/// A device that streams into its buffers; the stream is stopped when it is let go of, before the buffers are unmapped.
struct StreamingSession: ~Copyable {
    let buffers: MappedBuffers
    private var isOn = false

    /// Takes the buffers; nothing streams yet.
    init(_ buffers: consuming MappedBuffers) { self.buffers = buffers }

    // Fails when the device has gone; then nothing streams.
    deinit { if isOn { cv4l2_stream_off(buffers.descriptor.number) } }

    private var device: Int32 { buffers.descriptor.number }

    /// Gives all buffers to the driver and starts the stream.
    mutating func start() throws(CameraFault) {
        for index in 0..<buffers.count { try queue(UInt32(index)) }
        try SystemCall.check(cv4l2_stream_on(device), "VIDIOC_STREAMON")
        isOn = true
    }

    /// Gives a buffer to the driver, to be filled.
    func queue(_ index: UInt32) throws(CameraFault) { try SystemCall.check(cv4l2_queue(device, index), "VIDIOC_QBUF") }

    /// Takes the next filled buffer; nil when there is none yet.
    func dequeue() throws(CameraFault) -> cv4l2_buffer? {
        var buffer = cv4l2_buffer()
        let result = unsafe cv4l2_dequeue(device, &buffer)
        if result == -EAGAIN { return nil }
        try SystemCall.check(result, "VIDIOC_DQBUF")
        // A number that was never given out would lead past the end of the mappings.
        guard Int(buffer.index) < buffers.count else {
            throw CameraFault(.failed, "VIDIOC_DQBUF: no buffer \(buffer.index)", mend: SystemCall.mend(.failed))
        }
        return buffer
    }

    /// Waits until something is to be had or known.
    /// - Returns: the fault to report when `dequeue` gives nothing afterwards; nil when that is no fault.
    func wait(timeout_ms: Int) throws(CameraFault) -> CameraFault? {
        let events = try SystemCall.check(cv4l2_wait(device, Int32(clamping: timeout_ms)), "poll")
        // Both stay set, so to wait again would be to run in circles.
        if events & Int32(CV4L2_GONE) != 0 { return SystemCall.fault("poll", ENODEV) }
        if events & Int32(CV4L2_ERROR) != 0 { return SystemCall.fault("poll", EIO) }
        return nil
    }
}
