package import Base

/// What the inference process says of itself to every caller: which finder answers, and what size it looks at.
package struct InferenceHello: Hashable, Sendable {
    /// As the ledger names it, e.g. `yolox-nano@1f2e3d4c openvino/2026.4.1`; 1 to 200 bytes.
    package let name: String
    package let inputSize: PixelSize

    /// Makes the greeting of a finder.
    package init(name: String, inputSize: PixelSize) { (self.name, self.inputSize) = (name, inputSize) }
}

/// Bytes that are not what the protocol allows, in words for a log. The words never hold any of the bytes.
package struct InferenceNonsense: Error, Hashable, Sendable {
    package let words: String
}

/// What the inference process sends. docs/inference.md describes the protocol, version 1: each message is the number of bytes of
/// its body (4 bytes), its kind (1 byte) and the body; numbers are little-endian.
package enum InferenceMessage: Hashable, Sendable {
    case hello(InferenceHello)
    /// The answer to a picture, in fractions of it.
    case found([ObjectSighting])
    /// The answer to a picture that could not be looked at.
    case failed(String)

    /// Bytes before each body.
    package static let headerBytes = 5
    /// Most bytes of a body of any of these, and most sightings of one.
    package static let mostBytes = 1 << 16
    package static let mostSightings = 1000
    private static let version: UInt16 = 1
    private static let greeting = Array("WSIN".utf8)
    private static let sightingBytes = 41

    private var kind: InferenceKind {
        switch self {
        case .hello: .hello
        case .found: .found
        case .failed: .failed
        }
    }

    /// The message as it is sent. Of more than `mostSightings` the surest are sent; longer words are cut.
    package var bytes: [UInt8] {
        var body: [UInt8] = []
        switch self {
        case .hello(let hello):
            body = InferenceMessage.greeting
            body.append(number: InferenceMessage.version)
            body.append(number: UInt16(clamping: hello.inputSize.width))
            body.append(number: UInt16(clamping: hello.inputSize.height))
            body += hello.name.utf8.prefix(200)
        case .found(let sightings):
            let sent = sightings.prefix(InferenceMessage.mostSightings)
            body.append(number: UInt16(sent.count))
            for sighting in sent { body.append(sighting) }
        case .failed(let words): body += words.utf8.prefix(500)
        }
        return kind.header(count: body.count) + body
    }

    /// Reads the body of a message.
    package init(_ kind: InferenceKind, body: [UInt8]) throws(InferenceNonsense) {
        var rest = ByteReader(body)
        switch kind {
        case .hello: self = .hello(try InferenceMessage.hello(&rest))
        case .found:
            let count = Int(try rest.number(UInt16.self))
            guard count <= InferenceMessage.mostSightings, rest.count == count * InferenceMessage.sightingBytes else {
                throw InferenceNonsense(words: "its sightings do not fill its answer")
            }
            var found: [ObjectSighting] = []
            for _ in 0..<count { found.append(try rest.sighting()) }
            self = .found(found)
        case .failed: self = .failed(String(decoding: body.prefix(500), as: UTF8.self))
        case .look: throw InferenceNonsense(words: "it asks instead of answering")
        }
    }

    private static func hello(_ rest: inout ByteReader) throws(InferenceNonsense) -> InferenceHello {
        guard try rest.take(greeting.count) == greeting else {
            throw InferenceNonsense(words: "it does not speak Wayside's protocol")
        }
        let spoken = try rest.number(UInt16.self)
        guard spoken == version else {
            throw InferenceNonsense(words: "it speaks version \(spoken) of the protocol, not \(version)")
        }
        let width = try rest.number(UInt16.self), height = try rest.number(UInt16.self)
        let name = String(decoding: try rest.take(rest.count), as: UTF8.self)
        guard width > 0, height > 0, (1...200).contains(name.utf8.count),
            name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
        else { throw InferenceNonsense(words: "its greeting has no name or no size") }
        return InferenceHello(name: name, inputSize: PixelSize(width: Int(width), height: Int(height)))
    }
}

/// Kinds of messages. Only a caller sends `look`, and it sends nothing else.
package enum InferenceKind: UInt8, Sendable {
    case hello = 1
    case look = 2
    case found = 3
    case failed = 4

    /// What stands before a body of so many bytes.
    func header(count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(number: UInt32(count))
        bytes.append(rawValue)
        return bytes
    }

    /// Reads what stands before a body.
    /// - Parameter most: most bytes of a body.
    static func read(_ header: [UInt8], most: Int) throws(InferenceNonsense) -> (kind: InferenceKind, count: Int) {
        var rest = ByteReader(header)
        let count = Int(try rest.number(UInt32.self)), raw = try rest.number(UInt8.self)
        guard let kind = InferenceKind(rawValue: raw) else {
            throw InferenceNonsense(words: "there is no message of kind \(raw)")
        }
        guard count <= most else { throw InferenceNonsense(words: "a message of \(count) bytes is too long") }
        return (kind, count)
    }
}

/// A picture to look at, as it is sent: a header, width and height (2 bytes each), then red, green and blue of each pixel.
package enum InferenceLook {
    /// Bytes before the pixels.
    package static let headerBytes = InferenceMessage.headerBytes + 4
    /// Most pixels of a picture: 4 million, 12 MiB.
    package static let mostPixels = 1 << 22

    /// What stands before the pixels of a picture; nil when it is empty or too large to be sent.
    package static func header(_ size: PixelSize) -> [UInt8]? {
        guard (1...4096).contains(size.width), (1...4096).contains(size.height), size.count <= mostPixels else {
            return nil
        }
        var bytes = InferenceKind.look.header(count: 4 + 3 * size.count)
        bytes.append(number: UInt16(size.width))
        bytes.append(number: UInt16(size.height))
        return bytes
    }

    /// Reads what stands before the pixels.
    package static func size(_ header: [UInt8]) throws(InferenceNonsense) -> PixelSize {
        let (kind, count) = try InferenceKind.read(header, most: 4 + 3 * mostPixels)
        guard kind == .look else { throw InferenceNonsense(words: "a caller sends pictures, nothing else") }
        var rest = ByteReader(Array(header.dropFirst(InferenceMessage.headerBytes)))
        let size = PixelSize(width: Int(try rest.number(UInt16.self)), height: Int(try rest.number(UInt16.self)))
        guard self.header(size) != nil, count == 4 + 3 * size.count else {
            throw InferenceNonsense(words: "the size of a picture is not that of its bytes")
        }
        return size
    }
}
