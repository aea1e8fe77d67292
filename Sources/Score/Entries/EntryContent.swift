import Base

/// What one kind of entry says after the members that all have. Writing and reading are each other's inverse, byte for byte.
protocol EntryContent: Hashable, Sendable {
    /// Writes the members in the order of docs/ledger.md.
    func write(into entry: inout JSONText)
    /// Reads the members; nil when they are not exactly what `write` gives.
    init?(_ reader: inout CanonicalReader)
}

extension CanonicalReader {
    /// A member that may be left out. The outer optional is nil when it is there and not what `read` takes.
    mutating func optional<Value>(
        _ name: StaticString, _ read: (inout CanonicalReader) -> Value?
    ) -> Value?? {
        guard take(name) else { return .some(nil) }
        guard let value = read(&self) else { return nil }
        return .some(value)
    }

    /// A list of strings.
    mutating func texts() -> [String]? {
        guard take("[") else { return nil }
        var list: [String] = []
        while !take("]") {
            guard list.isEmpty || take(","), let text = string() else { return nil }
            list.append(text)
        }
        return list
    }

    /// A list of words of a closed list.
    mutating func words<Word: RawRepresentable>(_ type: Word.Type) -> [Word]? where Word.RawValue == String {
        guard let texts = texts() else { return nil }
        let words = texts.compactMap { Word(rawValue: $0) }
        return words.count == texts.count ? words : nil
    }
}

extension JSONText {
    /// A member whose value is a list of strings.
    mutating func member(_ name: String, _ list: [String]) {
        key(name)
        array { texts in list.forEach { texts.string($0) } }
    }
}
