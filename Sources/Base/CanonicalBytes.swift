/// Reads the bytes that `JSONText` writes, member by member in their one order. Anything else (white space, another
/// order, another spelling of a number) gives nil.
struct CanonicalBytes: ~Escapable {
    private let bytes: Span<UInt8>
    var position = 0

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>) { self.bytes = bytes }

    var atEnd: Bool { position == bytes.count }

    /// Takes exactly these characters, or nothing.
    mutating func take(_ text: StaticString) -> Bool {
        guard bytes.has(text, at: position) else { return false }
        position += text.utf8CodeUnitCount
        return true
    }

    /// Takes exactly these bytes, or nothing.
    mutating func take(_ text: [UInt8]) -> Bool {
        guard position + text.count <= bytes.count else { return false }
        for index in text.indices where text[index] != bytes[position + index] { return false }
        position += text.count
        return true
    }

    /// Where the content of the string that stands here lies, and whether it has escapes; goes past its closing quote.
    mutating func stringRange() -> (range: Range<Int>, escaped: Bool)? {
        guard position < bytes.count, bytes[position] == 0x22 else { return nil }
        var index = position + 1, escaped = false
        while index < bytes.count {
            if index &+ 8 <= bytes.count {
                let plain = bytes.eight(at: index).plainBytes
                index &+= plain
                if plain == 8 { continue }
            }
            let byte = bytes[index]
            if byte == 0x22 {
                defer { position = index + 1 }
                return (position + 1..<index, escaped)
            }
            guard byte >= 0x20 else { return nil }
            if byte == 0x5C { (escaped, index) = (true, index + 1) }
            index += 1
        }
        return nil
    }

    /// The text of bytes without escapes; nil when they are not UTF-8.
    func plainText(_ range: Range<Int>) -> String? { String(utf8: bytes.extracting(range)) }

    /// The text of bytes with the escapes that `JSONText` writes.
    func escapedText(_ range: Range<Int>) -> String? {
        var content: [UInt8] = [], index = range.lowerBound
        while index < range.upperBound {
            if bytes[index] != 0x5C {
                content.append(bytes[index])
                index += 1
                continue
            }
            guard index + 1 < range.upperBound else { return nil }
            switch bytes[index + 1] {
            case 0x22, 0x5C: content.append(bytes[index + 1])
            case 0x6E: content.append(0x0A)
            case 0x72: content.append(0x0D)
            case 0x74: content.append(0x09)
            case 0x75:
                guard let control = control(at: index + 2, before: range.upperBound) else { return nil }
                content.append(control)
                index += 4
            default: return nil
            }
            index += 2
        }
        return String(validating: content, as: UTF8.self)
    }

    /// The four digits of a control character that has no short escape.
    private func control(at start: Int, before end: Int) -> UInt8? {
        guard start + 4 <= end, bytes[start] == 0x30, bytes[start + 1] == 0x30, bytes[start + 2] & 0xFE == 0x30 else {
            return nil
        }
        let last = bytes[start + 3]
        let low: UInt8
        switch last {
        case 0x30...0x39: low = last - 0x30
        case 0x61...0x66: low = last - 0x57
        default: return nil
        }
        let value = (bytes[start + 2] & 1) << 4 | low
        return value == 0x09 || value == 0x0A || value == 0x0D ? nil : value
    }

    /// One byte; nil at the end.
    func byte(at index: Int) -> UInt8? { index < bytes.count ? bytes[index] : nil }

    /// The bytes of a part.
    @_lifetime(copy self)
    func part(_ range: Range<Int>) -> Span<UInt8> { bytes.extracting(range) }
}

extension CanonicalBytes {
    /// A number as `JSONText` writes it with at most `decimals` decimals; `null` is no number (`Double.nan`). Nil from 2^51
    /// of its last decimal on, where a `Double` does not lead back to the same digits.
    mutating func number(decimals: Int) -> Double? {
        if take("null") { return .nan }
        let negative = take("-"), start = position
        var value: Int64 = 0, scale: Double = 1
        while let byte = byte(at: position), (0x30...0x39).contains(byte), position - start < 16 {
            value = value * 10 + Int64(byte - 0x30)
            position += 1
        }
        guard position > start, position == start + 1 || byte(at: start) != 0x30 else { return nil }
        if take(".") {
            let point = position
            while let byte = byte(at: position), (0x30...0x39).contains(byte), position - point < decimals,
                value < 1 << 51
            {
                value = value * 10 + Int64(byte - 0x30)
                scale *= 10
                position += 1
            }
            guard position > point, byte(at: position - 1) != 0x30 else { return nil }
        }
        guard !negative || value != 0, value < 1 << 51 else { return nil }
        let magnitude = Double(value) / scale
        return magnitude < 1e15 ? (negative ? -magnitude : magnitude) : nil
    }

    /// A time as `Timestamp.rfc3339` writes it, of the years 0 to 9999.
    mutating func time() -> Timestamp? {
        guard let (range, escaped) = stringRange(), !escaped, range.count == 24 else { return nil }
        let start = range.lowerBound
        for (offset, sign) in CanonicalBytes.signs where bytes[start + offset] != sign { return nil }
        guard let year = digits(start, 4), let month = digits(start + 5, 2), let day = digits(start + 8, 2),
            let hour = digits(start + 11, 2), let minute = digits(start + 14, 2), let second = digits(start + 17, 2),
            let millis = digits(start + 20, 3), (1...12).contains(month), day >= 1,
            day <= CivilTime.length(ofMonth: month, year: year), hour < 24, minute < 60, second < 60
        else { return nil }
        let date = CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        let seconds = date.days * 86_400 + hour * 3600 + minute * 60 + second
        return Timestamp(microseconds: seconds * 1_000_000 + millis * 1000)
    }

    /// What stands between the digits of a time.
    private static let signs: [(offset: Int, sign: UInt8)] = [
        (4, 0x2D), (7, 0x2D), (10, 0x54), (13, 0x3A), (16, 0x3A), (19, 0x2E), (23, 0x5A),
    ]

    private func digits(_ start: Int, _ count: Int) -> Int64? {
        var value: Int64 = 0
        for index in start..<start + count {
            let byte = bytes[index]
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int64(byte - 0x30)
        }
        return value
    }
}
