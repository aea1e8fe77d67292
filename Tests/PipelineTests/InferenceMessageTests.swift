import Base
import Pipeline
import Testing

private func hello(_ name: String) -> InferenceMessage {
    .hello(InferenceHello(name: name, inputSize: PixelSize(width: 416, height: 320)))
}

private let sighting = ObjectSighting(
    box: Box(x: 0.25, y: 0, width: 0.75, height: 1.0 / 3), objectClass: .animal, score: 0.875)

private func bodyOf(_ message: InferenceMessage) -> [UInt8] {
    Array(message.bytes.dropFirst(InferenceMessage.headerBytes))
}

/// A body that is not what the protocol allows, and what is said about it.
struct WrongBody: Sendable, CustomTestStringConvertible {
    let kind: InferenceKind
    let body: [UInt8]
    let words: String
    var testDescription: String { words }

    static let all: [WrongBody] = [
        .init(kind: .hello, body: [], words: "ends too early"),
        .init(kind: .hello, body: Array("HTTP/1.1 200 OK".utf8), words: "does not speak Wayside's protocol"),
        .init(kind: .hello, body: changed(bodyOf(hello("m")), 4, to: 2), words: "version 2 of the protocol, not 1"),
        .init(kind: .hello, body: Array(bodyOf(hello("m")).dropLast()), words: "no name"),
        .init(kind: .hello, body: changed(changed(bodyOf(hello("m")), 6, to: 0), 7, to: 0), words: "no size"),
        .init(kind: .hello, body: bodyOf(hello("a\u{1B}b")), words: "no name"),
        .init(kind: .hello, body: bodyOf(hello("m")) + [UInt8](repeating: 97, count: 200), words: "no name"),
        .init(kind: .found, body: [1], words: "ends too early"),
        .init(kind: .found, body: [1, 0], words: "do not fill"),
        .init(kind: .found, body: bodyOf(.found([sighting])) + [0], words: "do not fill"),
        .init(kind: .found, body: [0xFF, 0xFF] + [UInt8](repeating: 0, count: 41), words: "do not fill"),
        .init(kind: .found, body: changed(bodyOf(.found([sighting])), 2, to: 5), words: "no class 5"),
        // The highest byte of x: not a number, and below zero.
        .init(kind: .found, body: changed(bodyOf(.found([sighting])), 10, to: 0x7F), words: "not within"),
        .init(kind: .found, body: changed(bodyOf(.found([sighting])), 10, to: 0xBF), words: "not within"),
        .init(kind: .found, body: changed(bodyOf(.found([sighting])), 42, to: 0x40), words: "not within"),
        .init(kind: .look, body: [], words: "asks instead of answering"),
    ]

    private static func changed(_ bytes: [UInt8], _ index: Int, to byte: UInt8) -> [UInt8] {
        var bytes = bytes
        bytes[index] = byte
        return bytes
    }
}

@Suite struct `The protocol of inference` {
    @Test func `messages have the bytes that are documented`() {
        #expect(
            hello("m").bytes == [11, 0, 0, 0, 1] + Array("WSIN".utf8) + [1, 0, 0xA0, 0x01, 0x40, 0x01] + Array("m".utf8)
        )
        let half = ObjectSighting(box: Box(x: 0, y: 0, width: 1, height: 1), objectClass: .vehicle, score: 0.5)
        let one: [UInt8] = [0, 0, 0, 0, 0, 0, 0xF0, 0x3F]
        #expect(
            InferenceMessage.found([half]).bytes == [43, 0, 0, 0, 3, 1, 0, 2] + [UInt8](repeating: 0, count: 16) + one
                + one + [0, 0, 0, 0, 0, 0, 0xE0, 0x3F])
        #expect(InferenceMessage.failed("no").bytes == [2, 0, 0, 0, 4, 0x6E, 0x6F])
        #expect(
            InferenceLook.header(PixelSize(width: 300, height: 2)) == [0x0C, 0x07, 0, 0, 2, 0x2C, 0x01, 2, 0])
    }

    @Test(arguments: [
        hello("m@1f openvino/2026.4"), .found([]), .found([sighting, sighting]), .failed("out of memory"),
    ])
    func `what is written is read`(message: InferenceMessage) throws {
        let kind = try #require(InferenceKind(rawValue: message.bytes[4]))
        #expect(try InferenceMessage(kind, body: bodyOf(message)) == message)
    }

    @Test(arguments: WrongBody.all)
    func `a wrong body is told in words without any of its bytes`(wrong: WrongBody) throws {
        let error = try #require(throws: InferenceNonsense.self) {
            _ = try InferenceMessage(wrong.kind, body: wrong.body)
        }
        #expect(error.words.contains(wrong.words), "\(error.words)")
    }

    @Test func `of more sightings than an answer may hold the surest are sent`() throws {
        let many = (0..<1200).map { index in
            ObjectSighting(box: sighting.box, objectClass: .person, score: 1 - Double(index) / 2000)
        }
        let message = InferenceMessage.found(many)
        #expect(message.bytes.count <= InferenceMessage.mostBytes)
        #expect(try InferenceMessage(.found, body: bodyOf(message)) == .found(Array(many.prefix(1000))))
        let words = InferenceMessage.failed(String(repeating: "w", count: 100_000))
        #expect(try InferenceMessage(.failed, body: bodyOf(words)) == .failed(String(repeating: "w", count: 500)))
    }

    @Test(arguments: [(0, 1), (1, 0), (4097, 1), (1, 4097), (4096, 1025)])
    func `a picture that is empty or too large is not sent`(width: Int, height: Int) {
        #expect(InferenceLook.header(PixelSize(width: width, height: height)) == nil)
    }

    @Test func `the header of a picture is read, and one that lies is not`() throws {
        let header = try #require(InferenceLook.header(PixelSize(width: 4096, height: 1024)))
        #expect(try InferenceLook.size(header) == PixelSize(width: 4096, height: 1024))
        for index in header.indices {
            var wrong = header
            wrong[index] ^= 0x10
            #expect(throws: InferenceNonsense.self, "byte \(index)") { _ = try InferenceLook.size(wrong) }
        }
    }
}
