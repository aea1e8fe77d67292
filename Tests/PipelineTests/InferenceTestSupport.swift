import Base
import Foundation
import Pipeline
import Synchronization
import WaysideTestSupport

/// A temporary directory with a socket's path in it, short as one must be.
struct SocketRoom {
    let directory = NSTemporaryDirectory() + "wi-\(ProcessInfo.processInfo.globallyUniqueString.prefix(13))"
    var path: String { directory + "/i.sock" }
    init() throws { try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true) }
    func remove() { try? FileManager.default.removeItem(atPath: directory) }
}

/// A finder whose answers a test gives.
struct ScriptedFinder: ObjectFinder {
    var inputSize = PixelSize(width: 8, height: 4)
    var name = "scripted@1 none/1"
    var isAvailable = true
    let body: @Sendable (RGBPicture) throws(ObjectFinderFailure) -> [ObjectSighting]

    func find(in picture: RGBPicture) throws(ObjectFinderFailure) -> [ObjectSighting] { try body(picture) }
}

/// An inference server on a thread of its own.
final class Serving: Sendable {
    let server: InferenceServer
    private let stop = StopRequest()
    private let done = DispatchSemaphore(value: 0)

    init(_ path: String, _ finder: any ObjectFinder, limits: InferenceLimits = InferenceLimits()) throws {
        let server = try InferenceServer(path: path, finder: finder, limits: limits)
        self.server = server
        let stop = stop, done = done
        Thread.detachNewThread {
            server.serve(until: stop)
            done.signal()
        }
    }

    /// Stops it and gives its last counts.
    @discardableResult
    func end() -> InferenceCounts {
        stop.request()
        done.wait()
        return server.counts
    }
}

/// A socket that says exactly what a test wants. Reading ends when the other side hangs up.
final class RawSocket: Sendable {
    let descriptor: Int32

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// Connects.
    convenience init(to path: String) throws {
        self.init(socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0))
        guard unsafe RawSocket.withAddress(path, { unsafe connect(descriptor, $0, $1) }) == 0 else {
            throw POSIXError(.EIO)
        }
    }

    deinit { close(descriptor) }

    static func withAddress(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { raw in
            for (index, byte) in path.utf8.enumerated() { unsafe raw[index] = byte }
        }
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    func send(_ bytes: [UInt8]) { _ = unsafe Foundation.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) }

    /// So many bytes, or fewer when the other side hangs up.
    func receive(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count), filled = 0
        while filled < count {
            let got = unsafe bytes.withUnsafeMutableBytes {
                unsafe recv(descriptor, $0.baseAddress?.advanced(by: filled), count - filled, 0)
            }
            guard got > 0 else { break }
            filled += got
        }
        return Array(bytes.prefix(filled))
    }

    /// The next message, without its header.
    func message() -> [UInt8] {
        let header = receive(5)
        guard header.count == 5 else { return [] }
        return receive(header.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) })
    }
}

/// Stands in for the inference process: says on each connection, one after another, what a script says.
final class ScriptedInference: Sendable {
    /// What is done with one connection; it stays open afterwards when the script wants it so.
    struct Session: Sendable {
        let isKept: Bool
        let body: @Sendable (RawSocket) -> Void

        init(isKept: Bool = true, _ body: @escaping @Sendable (RawSocket) -> Void) {
            (self.isKept, self.body) = (isKept, body)
        }
    }

    private let descriptor: Int32
    private let path: String
    private let met = Mutex((count: 0, kept: [RawSocket]()))
    private let done = DispatchSemaphore(value: 0)

    init(_ path: String, _ sessions: [Session]) throws {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        (self.descriptor, self.path) = (descriptor, path)
        guard unsafe RawSocket.withAddress(path, { unsafe bind(descriptor, $0, $1) }) == 0, listen(descriptor, 16) == 0
        else {
            throw POSIXError(.EADDRNOTAVAIL)
        }
        Thread.detachNewThread { [self] in
            for session in sessions {
                let caller = accept(descriptor, nil, nil)
                guard caller >= 0 else { break }
                met.withLock { $0.count += 1 }
                let socket = RawSocket(caller)
                session.body(socket)
                if session.isKept { met.withLock { $0.kept.append(socket) } }
            }
            done.signal()
        }
    }

    /// Connections so far.
    var callers: Int { met.withLock { $0.count } }

    /// Hangs up on everybody and takes the socket away.
    func end() {
        shutdown(descriptor, Int32(SHUT_RDWR))
        done.wait()
        met.withLock { $0.kept = [] }
        close(descriptor)
        unsafe unlink(path)
    }
}

extension HandClock {
    /// The clock by which pauses are measured.
    var stages: StageClock { StageClock(monotonic_ns: { self.now_ns }, thread_ns: { 0 }) }
}

/// A picture of one value.
func flat(_ value: UInt8, _ width: Int = 8, _ height: Int = 4) -> RGBPicture {
    RGBPicture(
        size: PixelSize(width: width, height: height), bytes: [UInt8](repeating: value, count: 3 * width * height))
}

/// The same as a message.
func look(_ value: UInt8) -> [UInt8] {
    (InferenceLook.header(PixelSize(width: 8, height: 4)) ?? []) + [UInt8](repeating: value, count: 96)
}
