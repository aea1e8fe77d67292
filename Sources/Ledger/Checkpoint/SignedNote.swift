internal import Foundation

/// A text with signatures under it, in the form of C2SP signed-note.
///
/// The text, an empty line, and a line for each signature: an em dash, the key's name, and base64 of the key's identity and the
/// signature. Anybody may add signatures; those of unknown keys are left alone.
public struct SignedNote: Hashable, Sendable {
    /// Ends with a line feed.
    public let text: String
    public let signatures: [NoteSignature]

    /// Makes a note.
    public init(text: String, signatures: [NoteSignature]) { (self.text, self.signatures) = (text, signatures) }

    private static let most = 100

    /// Reads a note; nil when it is none. Whether it is signed by anybody in particular is another question.
    public init?(_ note: String) {
        // The last empty line: the text may have some itself.
        guard let gap = note.range(of: "\n\n", options: .backwards), note.hasSuffix("\n"),
            !note.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\n" })
        else { return nil }
        let lines = note[gap.upperBound...].dropLast().split(separator: "\n", omittingEmptySubsequences: false)
        let signatures = lines.compactMap { NoteSignature(line: $0) }
        guard !lines.isEmpty, lines.count <= Self.most, signatures.count == lines.count else { return nil }
        text = note[..<gap.lowerBound] + "\n"
        self.signatures = signatures
    }

    /// The whole note.
    public var note: String { text + "\n" + signatures.map { $0.line + "\n" }.joined() }

    /// Whether the note has a signature of this key, and no wrong one under its name and identity.
    public func isSigned(by key: NoteKey) -> Bool {
        let own = signatures.filter { $0.name == key.name && $0.identity == key.identity }
        return !own.isEmpty && own.allSatisfy { key.isRight($0.bytes.dropFirst(NoteKey.identityCount), over: text) }
    }
}

/// A signature under a note.
public struct NoteSignature: Hashable, Sendable {
    /// Name of the key.
    public let name: String
    /// Identity of the key, and what it gives.
    let bytes: [UInt8]

    init(name: String, bytes: [UInt8]) { (self.name, self.bytes) = (name, bytes) }

    var identity: [UInt8] { Array(bytes.prefix(NoteKey.identityCount)) }

    fileprivate init?(line: Substring) {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "—", !parts[1].isEmpty, let bytes = Data(base64Encoded: String(parts[2])),
            bytes.count > NoteKey.identityCount
        else { return nil }
        (name, self.bytes) = (String(parts[1]), Array(bytes))
    }

    fileprivate var line: String { "— \(name) " + Data(bytes).base64EncodedString() }
}
