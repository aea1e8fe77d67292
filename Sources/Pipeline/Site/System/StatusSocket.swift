import Glibc
import Synchronization

/// A unix stream socket on which each caller is given one text, and then the connection is closed. For its owner alone
/// (mode 0600).
///
/// Callers are served one after another on one thread, which nothing else waits for. One that does not read gets as much as
/// the kernel keeps for it, and has a second for the rest; beyond 16 that wait the kernel lets callers wait themselves.
package final class StatusSocket: Sendable {
    /// How long one caller may hold up the next, in seconds.
    static let patience_s = 1
    private static let waiting: Int32 = 16

    package let path: String
    private let descriptor: Int32
    private let stop = StopRequest()
    private let thread = Mutex<StageThread<Void>?>(nil)

    /// Makes the socket; callers wait until it is served. A file that a daemon has left behind is replaced.
    package init(path: String) throws(UnixSocketError) {
        (self.path, descriptor) = (path, try UnixListener.open(path, waiting: StatusSocket.waiting))
    }

    /// Begins to answer. To be called once.
    /// - Parameter answer: the text for one caller; called on the socket's thread.
    package func serve(_ answer: @escaping @Sendable () -> String) {
        let descriptor = descriptor, stop = stop
        let serving = StageThread("wayside-status") {
            while !stop.isRequested {
                let caller = accept(descriptor, nil, nil)
                if caller >= 0 {
                    StatusSocket.give(answer(), to: caller)
                } else if !stop.isRequested, errno != EINTR, errno != ECONNABORTED {
                    // No descriptors left, most likely: a moment later there may be some again.
                    usleep(100_000)
                }
            }
        }
        thread.withLock { $0 = serving }
    }

    /// Stops answering and takes the file away. To be called once.
    package func end() {
        stop.request()
        shutdown(descriptor, Int32(SHUT_RDWR))  // wakes `accept`
        thread.withLock { $0.take() }?.wait()
        close(descriptor)
        unsafe unlink(path)
    }

    private static func give(_ text: String, to caller: Int32) {
        defer { close(caller) }
        var patience = timeval(tv_sec: patience_s, tv_usec: 0)
        unsafe setsockopt(caller, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        let bytes = Array(text.utf8)
        var sent = 0
        // One wait for room at most: a caller that takes a byte at a time is let go at the first one that is short.
        while sent < bytes.count {
            let count = unsafe bytes[sent...].withUnsafeBytes { rest in
                unsafe send(caller, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }
}

extension StatusSocket {
    /// Asks the daemon behind a socket; waits at most `patience_s` for each part of the answer.
    /// - Parameter limit: most bytes of an answer.
    package static func ask(path: String, patience_s: Int = 5, limit: Int = 16 << 20) throws(UnixSocketError)
        -> [UInt8]
    {
        guard let address = UnixAddress(path) else { throw .tooLong(path: path, bytes: path.utf8.count) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .noAnswer(path: path, reason: systemReason()) }
        defer { close(descriptor) }
        var patience = timeval(tv_sec: patience_s, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            unsafe setsockopt(descriptor, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
        }
        guard unsafe address.withPointer({ unsafe connect(descriptor, $0, $1) }) == 0 else {
            throw .noAnswer(path: path, reason: systemReason())
        }
        var answer: [UInt8] = [], part = [UInt8](repeating: 0, count: 65_536)
        while answer.count <= limit {
            let count = unsafe recv(descriptor, &part, part.count, 0)
            if count == 0 { return answer }
            guard count > 0 else { throw .noAnswer(path: path, reason: systemReason()) }
            answer += part.prefix(count)
        }
        throw .noAnswer(path: path, reason: "the answer is longer than \(limit) bytes")
    }
}
