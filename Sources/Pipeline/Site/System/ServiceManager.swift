import Glibc

/// The service manager that started us, as `sd_notify(3)` describes it: one datagram per message to the socket named by
/// `NOTIFY_SOCKET`. Without that variable there is no manager, and nothing needs to be said.
package struct ServiceManager: Sendable {
    private let address: UnixAddress
    /// How often the manager wants to hear that all is well, in microseconds; nil when it does not.
    package let watchdog_us: UInt64?

    /// Nil when nobody is to be notified.
    /// - Parameters:
    ///   - environment: with `NOTIFY_SOCKET`, and `WATCHDOG_USEC` when a watchdog runs; `WATCHDOG_PID` names who is meant.
    ///   - process: our id.
    package init?(environment: [String: String], process: Int32) {
        guard let path = environment["NOTIFY_SOCKET"], let address = UnixAddress(path),
            path.hasPrefix("/") || path.hasPrefix("@")
        else { return nil }
        self.address = address
        let isMeant = environment["WATCHDOG_PID"].map { Int32($0) == process } ?? true
        watchdog_us = isMeant ? environment["WATCHDOG_USEC"].flatMap { UInt64($0) }.flatMap { $0 > 0 ? $0 : nil } : nil
    }

    /// Sends one message; never waits.
    /// - Returns: why it was not sent, in the system's words; nil when it was.
    @discardableResult
    package func send(_ messages: [Message]) -> String? {
        let text = Array(messages.map(\.text).joined(separator: "\n").utf8)
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return systemReason() }
        defer { close(descriptor) }
        let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
        let sent = unsafe address.withPointer { pointer, length in
            unsafe sendto(descriptor, text, text.count, flags, pointer, length)
        }
        return sent == text.count ? nil : systemReason()
    }

    /// What can be said to the manager.
    package enum Message: Hashable, Sendable {
        case ready
        /// The configuration is being read again; `at_ns` is the monotonic clock's.
        case reloading(at_ns: UInt64)
        case stopping
        /// All is well.
        case watchdog
        /// One line for people.
        case status(String)

        var text: String {
            switch self {
            case .ready: "READY=1"
            case .reloading(let at_ns): "RELOADING=1\nMONOTONIC_USEC=\(at_ns / 1000)"
            case .stopping: "STOPPING=1"
            case .watchdog: "WATCHDOG=1"
            case .status(let words): "STATUS=" + words.filter { !$0.isNewline }
            }
        }
    }
}
