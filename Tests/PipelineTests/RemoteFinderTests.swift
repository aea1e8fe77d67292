import Base
import Foundation
import Pipeline
import Synchronization
import Testing
import WaysideTestSupport

private typealias Session = ScriptedInference.Session

private let greeting = InferenceMessage.hello(
    InferenceHello(name: "scripted@1", inputSize: PixelSize(width: 8, height: 4))
).bytes

/// Greets, takes a look and answers it with these bytes.
private func answering(_ bytes: [UInt8], isKept: Bool = true) -> ScriptedInference.Session {
    ScriptedInference.Session(isKept: isKept) { socket in
        socket.send(greeting)
        _ = socket.message()
        socket.send(bytes)
    }
}

private let greets = ScriptedInference.Session { $0.send(greeting) }

/// What a link tells.
private final class Told: Sendable {
    private let list = Mutex([InferenceLink.News]())
    func add(_ news: InferenceLink.News) { list.withLock { $0.append(news) } }
    var all: [InferenceLink.News] { list.withLock { $0 } }
}

@Suite struct `A finder in another process` {
    private func link(
        _ room: SocketRoom, _ told: Told = Told(), clock: HandClock = HandClock(), patience_ms: Int = 1000
    ) -> InferenceLink {
        InferenceLink(path: room.path, model: "scripted", patience_ms: patience_ms, clock: clock.stages) {
            told.add($0)
        }
    }

    @Test func `is away while nobody answers, and that is told once`() throws {
        let room = try SocketRoom()
        defer { room.remove() }
        let told = Told(), clock = HandClock(), link = link(room, told, clock: clock), finder = RemoteFinder(link)
        link.begin(patience_ms: 0)
        for _ in 0..<5 {
            clock.pass(ms: 20_000)
            link.check()
            #expect(!finder.isAvailable)
            #expect(throws: ObjectFinderFailure.unavailable) { try finder.find(in: flat(1)) }
        }
        #expect(told.all == [.lost("nobody answers: No such file or directory")])
    }

    @Test(arguments: [
        ([UInt8](), "it did not answer in time"), (Array(greeting.prefix(7)), "it did not answer in time"),
        (Array("HTTP/1.1 400 Bad Request".utf8), "there is no message of kind 47"),
        ([5, 0, 0, 0, 1, 0x48, 0x54, 0x54, 0x50, 0x2F], "it does not speak Wayside's protocol"),
        ([0xFF, 0xFF, 0xFF, 0, 1], "a message of 16777215 bytes is too long"),
        (InferenceMessage.found([]).bytes, "it does not greet"),
        (
            InferenceMessage.hello(InferenceHello(name: "other@2", inputSize: PixelSize(width: 8, height: 4))).bytes,
            "it runs other@2"
        ),
    ])
    func `is away when the process does not greet as it should`(bytes: [UInt8], words: String) throws {
        let room = try SocketRoom()
        defer { room.remove() }
        let script = try ScriptedInference(room.path, [Session { $0.send(bytes) }])
        let told = Told(), link = link(room, told)
        link.begin(patience_ms: 0)
        #expect(told.all == [.lost(words)] && !link.isAnswering)
        script.end()
    }

    @Test func `gives up on a look that is not answered, and after three in a row on the process`() throws {
        let room = try SocketRoom()
        defer { room.remove() }
        let silent = Session { socket in
            socket.send(greeting)
            _ = socket.message()
        }
        let script = try ScriptedInference(
            room.path, [greets, silent, silent, answering(InferenceMessage.found([]).bytes), silent, silent, greets])
        let told = Told(), clock = HandClock(), link = link(room, told, clock: clock), finder = RemoteFinder(link)
        link.begin(patience_ms: 60_000)
        for _ in 0..<2 { #expect(throws: ObjectFinderFailure.unavailable) { try finder.find(in: flat(1)) } }
        #expect(try finder.find(in: flat(1)).isEmpty && finder.isAvailable, "two misses are no outage")
        for _ in 0..<2 { #expect(throws: ObjectFinderFailure.unavailable) { try finder.find(in: flat(1)) } }
        #expect(finder.isAvailable)
        for _ in 0..<3 { #expect(throws: ObjectFinderFailure.unavailable) { try finder.find(in: flat(1)) } }
        #expect(!finder.isAvailable && script.callers == 6, "no camera goes on asking")
        #expect(told.all == [.answers("scripted@1"), .lost("it did not answer in time")])
        clock.pass(ms: 60_000)
        link.check()
        #expect(finder.isAvailable && told.all.count == 3 && link.health.outages == 1)
        script.end()
    }

    @Test(arguments: [
        Array(InferenceMessage.found([]).bytes.prefix(6)), [], [9, 9, 9, 9, 9], greeting,
        [2, 0, 0, 0, 3, 7, 0],
    ])
    func `an answer that breaks off or is nonsense costs one look`(bytes: [UInt8]) throws {
        let room = try SocketRoom()
        defer { room.remove() }
        let script = try ScriptedInference(
            room.path,
            [greets, answering(bytes, isKept: false), answering(InferenceMessage.failed("too dark").bytes)])
        let link = link(room, patience_ms: 60_000), finder = RemoteFinder(link)
        link.begin(patience_ms: 60_000)
        #expect(throws: ObjectFinderFailure.unavailable) { try finder.find(in: flat(1)) }
        #expect(throws: ObjectFinderFailure.failed("too dark")) { try finder.find(in: flat(1)) }
        #expect(finder.isAvailable && script.callers == 3)
        script.end()
    }

    @Test func `a process that ends is missed without a look, and one that returns is found`() throws {
        let room = try SocketRoom()
        defer { room.remove() }
        let told = Told(), clock = HandClock(), link = link(room, told, clock: clock, patience_ms: 60_000)
        let finder = RemoteFinder(link)
        var script = try ScriptedInference(room.path, [greets])
        link.begin(patience_ms: 60_000)
        script.end()
        link.check()
        #expect(!finder.isAvailable && told.all == [.answers("scripted@1"), .lost("it hung up")])
        script = try ScriptedInference(room.path, [greets, answering(InferenceMessage.found([]).bytes)])
        link.check()
        #expect(script.callers == 0, "not before the pause is over")
        clock.pass(ms: 500)
        link.check()
        #expect(told.all.last == .answers("scripted@1") && told.all.count == 3)
        #expect(try finder.find(in: flat(1)).isEmpty)
        script.end()
    }

    @Test func `attempts become rarer up to one in ten seconds`() throws {
        let room = try SocketRoom()
        defer { room.remove() }
        let script = try ScriptedInference(room.path, (0..<9).map { _ in Session(isKept: false) { _ in } })
        let clock = HandClock(), link = link(room, clock: clock, patience_ms: 60_000)
        link.begin(patience_ms: 0)
        var attempts = 1
        for pause_ms in [500, 500, 1000, 2000, 4000, 8000, 10_000, 10_000] {
            clock.pass(ms: pause_ms - 1)
            link.check()
            #expect(script.callers == attempts, "before \(pause_ms) ms")
            clock.pass(ms: 1)
            link.check()
            attempts += 1
            #expect(script.callers == attempts, "after \(pause_ms) ms")
        }
        script.end()
    }

    @Test func `one that comes and goes is sought less and less often, until it stays`() throws {
        let room = try SocketRoom()
        defer { room.remove() }
        let leaves = Session(isKept: false) { $0.send(greeting) }
        let script = try ScriptedInference(room.path, [leaves, leaves, leaves, leaves, greets])
        let told = Told(), clock = HandClock(), link = link(room, told, clock: clock, patience_ms: 60_000)
        link.begin(patience_ms: 60_000)
        for pause_ms in [500, 1000, 2000, 4000] {
            while link.isAnswering { link.check() }
            clock.pass(ms: pause_ms - 1)
            link.check()
            #expect(!link.isAnswering, "before \(pause_ms) ms")
            clock.pass(ms: 1)
            link.check()
            #expect(link.isAnswering, "after \(pause_ms) ms")
        }
        clock.pass(ms: 30_000)
        link.check()
        script.end()
        link.check()
        #expect(!link.isAnswering && link.health.outages == 5 && told.all.count == 10)
        let returned = try ScriptedInference(room.path, [greets])
        clock.pass(ms: 500)
        link.check()
        #expect(link.isAnswering)
        returned.end()
    }

    @Test func `another model at the same socket is an outage until its greeting is known`() throws {
        let room = try SocketRoom()
        defer { room.remove() }
        let newer = InferenceMessage.hello(
            InferenceHello(name: "scripted@2", inputSize: PixelSize(width: 16, height: 16))
        ).bytes
        let script = try ScriptedInference(room.path, [greets, Session { $0.send(newer) }, Session { $0.send(newer) }])
        let told = Told(), clock = HandClock(), link = link(room, told, clock: clock, patience_ms: 60_000)
        let finder = RemoteFinder(link)
        link.begin(patience_ms: 60_000)
        #expect(throws: ObjectFinderFailure.unavailable) { try finder.find(in: flat(1)) }
        clock.pass(ms: 500)
        link.check()
        #expect(told.all == [.answers("scripted@1"), .lost("it runs scripted@2"), .answers("scripted@2")])
        #expect(finder.name == "scripted@2" && finder.inputSize == PixelSize(width: 16, height: 16))
        script.end()
    }

    @Test func `a picture that cannot be sent fails and is not asked about`() throws {
        let room = try SocketRoom()
        defer { room.remove() }
        let script = try ScriptedInference(room.path, [greets]), link = link(room, patience_ms: 60_000)
        link.begin(patience_ms: 60_000)
        let words = "a picture of 4097x1 pixels cannot be sent"
        #expect(throws: ObjectFinderFailure.failed(words)) { try RemoteFinder(link).find(in: flat(1, 4097, 1)) }
        #expect(script.callers == 1 && link.isAnswering)
        script.end()
    }
}
