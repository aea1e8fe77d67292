import Ledger
import Score
import Base
import Foundation
import Serve
import Testing

@Suite(.serialized) struct `The event stream` {
    private func open(_ served: ServedHouse, after: Int? = nil, as name: String? = nil, buffer: Int32? = nil) throws
        -> RawConnection
    {
        let connection = try served.connect(receiveBuffer: buffer)
        let last = after.map { "Last-Event-ID: \($0)\r\n" } ?? ""
        let token = name.map { "Authorization: Bearer \(served.house.tokens[$0] ?? "")\r\n" } ?? ""
        try connection.send("GET /api/v1/stream HTTP/1.1\r\nHost: localhost\r\n\(last)\(token)\r\n")
        return connection
    }

    /// Numbers of the entries that came, in their order.
    private func ids(_ connection: RawConnection) -> [Int] {
        // By bytes: the sizes of chunks end with CR LF, which is one character and no LF.
        connection.received.utf8.split(separator: 10).filter { $0.starts(with: "id: ".utf8) }.compactMap {
            Int(Substring($0.dropFirst(4)))
        }
    }

    private func last(_ house: TestHouse) throws -> Int { Int(try house.ledger.reader.entryCount()) - 1 }

    @Test
    func `it takes up after the last entry that was seen, and goes on with what comes, without a gap or a duplicate`()
        async throws
    {
        let house = try TestHouse(events: 100), served = try await ServedHouse(house)
        let connection = try open(served, after: 7, as: "ada")
        for batch in 0..<5 { try house.observe(100 + batch * 20..<120 + batch * 20) }
        let end = try last(house)
        #expect(await connection.receive(until: "id: \(end)\n"))
        #expect(ids(connection) == Array(8...end))
        #expect(connection.received.contains("retry: 3000\n") && connection.received.contains("text/event-stream"))
        connection.hangUp()
        try await served.end()
    }

    @Test func `whoever says nothing gets what comes from then on`() async throws {
        let house = try TestHouse(events: 10), before = try last(house), served = try await ServedHouse(house)
        let connection = try open(served, as: "ada")
        #expect(await connection.receive(until: "retry:"))
        try house.observe(10..<12)
        let end = try last(house)
        #expect(await connection.receive(until: "id: \(end)\n"))
        #expect(ids(connection) == Array(before + 1...end))
        try await served.end()
    }

    @Test func `an event in it is what the API tells of it`() async throws {
        let house = try TestHouse(events: 3), served = try await ServedHouse(house), asking = try Asking(house)
        let connection = try open(served, after: 0), end = try last(house)
        #expect(await connection.receive(until: "id: \(end)\n"))
        // Whether a picture of it is kept may change; the API tells that of one event beside what was entered.
        let event = asking.get("/api/v1/events/\(TestHouse.event(1).id)").text
            .replacing(",\"picture\":true}", with: "}")
        #expect(connection.received.contains("event: event\ndata: \(event)\n\n"))
        #expect(
            !connection.received.contains("event: steward\n") && !connection.received.contains("event: authority\n"))
        try await served.end()
    }

    @Test func `a client that takes nothing is closed, the others miss nothing, and it takes up where it was`()
        async throws
    {
        var limits = ServeSettings.Limits()
        limits.streamBytes = 524_288
        let house = try TestHouse(events: 5), served = try await ServedHouse(house, limits)
        let stalled = try open(served, as: "ada", buffer: 4096)
        #expect(await stalled.receive(until: "retry:"))
        let healthy = try open(served, as: "ada"), before = try last(house)
        #expect(await healthy.receive(until: "retry:"))
        var next = 5
        // Less than may wait at a time, so that whoever takes what comes is never slow.
        while served.office.counts.ended(.slow) == 0, next < 40_000 {
            try house.observe(next..<next + 100)
            next += 100
            #expect(try await healthy.receive(until: "id: \(last(house))\n"))
        }
        #expect(served.office.counts.ended(.slow) == 1)
        #expect(ids(healthy) == Array(before + 1...(try last(house))))
        await stalled.receiveAll()
        let seen = try #require(ids(stalled).last), again = try open(served, after: seen, as: "ada"),
            end = try last(house)
        #expect(await again.receive(until: "id: \(end)\n"))
        #expect(ids(again) == Array(seen + 1...end))
        try await served.end()
    }

    @Test func `a client that takes nothing of what it asked for is closed too`() async throws {
        var limits = ServeSettings.Limits()
        limits.keepAlive_ms = 1
        let house = try TestHouse(events: 3000), served = try await ServedHouse(house, limits)
        let stalled = try open(served, after: 0, as: "ada", buffer: 4096),
            healthy = try open(served, after: 0, as: "ada")
        #expect(await stalled.receive(until: "retry:"))
        #expect(await healthy.receive(until: "id: \(try last(house))\n"))
        while served.office.counts.ended(.slow) == 0 { try await Task.sleep(for: .milliseconds(20)) }
        #expect(served.office.counts.streams == 1)
        await stalled.receiveAll()
        #expect(try #require(ids(stalled).last) < (try last(house)))
        try await served.end()
    }

    @Test func `there are no more clients than may be`() async throws {
        var limits = ServeSettings.Limits()
        limits.streams = 1
        let served = try await ServedHouse(try TestHouse(events: 1), limits), first = try open(served)
        #expect(await first.receive(until: "retry:"))
        #expect(try await open(served).receive(until: "HTTP/1.1 429"))
        try await served.end()
    }

    @Test func `it says that it is there, and ends with a token that is taken back`() async throws {
        var limits = ServeSettings.Limits()
        limits.keepAlive_ms = 1
        let house = try TestHouse(events: 1), served = try await ServedHouse(house, limits)
        let anonymous = try open(served), steward = try open(served, as: "vic")
        #expect(await anonymous.receive(until: "\n:\n"))
        #expect(await steward.receive(until: "\n:\n"))
        try house.ledger.closeSteward("vic", by: "ada", at: house.now)
        #expect(await steward.receive(until: "\r\n0\r\n\r\n"))
        #expect(served.office.counts.ended(.stopped) == 1 && served.office.counts.streams == 1)
        try await served.end()
    }

    @Test func `it ends when the daemon does, and not before what was entered was told`() async throws {
        let house = try TestHouse(events: 2), served = try await ServedHouse(house), connection = try open(served)
        #expect(await connection.receive(until: "retry:"))
        try await served.end()
        #expect(await !connection.receiveAll().contains("(no end)"))
        #expect(served.office.counts.ended(.stopped) == 1 && served.office.counts.streams == 0)
    }

    @Test func `a number that the ledger does not have is refused`() async throws {
        let served = try await ServedHouse(try TestHouse(events: 1))
        for text in ["99999", "-2", "x", "1 OR 1"] {
            let connection = try served.connect()
            try connection.send(
                "GET /api/v1/stream HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: \(text)\r\nConnection: close\r\n\r\n")
            #expect(await connection.receiveAll().hasPrefix("HTTP/1.1 400"))
        }
        try await served.end()
    }
}
