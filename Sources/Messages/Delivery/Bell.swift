internal import Glibc

/// Wakes a thread that waits, for a moment or for a descriptor. Rung twice before anybody looks, it is rung once.
public final class Bell: Sendable {
    /// Can be read from when it was rung; the reading end of a pipe.
    public let descriptor: Int32
    private let ringing: Int32

    /// Makes a bell.
    public init() {
        var ends: [Int32] = [-1, -1]
        let made = unsafe pipe(&ends)
        precondition(made == 0, "the system has no descriptor left")
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        (descriptor, ringing) = (ends[0], ends[1])
    }

    deinit {
        close(descriptor)
        close(ringing)
    }

    /// Rings; never blocks.
    public func ring() {
        var one: UInt8 = 1
        // It fails when nobody has looked for so long that the pipe is full; then it is loud enough.
        _ = unsafe write(ringing, &one, 1)
    }

    /// Whether it was rung since it was asked last.
    public func wasRung() -> Bool {
        var bytes = [UInt8](repeating: 0, count: 256), wasRung = false
        while unsafe read(descriptor, &bytes, bytes.count) > 0 { wasRung = true }
        return wasRung
    }

    /// Waits until it is rung, or for some milliseconds; takes the ringing.
    public func wait(ms: Int) {
        var list = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
        _ = unsafe poll(&list, 1, Int32(ms))
        _ = wasRung()
    }
}
