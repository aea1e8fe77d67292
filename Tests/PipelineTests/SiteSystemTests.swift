import Foundation
import Pipeline
import Synchronization
import Testing

/// A temporary directory with a short path, as sockets need one.
private struct Room {
    let path = NSTemporaryDirectory() + "ws-\(ProcessInfo.processInfo.globallyUniqueString.prefix(13))"
    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
    func remove() { try? FileManager.default.removeItem(atPath: path) }
}

/// A datagram socket of a service manager.
private final class Manager {
    private let descriptor: Int32

    init(_ path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { raw in
            for (index, byte) in bytes.enumerated() { unsafe raw[index] = index == 0 && byte == 0x40 ? 0 : byte }
        }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
        let bound = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe bind(descriptor, $0, length) }
        }
        guard bound == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
    }

    deinit { close(descriptor) }

    /// The next message that is there already; nil when there is none.
    func message() -> String? {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = unsafe recv(descriptor, &bytes, bytes.count, Int32(MSG_DONTWAIT))
        return count < 0 ? nil : String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}

@Suite struct `Telling the service manager` {
    @Test func `each call is one datagram with one assignment per line`() throws {
        let room = try Room()
        defer { room.remove() }
        let manager = try Manager(room.path + "/notify")
        let us = try #require(
            ServiceManager(environment: ["NOTIFY_SOCKET": room.path + "/notify"], process: 1))
        #expect(us.watchdog_us == nil)
        #expect(us.send([.ready, .status("2 of 2\ncameras")]) == nil)
        #expect(manager.message() == "READY=1\nSTATUS=2 of 2cameras")
        us.send([.reloading(at_ns: 5_000_999)])
        #expect(manager.message() == "RELOADING=1\nMONOTONIC_USEC=5000")
        us.send([.watchdog])
        us.send([.stopping])
        #expect(manager.message() == "WATCHDOG=1")
        #expect(manager.message() == "STOPPING=1")
        #expect(manager.message() == nil)
    }

    @Test func `a name that is no file is reached too`() throws {
        let name = "@wayside-test-\(ProcessInfo.processInfo.globallyUniqueString)"
        let manager = try Manager(name)
        let us = try #require(ServiceManager(environment: ["NOTIFY_SOCKET": name], process: 1))
        us.send([.ready])
        #expect(manager.message() == "READY=1")
    }

    @Test func `without a manager nothing is told, and one that is gone stops nothing`() throws {
        #expect(ServiceManager(environment: [:], process: 1) == nil)
        #expect(ServiceManager(environment: ["NOTIFY_SOCKET": "relative"], process: 1) == nil)
        #expect(
            ServiceManager(environment: ["NOTIFY_SOCKET": "/" + String(repeating: "x", count: 107)], process: 1) == nil)
        let gone = try #require(ServiceManager(environment: ["NOTIFY_SOCKET": "/nowhere/notify"], process: 1))
        #expect(gone.send([.ready]) != nil)
    }

    @Test func `the watchdog is for the process that is named`() throws {
        let environment = ["NOTIFY_SOCKET": "/run/notify", "WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "17"]
        #expect(ServiceManager(environment: environment, process: 17)?.watchdog_us == 30_000_000)
        #expect(try #require(ServiceManager(environment: environment, process: 18)).watchdog_us == nil)
        let zero = environment.merging(["WATCHDOG_USEC": "0"]) { $1 }
        #expect(try #require(ServiceManager(environment: zero, process: 17)).watchdog_us == nil)
    }
}

@Suite struct `The status socket` {
    @Test func `every caller gets the text of its moment`() throws {
        let room = try Room()
        defer { room.remove() }
        let path = room.path + "/status.sock", asked = Mutex(0)
        let socket = try StatusSocket(path: path)
        socket.serve {
            asked.withLock {
                $0 += 1; return "answer \($0)"
            }
        }
        for number in 1...20 {
            #expect(String(decoding: try StatusSocket.ask(path: path), as: UTF8.self) == "answer \(number)")
        }
        let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(rights == 0o600)
        socket.end()
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(throws: UnixSocketError.self) { try StatusSocket.ask(path: path) }
    }

    @Test func `a long answer arrives as a whole and callers that do not read hold nobody up`() throws {
        let room = try Room()
        defer { room.remove() }
        let path = room.path + "/status.sock", text = String(repeating: "0123456789", count: 300_000)
        let socket = try StatusSocket(path: path)
        socket.serve { text }
        #expect(try StatusSocket.ask(path: path).count == text.utf8.count)
        #expect(throws: UnixSocketError.self) { try StatusSocket.ask(path: path, limit: 1000) }
        #expect(try StatusSocket.ask(path: path).count == text.utf8.count)
        socket.end()
    }

    @Test func `a file left behind is replaced, a living daemon is not`() throws {
        let room = try Room()
        defer { room.remove() }
        let path = room.path + "/status.sock"
        let abandoned = try Manager(path)
        _ = consume abandoned
        #expect(FileManager.default.fileExists(atPath: path))
        let socket = try StatusSocket(path: path)
        socket.serve { "first" }
        #expect(throws: UnixSocketError.inUse(path: path)) { try StatusSocket(path: path) }
        #expect(String(decoding: try StatusSocket.ask(path: path), as: UTF8.self) == "first")
        socket.end()
    }

    @Test func `a path that no socket can have is refused with its length`() throws {
        let path = "/" + String(repeating: "d", count: 107)
        #expect(throws: UnixSocketError.tooLong(path: path, bytes: 108)) { try StatusSocket(path: path) }
    }
}
