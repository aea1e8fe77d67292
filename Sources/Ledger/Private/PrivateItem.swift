/// What a piece of private content is, told by its first bytes and by nothing that somebody says about it.
public enum PrivateMedia: String, CaseIterable, Sendable {
    case text = "text/plain"
    case jpeg = "image/jpeg"
    case png = "image/png"

    /// The most bytes of a piece: 64 KiB of text, 8 MiB of a picture.
    public var most: Int { self == .text ? 65_536 : 8_388_608 }
}

/// A piece of private content that may be kept: a note, or something attached to one.
public struct PrivateItem: Hashable, Sendable {
    public let media: PrivateMedia
    public let bytes: [UInt8]

    /// Takes a note as it is, but for white space around it.
    /// - Throws: `ContentRefusal` when it is empty, too long, or would steer a terminal.
    public init(note text: String) throws(ContentRefusal) {
        let scalars = text.unicodeScalars.drop { $0.properties.isWhitespace }
        let end = scalars.lastIndex { !$0.properties.isWhitespace }.map { scalars.index(after: $0) }
        let note = String(scalars[scalars.startIndex..<(end ?? scalars.startIndex)])
        guard !note.isEmpty else { throw .empty }
        guard PrivateItem.isPlain(note) else { throw .unknownMedia }
        try self.init(.text, Array(note.utf8))
    }

    /// Takes a picture (JPEG, PNG) or plain text.
    /// - Throws: `ContentRefusal` when it is empty, too long, or none of these.
    public init(attachment bytes: [UInt8]) throws(ContentRefusal) {
        guard !bytes.isEmpty else { throw .empty }
        guard let media = PrivateItem.media(of: bytes) else { throw .unknownMedia }
        try self.init(media, bytes)
    }

    private init(_ media: PrivateMedia, _ bytes: [UInt8]) throws(ContentRefusal) {
        guard bytes.count <= media.most else { throw .tooLong(media, most: media.most, found: bytes.count) }
        (self.media, self.bytes) = (media, bytes)
    }

    /// What is in the ledger's table, whatever it is.
    init(kept media: PrivateMedia, _ bytes: [UInt8]) { (self.media, self.bytes) = (media, bytes) }

    /// The text of a note; nil for a picture.
    public var text: String? { media == .text ? String(validating: bytes, as: UTF8.self) : nil }

    /// By the first bytes; text must be text as a whole.
    private static func media(of bytes: [UInt8]) -> PrivateMedia? {
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
        return String(validating: bytes, as: UTF8.self).map(isPlain) == true ? .text : nil
    }

    /// Text without control characters other than line ends and tabs.
    private static func isPlain(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            (scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)) || ["\n", "\r", "\t"].contains(scalar)
        }
    }
}

/// Why content is not kept.
public enum ContentRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    case empty
    case tooLong(PrivateMedia, most: Int, found: Int)
    case unknownMedia

    /// What is wrong, without where.
    public var description: String {
        switch self {
        case .empty: "there is nothing in it"
        case .tooLong(let media, let most, let found):
            "\(media.rawValue) of \(found) bytes is too long, the most is \(most)"
        case .unknownMedia: "it is neither a JPEG or PNG picture nor plain text"
        }
    }
}
