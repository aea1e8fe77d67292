import Base

/// Reads the bytes of a canonical line where they are, without making values of them: for the check of a ledger, which passes
/// here a million times. It takes less than `CanonicalReader` does (no escapes, nothing beyond ASCII, 18 digits); what it
/// takes, that takes too.
struct PlainReader: ~Escapable {
    private let bytes: Span<UInt8>
    private(set) var position = 0

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>) { self.bytes = bytes }

    var atEnd: Bool { position == bytes.count }

    /// Takes exactly these characters.
    @_lifetime(self: copy self)
    mutating func take(_ text: StaticString) -> Bool {
        guard bytes.has(text, at: position) else { return false }
        position += text.utf8CodeUnitCount
        return true
    }

    /// A whole number without leading zeros.
    @_lifetime(self: copy self)
    mutating func integer() -> Int64? {
        let isNegative = position < bytes.count && bytes[position] == 0x2D
        let start = isNegative ? position + 1 : position
        var at = start, value: Int64 = 0
        while at < bytes.count, at < start + 19, bytes[at] &- 0x30 < 10 {
            value = value &* 10 &+ Int64(bytes[at] &- 0x30)
            at += 1
        }
        let digits = at - start
        guard digits > 0, digits < 19, digits == 1 || bytes[start] != 0x30, !isNegative || value != 0 else {
            return nil
        }
        position = at
        return isNegative ? -value : value
    }

    /// Where the characters of a string lie.
    @_lifetime(self: copy self)
    mutating func string() -> Range<Int>? {
        guard position < bytes.count, bytes[position] == 0x22 else { return nil }
        let start = position + 1
        var at = start
        while at &+ 8 <= bytes.count {
            let plain = bytes.eight(at: at).plainBytes
            at &+= plain
            if plain < 8 { return close(start, at) }
        }
        while at < bytes.count, UInt64(bytes[at]).plainBytes > 0 { at &+= 1 }
        return at < bytes.count ? close(start, at) : nil
    }

    /// The string from `start` to a quote.
    @_lifetime(self: copy self)
    private mutating func close(_ start: Int, _ at: Int) -> Range<Int>? {
        guard bytes[at] == 0x22 else { return nil }
        position = at &+ 1
        return start..<at
    }

    /// A time as `Timestamp.rfc3339` writes it.
    @_lifetime(self: copy self)
    mutating func time() -> Timestamp? {
        guard let range = string() else { return nil }
        return Timestamp(rfc3339Milliseconds: bytes.extracting(range))
    }

    /// A word of a closed list.
    @_lifetime(self: copy self)
    mutating func word<Word>(_ words: PlainWords<Word>) -> Word? {
        guard let range = string() else { return nil }
        return words[bytes.extracting(range)]
    }

    /// A severity's vector.
    @_lifetime(self: copy self)
    mutating func severity() -> Severity? {
        guard take("\"WS1/B:"), position < bytes.count,
            let base = Level.allCases.first(where: { $0.letter.asciiValue == bytes[position] })
        else { return nil }
        position += 1
        var factors = SeverityFactors()
        guard take("/D:"), let duration = integer(), 0...5 ~= duration, take("/M:"), let measure = integer(),
            0...5 ~= measure, take("/H:"), let sensitive = integer(), 0...1 ~= sensitive, take("/R:"),
            let repetition = integer(), 0...5 ~= repetition, take("/P:"), let criticality = integer(),
            0...300 ~= criticality, take("/C:"), let confidence = integer(), 0...1000 ~= confidence, take("\"")
        else { return nil }
        (factors.base, factors.duration, factors.measure) = (base, Int(duration), Int(measure))
        (factors.sensitive, factors.repetition) = (sensitive == 1, Int(repetition))
        (factors.criticality_percent, factors.confidence_permille) = (criticality, confidence)
        return Severity(factors)
    }
}

/// A closed list of words of at most 16 letters, to be found by their bytes.
struct PlainWords<Word: CaseIterable & RawRepresentable & Sendable>: Sendable where Word.RawValue == String {
    private let words: [(packed: UInt128, word: Word)]

    /// Words that are longer are left out.
    init() {
        words = Word.allCases.compactMap { word in
            Array(word.rawValue.utf8).span.packed.map { ($0, word) }
        }
    }

    /// The word that is spelled like this.
    subscript(_ bytes: Span<UInt8>) -> Word? {
        guard let packed = bytes.packed else { return nil }
        for (other, word) in words where other == packed { return word }
        return nil
    }
}

extension Span<UInt8> {
    /// The bytes as one number, the first the highest; nil when there are more than 16. No byte may be zero.
    fileprivate var packed: UInt128? {
        guard count <= 16 else { return nil }
        var number: UInt128 = 0
        for index in indices { number = number &<< 8 | UInt128(self[index]) }
        return number
    }
}
