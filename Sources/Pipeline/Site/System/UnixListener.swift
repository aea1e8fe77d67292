import Glibc

/// Why a socket of this machine cannot be made or asked.
package enum UnixSocketError: Error, Hashable, Sendable {
    /// The path has more bytes than a socket's path may have (107).
    case tooLong(path: String, bytes: Int)
    /// Another process answers there.
    case inUse(path: String)
    /// Nobody answers there.
    case noAnswer(path: String, reason: String)
    case cannotMake(path: String, reason: String)
}

/// A unix stream socket that waits for callers, for its owner alone (mode 0600).
enum UnixListener {
    /// Makes the socket; callers wait in the kernel until they are accepted. A file that an ended process has left behind is
    /// replaced.
    /// - Parameter waiting: how many callers may wait.
    /// - Returns: the descriptor; whoever asked closes it and removes the file.
    static func open(_ path: String, waiting: Int32) throws(UnixSocketError) -> Int32 {
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

    /// The user at the other end of a connection when it was made (`SO_PEERCRED`); nil when the system does not say.
    static func peer(of descriptor: Int32) -> uid_t? {
        // `struct ucred` of unix(7), which Swift does not see: process, user and group, 4 bytes each.
        var found: [UInt32] = [0, 0, 0], length = socklen_t(12)
        guard unsafe getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &found, &length) == 0, length == 12 else {
            return nil
        }
        return found[1]
    }
}
