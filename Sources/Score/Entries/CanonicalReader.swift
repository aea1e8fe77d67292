import Base

/// Reads a canonical line member by member in its one fixed order. Anything else (white space, another order, another
/// spelling of a number) is not canonical and gives nil.
struct CanonicalReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    var atEnd: Bool { position == bytes.count }

    /// Takes exactly these characters.
    mutating func take(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard position + count <= bytes.count else { return false }
        let matches = text.withUTF8Buffer { buffer in
            for index in 0..<count where unsafe buffer[index] != bytes[position + index] { return false }
            return true
        }
        if matches { position += count }
        return matches
    }

    /// A whole number without leading zeros.
    mutating func integer() -> Int64? {
        let start = position
        while position < bytes.count, bytes[position] == 0x2D || (0x30...0x39).contains(bytes[position]) {
            position += 1
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let value = Int64(text), String(value) == text else { return nil }
        return value
    }

    /// A string with the escapes that `JSONText` writes.
    mutating func string() -> String? {
        guard take("\"") else { return nil }
        var content: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == 0x22 { return String(validating: content, as: UTF8.self) }
            guard byte >= 0x20 else { return nil }
            if byte != 0x5C {
                content.append(byte)
            } else {
                guard let scalar = escaped() else { return nil }
                content.append(scalar)
            }
        }
        return nil
    }

    private mutating func escaped() -> UInt8? {
        guard position < bytes.count else { return nil }
        position += 1
        switch bytes[position - 1] {
        case 0x22: return 0x22
        case 0x5C: return 0x5C
        case 0x6E: return 0x0A
        case 0x72: return 0x0D
        case 0x74: return 0x09
        case 0x75: return control()
        default: return nil
        }
    }

    /// The four digits of a control character that has no short escape.
    private mutating func control() -> UInt8? {
        guard position + 4 <= bytes.count else { return nil }
        let digits = String(decoding: bytes[position..<position + 4], as: UTF8.self)
        guard let value = UInt8(digits, radix: 16), value < 0x20, ![0x09, 0x0A, 0x0D].contains(value) else {
            return nil
        }
        let hex = String(value, radix: 16)
        guard String(repeating: "0", count: 4 - hex.count) + hex == digits else { return nil }
        position += 4
        return value
    }

    /// A time as `Timestamp.rfc3339` writes it.
    mutating func time() -> Timestamp? {
        guard let text = string(), let time = Timestamp(rfc3339: text), time.rfc3339 == text else { return nil }
        return time
    }

    /// A word of a closed list.
    mutating func word<Word: RawRepresentable>(_ type: Word.Type) -> Word? where Word.RawValue == String {
        string().flatMap { Word(rawValue: $0) }
    }
}
