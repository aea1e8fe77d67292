import Ledger
import Score
import Base
import Foundation
import Glibc
import Logging
import Serve
import ServiceLifecycle
import Synchronization

/// A house that is served on a port of this machine, until the value is told to end.
final class ServedHouse: Sendable {
    let house: TestHouse
    let office: Office
    let port: Int
    private let group: ServiceGroup
    private let running: Task<Void, any Error>

    convenience init(_ house: TestHouse, _ limits: ServeSettings.Limits = .init()) async throws {
        try await self.init(house, .host("127.0.0.1", port: 0), limits)
    }

    /// The same on a unix socket.
    static func onSocket(_ house: TestHouse, _ path: String) async throws -> ServedHouse {
        try await ServedHouse(house, .unix(path: path), .init())
    }

    private init(_ house: TestHouse, _ address: ServeSettings.Address, _ limits: ServeSettings.Limits) async throws {
        var settings = ServeSettings(address, anonymous: .read)
        settings.limits = limits
        var log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        log.logLevel = .critical
        let office = try Office(house, rules: Authorisation(anonymous: .read))
        let hub = try StreamHub(office, limits, log: log)
        let (ports, feed) = AsyncStream.makeStream(of: Int.self)
        let server = HTTPServer(settings, office, hub, log: log) { feed.yield($0) }
        let group = ServiceGroup(configuration: .init(services: [server, hub], logger: log))
        running = Task { try await group.run() }
        var port = 0
        for await number in ports {
            port = number
            break
        }
        (self.house, self.office, self.port, self.group) = (house, office, port, group)
    }

    /// Stops it as the daemon would, and waits until it has.
    func end() async throws {
        await group.triggerGracefulShutdown()
        try await running.value
    }

    /// A connection to it.
    func connect(receiveBuffer: Int32? = nil) throws -> RawConnection {
        try RawConnection(port: port, receiveBuffer: receiveBuffer)
    }

    /// One request on a connection of its own; the whole answer.
    func get(_ target: String) async throws -> String {
        let connection = try connect()
        try connection.send("GET \(target) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return await connection.receiveAll()
    }
}

/// A connection byte by byte, so that a test can do what no client library would. It is waited for on threads of its own: those
/// of the tests are the server's as well.
final class RawConnection: Sendable {
    private let descriptor: Int32
    private let text = Mutex("")

    /// Everything that came.
    var received: String { text.withLock { $0 } }

    /// Nothing is waited for longer than half a minute, however wrong things are.
    init(port: Int, receiveBuffer: Int32?) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if var size = receiveBuffer {
            unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }
        var address = sockaddr_in()
        (address.sin_family, address.sin_port) = (sa_family_t(AF_INET), in_port_t(port).bigEndian)
        address.sin_addr.s_addr = unsafe inet_addr("127.0.0.1")
        try connect(&address)
    }

    /// To a socket in the file system.
    init(path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
        try connect(&address)
    }

    private func connect<Address>(_ address: inout Address) throws {
        var patience = timeval(tv_sec: 30, tv_usec: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        let isConnected = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<Address>.size)) == 0
            }
        }
        guard isConnected else { throw POSIXError(.ECONNREFUSED) }
    }

    deinit { close(descriptor) }

    func send(_ text: String) throws {
        let bytes = Array(text.utf8)
        guard unsafe Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw POSIXError(.EPIPE)
        }
    }

    /// Closes it before the value is gone.
    func hangUp() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// Whether something has come that was not taken yet.
    var hasSomething: Bool {
        var byte: UInt8 = 0
        return unsafe recv(descriptor, &byte, 1, Int32(Int(MSG_DONTWAIT) | Int(MSG_PEEK))) > 0
    }

    /// Takes what comes until it has these words, or the other side closes; whether it has them.
    @discardableResult
    func receive(until words: String) async -> Bool {
        await waiting { [self] in
            while !received.contains(words) { if !receiveSome() { return false } }
            return true
        }
    }

    /// Takes what comes until the other side closes. "(no end)" is added when it does not.
    @discardableResult
    func receiveAll() async -> String {
        await waiting { [self] in
            while receiveSome() {}
            return received
        }
    }

    /// Takes what comes next; false when the other side has closed.
    @discardableResult
    func receiveMore() async -> Bool { await waiting { [self] in receiveSome() } }

    private func receiveSome() -> Bool {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe recv(descriptor, &bytes, bytes.count, 0), isLate = count < 0 && errno == EAGAIN
        text.withLock { $0 += isLate ? "(no end)" : String(decoding: bytes.prefix(max(0, count)), as: UTF8.self) }
        return count > 0
    }

    private func waiting<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: body()) }
        }
    }
}
