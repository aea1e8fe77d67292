import Base
import Foundation
import NIOHTTP1
import Synchronization
import Testing
import Webhooks

@Suite struct `A webhook` {
    private let time = Timestamp(microseconds: 1_614_265_330_000_000)
    private let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    private func sender(
        _ url: String, privateHosts: [String], resolver: HostResolver = .system, limit_ms: Int64 = 15_000
    ) throws -> WebhookSender {
        try WebhookSender(
            WebhookAddress(url, privateHosts: privateHosts), signature: #require(WebhookSignature(secret: secret)),
            privateHosts: privateHosts, resolver: resolver, limit_ms: limit_ms)
    }

    private func send(_ sender: WebhookSender) -> WebhookOutcome {
        sender.send(Array("{}".utf8), mediaType: "application/cloudevents+json", id: "m1", time: time)
    }

    @Test func `is signed as the specification's example is`() throws {
        // Standard Webhooks, "Signature scheme": the example of its reference libraries.
        let signature = try #require(WebhookSignature(secret: secret))
        let headers = signature.headers(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", time: time, body: Array(#"{"test": 2432232314}"#.utf8))
        #expect(headers.map(\.name) == ["webhook-id", "webhook-timestamp", "webhook-signature"])
        #expect(
            headers.map(\.value) == [
                "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            ])
        #expect(WebhookSignature(secret: "short") == nil && WebhookSignature(secret: "whsec_!") == nil)
    }

    @Test func `is posted with its media type, its signature and its body`() throws {
        let receiver = try Receiver { _ in (.noContent, [:], 0) }
        let sender = try sender("http://localhost:\(receiver.port)/hook?a=b", privateHosts: ["localhost"])
        #expect(send(sender) == .acknowledged)
        let request = try #require(receiver.received.first)
        #expect(request.uri == "/hook?a=b" && request.body == Array("{}".utf8))
        #expect(request.headers["content-type"] == ["application/cloudevents+json"])
        #expect(request.headers["host"] == ["localhost:\(receiver.port)"])
        #expect(request.headers["webhook-id"] == ["m1"] && request.headers["webhook-signature"].count == 1)
    }

    @Test func `follows no redirect, wherever it leads`() throws {
        let inner = try Receiver { _ in (.ok, [:], 0) }
        for status in [301, 302, 303, 307, 308] {
            let receiver = try Receiver { _ in
                (HTTPResponseStatus(statusCode: status), ["location": "http://localhost:\(inner.port)/"], 0)
            }
            let outcome = send(try sender("http://localhost:\(receiver.port)/", privateHosts: ["localhost"]))
            #expect(outcome == .failed(reason: "it redirects (\(status)); redirects are not followed"))
        }
        #expect(inner.received.isEmpty)
    }

    @Test func `is not sent to this machine under any of its names`() throws {
        let receiver = try Receiver { _ in (.ok, [:], 0) }
        for host in [
            "localhost", "127.0.0.1", "127.1", "2130706433", "0177.0.0.1", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]", "0", "0.0.0.0", "[::]",
        ] {
            let outcome = send(try sender("https://\(host):\(receiver.port)/", privateHosts: ["elsewhere.lan"]))
            guard case .failed(let reason) = outcome else {
                Issue.record("\(host): \(outcome)")
                continue
            }
            #expect(reason.contains("private_hosts") || reason.contains("has no address"), "\(host): \(reason)")
        }
        #expect(receiver.received.isEmpty)
    }

    @Test func `is not sent to a name that resolves to this machine, even beside an address of the public net`() throws
    {
        for addresses in [["127.0.0.1"], ["1.1.1.1", "10.0.0.5"], ["2606:4700::1111", "::ffff:192.168.0.9"]] {
            let resolver = HostResolver { _ in addresses.compactMap { HostAddress($0) } }
            let outcome = send(try sender("https://hooks.example.org/", privateHosts: [], resolver: resolver))
            guard case .failed(let reason) = outcome else {
                Issue.record("\(outcome)")
                continue
            }
            #expect(reason.contains("private_hosts"))
        }
    }

    @Test func `is asked for once, and sent to the address that was checked`() throws {
        let receiver = try Receiver { _ in (.ok, [:], 0) }, asked = Counter()
        let resolver = HostResolver { _ in
            // A second answer would lead elsewhere, as in DNS rebinding.
            [HostAddress(asked.next() == 0 ? "127.0.0.1" : "10.1.2.3")].compactMap(\.self)
        }
        let sender = try sender(
            "http://nas.lan:\(receiver.port)/", privateHosts: ["nas.lan"], resolver: resolver)
        #expect(send(sender) == .acknowledged && asked.count == 1)
        #expect(receiver.received.first?.headers["host"] == ["nas.lan:\(receiver.port)"])
    }

    @Test func `that is refused for good is told apart from one that is to be sent again`() throws {
        let expected: [(Int, WebhookOutcome)] = [
            (400, .refused(status: 400)), (413, .refused(status: 413)), (422, .refused(status: 422)),
            (401, .failed(reason: "it answers 401")), (404, .failed(reason: "it answers 404")),
            (429, .failed(reason: "it answers 429")), (503, .failed(reason: "it answers 503")), (202, .acknowledged),
        ]
        for (status, outcome) in expected {
            let receiver = try Receiver { _ in (HTTPResponseStatus(statusCode: status), [:], 10) }
            #expect(send(try sender("http://localhost:\(receiver.port)/", privateHosts: ["localhost"])) == outcome)
        }
    }

    @Test func `waits no longer than its limit, and reads no endless answer`() throws {
        let silent = try Receiver { _ in nil }
        let late = send(
            try sender("http://localhost:\(silent.port)/", privateHosts: ["localhost"], limit_ms: 200))
        #expect(late == .failed(reason: "localhost: it takes too long"))
        let long = try Receiver { _ in (.ok, [:], 1_000_000) }
        let outcome = send(try sender("http://localhost:\(long.port)/", privateHosts: ["localhost"]))
        #expect(outcome == .failed(reason: "localhost: its answer is too long"))
    }
}

/// Counts calls.
final class Counter: Sendable {
    private let value = Mutex(0)
    func next() -> Int {
        value.withLock { value in
            defer { value += 1 }
            return value
        }
    }
    var count: Int { value.withLock { $0 } }
}
