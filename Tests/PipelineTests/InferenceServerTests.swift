import Base
import Foundation
import Pipeline
import Synchronization
import Testing

private func box(_ x: Double) -> ObjectSighting {
    ObjectSighting(box: Box(x: x, y: 0.25, width: 0.5, height: 0.125), objectClass: .bicycle, score: x)
}

@Suite struct `The inference server` {
    @Test func `answers a camera with what its finder finds, and with its words when it fails`() throws {
        let room = try SocketRoom()
        defer { room.remove() }
        let finder = ScriptedFinder { (picture) throws(ObjectFinderFailure) in
            if picture.bytes[0] == 0 { throw .failed("too dark") }
            return [box(Double(picture.bytes[0]) / 256), box(Double(picture.size.width) / 4096)]
        }
        let serving = try Serving(room.path, finder)
        let link = InferenceLink(path: room.path, model: "scripted", patience_ms: 60_000)
        link.begin(patience_ms: 60_000)
        let remote = RemoteFinder(link)
        #expect(remote.isAvailable && remote.name == finder.name && remote.inputSize == finder.inputSize)
        #expect(try remote.find(in: flat(128)) == [box(0.5), box(8.0 / 4096)])
        #expect(try remote.find(in: flat(64, 2048, 2048)) == [box(0.25), box(0.5)], "12 MiB, in many parts")
        #expect(throws: ObjectFinderFailure.failed("too dark")) { try remote.find(in: flat(0)) }
        #expect(try remote.find(in: flat(32)).count == 2, "a failure ends nothing")
        let rights = try FileManager.default.attributesOfItem(atPath: room.path)[.posixPermissions] as? Int
        #expect(rights == 0o600)
        let counts = serving.end()
        #expect(counts.looks == 4 && counts.failed == 1 && counts.callers == 2 && counts.dismissed.isEmpty)
    }

    @Test(arguments: [
        Array("GET / HTTP/1.1\r\n\r\n".utf8), [0, 0, 0, 0, 1, 0, 0, 0, 0], [4, 0, 0, 0, 9, 1, 0, 1, 0],
        [0xFF, 0xFF, 0xFF, 0xFF, 2, 1, 0, 1, 0], [4, 0, 0, 0, 2, 0, 0, 1, 0], [8, 0, 0, 0, 2, 1, 0, 1, 0],
    ])
    func `a caller that sends nonsense is let go and counted, and the others are served`(bytes: [UInt8]) throws {
        let room = try SocketRoom()
        defer { room.remove() }
        let serving = try Serving(room.path, ScriptedFinder { _ in [] })
        let good = try RawSocket(to: room.path), bad = try RawSocket(to: room.path)
        #expect(!good.message().isEmpty && !bad.message().isEmpty)
        bad.send(bytes)
        #expect(bad.receive(1).isEmpty, "hung up")
        good.send(look(1))
        #expect(good.message() == [0, 0])
        let counts = serving.end()
        #expect(counts.dismissed == [.nonsense: 1] && counts.looks == 1)
    }

    @Test func `a caller that does not go on is let go`() throws {
        let room = try SocketRoom()
        defer { room.remove() }
        var limits = InferenceLimits()
        limits.message_ms = 1
        let serving = try Serving(room.path, ScriptedFinder { _ in [] }, limits: limits)
        let idle = try RawSocket(to: room.path)
        #expect(!idle.message().isEmpty)
        for part in [1, 9, 50] {
            let slow = try RawSocket(to: room.path)
            _ = slow.message()
            slow.send(Array(look(1).prefix(part)))
            #expect(slow.receive(1).isEmpty, "after \(part) bytes")
        }
        let counts = serving.end()
        #expect(counts.dismissed == [.late: 3])
        #expect(counts.callers == 1, "whoever has said nothing may stay")
    }

    @Test func `more callers than it takes are sent away without a greeting`() throws {
        let room = try SocketRoom()
        defer { room.remove() }
        var limits = InferenceLimits()
        limits.callers = 2
        let serving = try Serving(room.path, ScriptedFinder { _ in [] }, limits: limits)
        let callers = try (0..<3).map { _ in try RawSocket(to: room.path) }
        #expect(callers.map { $0.message().isEmpty } == [false, false, true])
        #expect(serving.end().dismissed == [.crowded: 1])
    }

    @Test func `callers have their turns, however much one of them asks`() throws {
        let room = try SocketRoom()
        defer { room.remove() }
        let order = Mutex([UInt8]()), entered = DispatchSemaphore(value: 0), go = DispatchSemaphore(value: 0)
        let serving = try Serving(
            room.path,
            ScriptedFinder { picture in
                let count = order.withLock { order in
                    order.append(picture.bytes[0])
                    return order.count
                }
                if count == 1 {
                    entered.signal()
                    go.wait()
                }
                return []
            })
        let greedy = try RawSocket(to: room.path)
        greedy.send(look(1) + look(1) + look(1))
        entered.wait()
        let others = try [2, 3].map { value in
            let socket = try RawSocket(to: room.path)
            socket.send(look(UInt8(value)))
            return socket
        }
        // One that leaves before its turn is not looked at.
        do {
            let hasty = try RawSocket(to: room.path)
            hasty.send(look(9))
        }
        go.signal()
        for other in others { #expect(!other.message().isEmpty && other.message() == [0, 0]) }
        for _ in 0..<4 { _ = greedy.message() }
        #expect(order.withLock { $0 } == [1, 2, 3, 1, 1])
        serving.end()
    }

    @Test func `a second one at the same socket is refused, and one that ended leaves nothing`() throws {
        let room = try SocketRoom()
        defer { room.remove() }
        var serving: Serving? = try Serving(room.path, ScriptedFinder { _ in [] })
        #expect(throws: UnixSocketError.inUse(path: room.path)) {
            _ = try InferenceServer(path: room.path, finder: ScriptedFinder { _ in [] })
        }
        serving?.end()
        serving = nil
        #expect(!FileManager.default.fileExists(atPath: room.path))
    }
}
