internal import Base
internal import CV4L2

/// A camera of the kernel's, streaming by mapped memory through libv4l2.
///
/// Opening asks what is offered, negotiates, maps and starts: 10 to 100 ms with webcams. A picture costs three requests
/// to the kernel and no allocation.
package struct V4L2Stream: CameraStream, ~Copyable {
    package let granted: GrantedFormat
    private let session: StreamingSession
    private var ready: ReadyBuffers
    private var lent: cv4l2_buffer?
    private let journal: CameraJournal?

    /// Opens a device and starts its stream.
    /// - Parameters:
    ///   - path: the device, or a link to it as in `/dev/v4l/by-id`.
    ///   - journal: is told what libv4l2 has to say.
    /// - Throws: `CameraFault`; everything that was taken until then has been given back.
    package init(path: String, request: FormatRequest, journal: CameraJournal? = nil) throws(CameraFault) {
        defer { Chatter.tell(journal) }
        let descriptor = try DeviceDescriptor(path: path)
        _ = try descriptor.card()
        let granted = try Grant.make(descriptor, request)
        var buffers = MappedBuffers(descriptor)
        try buffers.map()
        var session = StreamingSession(buffers)
        try session.start()
        ready = ReadyBuffers(capacity: session.buffers.count)
        (self.granted, self.journal) = (granted, journal)
        self.session = session
    }

    package mutating func wait(timeout_ms: Int) throws(CameraFault) -> Bool {
        precondition(lent == nil, "the buffer that came last is released first")
        defer { Chatter.tell(journal) }
        try takeReady()
        if ready.isEmpty {
            let fault = try session.wait(timeout_ms: timeout_ms)
            try takeReady()
            if ready.isEmpty, let fault { throw fault }
        }
        return !ready.isEmpty
    }

    package mutating func next(timeout_ms: Int) throws(CameraFault) -> CapturedBuffer? {
        _ = try wait(timeout_ms: timeout_ms)
        let count = ready.count
        guard let buffer = ready.takeFirst() else { return nil }
        lent = buffer
        return CapturedBuffer(
            sequence: buffer.sequence,
            time_ns: buffer.monotonic ? buffer.time_ns : CameraClock.system.monotonic_ns(),
            isDriverTime: buffer.monotonic, isFaulty: buffer.faulty, ready: count)
    }

    package func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        guard let lent else { preconditionFailure("bytes are lent between next and release") }
        return session.buffers.withBytes(Int(lent.index), count: Int(lent.used_bytes), body)
    }

    package mutating func release() throws(CameraFault) {
        guard let buffer = lent else { return }
        lent = nil
        try session.queue(buffer.index)
    }

    /// Takes every filled buffer from the driver, so that it is known how many were waiting.
    /// - Throws: only when no buffer is in hand; those that came before the fault are handed out first.
    private mutating func takeReady() throws(CameraFault) {
        do throws(CameraFault) {
            while ready.hasRoom, let buffer = try session.dequeue() { ready.append(buffer) }
        } catch {
            if ready.isEmpty { throw error }
        }
    }
}
