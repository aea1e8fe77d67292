import Glibc
import Synchronization

/// Why a status socket cannot be made or asked.
package enum StatusSocketError: Error, Hashable, Sendable {
    /// The path has more bytes than a socket's path may have (107).
    case tooLong(path: String, bytes: Int)
    /// Another process answers there.
    case inUse(path: String)
    /// Nobody answers there.
    case noAnswer(path: String, reason: String)
    case cannotMake(path: String, reason: String)
}

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
    package init(path: String) throws(StatusSocketError) {
        (self.path, descriptor) = (path, try StatusSocket.listener(path))
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

    private static func listener(_ path: String) throws(StatusSocketError) -> Int32 {
        guard let address = UnixAddress(path) else { throw .tooLong(path: path, bytes: path.utf8.count) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .cannotMake(path: path, reason: systemReason()) }
        var reason: Int32 = 0
        for attempt in 0...1 {
            fchmod(descriptor, 0o600)  // the file that `bind` makes takes these rights
            if unsafe address.withPointer({ unsafe bind(descriptor, $0, $1) }) == 0, listen(descriptor, waiting) == 0 {
                return descriptor
            }
            reason = errno
            guard reason == EADDRINUSE, attempt == 0 else { break }
            if answers(address) {
                close(descriptor)
                throw .inUse(path: path)
            }
            unsafe unlink(path)
        }
        close(descriptor)
        throw .cannotMake(path: path, reason: systemReason(reason))
    }

    private static func answers(_ address: UnixAddress) -> Bool {
        let probe = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard probe >= 0 else { return true }
        defer { close(probe) }
        let connected = unsafe address.withPointer { unsafe connect(probe, $0, $1) }
        return connected == 0 || errno == EAGAIN  // full of callers: somebody is there
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
    package static func ask(path: String, patience_s: Int = 5, limit: Int = 16 << 20) throws(StatusSocketError)
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
