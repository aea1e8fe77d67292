import Ledger
import Score
import Base
import Foundation
import Serve
import Testing

@Suite(.serialized) struct `The server` {
    /// Limits that end soon what must end.
    private func tight(_ change: (inout ServeSettings.Limits) -> Void) -> ServeSettings.Limits {
        var limits = ServeSettings.Limits()
        change(&limits)
        return limits
    }

    private static let head = "GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\n\r\n"

    @Test func `a connection serves one request after another`() async throws {
        let served = try await ServedHouse(try TestHouse(events: 2))
        let connection = try served.connect()
        for count in 1...3 {
            try connection.send(Self.head)
            while connection.received.components(separatedBy: "\"subject\":\"anonymous\"").count <= count {
                guard await connection.receiveMore() else { break }
            }
            #expect(connection.received.components(separatedBy: "HTTP/1.1 200 OK").count == count + 1)
        }
        try await served.end()
    }

    @Test func `whoever sends a head too slowly is hung up on`() async throws {
        let served = try await ServedHouse(try TestHouse(events: 1), tight { $0.head_ms = 150 })
        let half = try served.connect(), silent = try served.connect()
        try half.send("GET /api/v1/me HTTP/1.1\r\nHost: loc")
        #expect(await half.receiveAll() == "")
        #expect(await silent.receiveAll() == "")
        #expect(try await served.get("/api/v1/me").hasPrefix("HTTP/1.1 200"))
        try await served.end()
    }

    @Test func `whoever sends a body too slowly is hung up on`() async throws {
        let served = try await ServedHouse(try TestHouse(events: 1), tight { $0.body_ms = 150 })
        let connection = try served.connect()
        try connection.send(
            "POST /api/v1/appeals HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{\"a\""
        )
        #expect(await !connection.receiveAll().contains("(no end)"))
        #expect(!connection.received.contains("201"))
        try await served.end()
    }

    @Test func `a connection that is idle is closed`() async throws {
        let served = try await ServedHouse(try TestHouse(events: 1), tight { ($0.idle_ms, $0.head_ms) = (150, 150) })
        let connection = try served.connect()
        try connection.send(Self.head)
        #expect(await connection.receiveAll().contains("\"subject\":\"anonymous\""))
        #expect(!connection.received.contains("(no end)"))
        try await served.end()
    }

    @Test func `no more is read of a body than may be`() async throws {
        let house = try TestHouse(events: 1), count = try house.ledger.reader.entryCount()
        let served = try await ServedHouse(house)
        let post = "POST /api/v1/appeals HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        let announced = try served.connect(), chunked = try served.connect()
        try announced.send(post + "Content-Length: 1000000000\r\n\r\n")
        #expect(await announced.receive(until: "HTTP/1.1 413"))
        let chunk = "8000\r\n" + String(repeating: "a", count: 0x8000) + "\r\n"
        try chunked.send(post + "Transfer-Encoding: chunked\r\n\r\n")
        for _ in 0..<3 { try? chunked.send(chunk) }
        #expect(await chunked.receive(until: "HTTP/1.1 413"))
        #expect(try house.ledger.reader.entryCount() == count)
        try await served.end()
    }

    @Test func `a head that is too long is not read to its end`() async throws {
        let served = try await ServedHouse(try TestHouse(events: 1))
        let long = try served.connect(), many = try served.connect()
        try? long.send(
            "GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\nX-Long: \(String(repeating: "a", count: 100_000))\r\n\r\n")
        #expect(await !long.receiveAll().contains("200 OK") && !long.received.contains("(no end)"))
        let fields = (0..<200).map { "X-\($0): 1\r\n" }.joined()
        try? many.send("GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n")
        #expect(await !many.receiveAll().contains("200 OK") && !many.received.contains("(no end)"))
        try await served.end()
    }

    @Test func `there are no more connections than may be, and the next one waits`() async throws {
        let served = try await ServedHouse(try TestHouse(events: 1), tight { $0.connections = 2 })
        let first = try served.connect(), second = try served.connect()
        for connection in [first, second] {
            try connection.send(Self.head)
            #expect(await connection.receive(until: "anonymous"))
        }
        let third = try served.connect()
        try third.send(Self.head)
        try second.send(Self.head)
        #expect(await second.receiveMore() && !third.hasSomething && served.office.counts.connections == 2)
        first.hangUp()
        #expect(await third.receive(until: "anonymous"))
        try await served.end()
    }

    @Test func `HEAD has no body, a wrong host no answer, and a wrong target no more than that`() async throws {
        let served = try await ServedHouse(try TestHouse(events: 1))
        for (target, status) in [("/api/v1/me", "200"), ("/api/v1/stream", "405")] {
            let connection = try served.connect()
            try connection.send("HEAD \(target) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            let parts = await connection.receiveAll().components(separatedBy: "\r\n\r\n")
            #expect(parts[0].hasPrefix("HTTP/1.1 \(status)") && parts.count == 2 && parts[1] == "", "\(target)")
        }
        for (target, host, status) in [
            ("/", "evil.example", "421"), ("/../etc/passwd", "localhost", "404"), ("*", "localhost", "400"),
        ] {
            let other = try served.connect()
            try other.send("GET \(target) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n")
            #expect(await other.receiveAll().hasPrefix("HTTP/1.1 \(status)"), "\(other.received)")
        }
        try await served.end()
    }

    @Test func `an unix socket is for its owner and group`() async throws {
        let house = try TestHouse(events: 1), path = house.directory + "/http.sock"
        let served = try await ServedHouse.onSocket(house, path)
        let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(rights == 0o660)
        try await served.end()
    }
}
