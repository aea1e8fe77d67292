/// Writes JSON text in one fixed way, so that the same values always give the same bytes: keys in the order given, no
/// white space, numbers rounded to a stated number of decimals, control characters escaped (RFC 8259 section 7).
public struct JSONText: Sendable {
    private var bytes: [UInt8] = []
    private var needsComma = false

    /// Starts an empty text.
    public init() { bytes.reserveCapacity(768) }

    /// What has been written.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// One object: `{` what `body` writes `}`.
    public mutating func object(_ body: (inout JSONText) -> Void) { nested(0x7B, 0x7D, body) }

    /// One array: `[` what `body` writes `]`.
    public mutating func array(_ body: (inout JSONText) -> Void) { nested(0x5B, 0x5D, body) }

    /// A member's name; its value must follow.
    public mutating func key(_ name: String) {
        string(name)
        bytes.append(0x3A)
        needsComma = false
    }

    public mutating func string(_ value: String) {
        separate()
        bytes.append(0x22)
        let letters = value.utf8.span
        // Hardly any text needs an escape, and then its bytes are taken as they are.
        if JSONText.isPlain(letters) {
            unsafe letters.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
        } else {
            for index in letters.indices { JSONText.escape(letters[index], into: &bytes) }
        }
        bytes.append(0x22)
    }

    public mutating func integer(_ value: Int64) {
        separate()
        bytes.append(decimal: value)
    }

    public mutating func bool(_ value: Bool) { raw(value ? "true" : "false") }
    public mutating func null() { raw("null") }
    /// A value that is JSON already, as it is: an entry's line, an event as it was published.
    public mutating func json(_ value: String) { raw(value) }

    /// A number rounded to `decimals` places, without trailing zeros; not a number and infinity become null.
    public mutating func number(_ value: Double, decimals: Int = 4) {
        separate()
        JSONText.write(value, decimals: decimals, to: &bytes)
    }

    /// A time as `Timestamp.rfc3339` is.
    public mutating func time(_ value: Timestamp) {
        separate()
        bytes.append(0x22)
        value.write(to: &bytes)
        bytes.append(0x22)
    }

    public mutating func member(_ name: String, _ value: String) { key(name); string(value) }
    public mutating func member(_ name: String, _ value: Int64) { key(name); integer(value) }
    public mutating func member(_ name: String, _ value: Timestamp) { key(name); time(value) }
    public mutating func member(_ name: String, _ value: Double, decimals: Int = 4) {
        key(name)
        number(value, decimals: decimals)
    }

    /// The number as it is written: fixed point, rounded half away from zero, e.g. 0.25, -3, 12.0004.
    public static func format(_ value: Double, decimals: Int) -> String {
        var bytes: [UInt8] = []
        write(value, decimals: decimals, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func write(_ value: Double, decimals: Int, to bytes: inout [UInt8]) {
        guard value.isFinite, abs(value) < 1e15 else { return bytes.append(contentsOf: "null".utf8) }
        // A great number has no meaning in its last decimals; leaving them out keeps the scaled value exact in a Double.
        var scale = 1.0, kept = 0
        while kept < decimals, abs(value) * scale * 10 < 0x1p53 { (scale, kept) = (scale * 10, kept + 1) }
        let scaled = Int64((abs(value) * scale).rounded())
        if value < 0, scaled != 0 { bytes.append(0x2D) }
        bytes.append(decimal: scaled / Int64(scale))
        var rest = scaled % Int64(scale)
        guard rest != 0 else { return }
        while rest % 10 == 0 { (rest, kept) = (rest / 10, kept - 1) }
        bytes.append(0x2E)
        bytes.append(decimal: rest, digits: kept)
    }

    private mutating func separate() {
        if needsComma { bytes.append(0x2C) }
        needsComma = true
    }

    private mutating func raw(_ value: String) {
        separate()
        bytes.append(contentsOf: value.utf8)
    }

    private mutating func nested(_ open: UInt8, _ close: UInt8, _ body: (inout JSONText) -> Void) {
        separate()
        bytes.append(open)
        needsComma = false
        body(&self)
        bytes.append(close)
        needsComma = true
    }

    /// Whether no byte needs an escape; those of letters beyond ASCII do not.
    private static func isPlain(_ letters: Span<UInt8>) -> Bool {
        var at = 0
        while at &+ 8 <= letters.count, letters.eight(at: at).plainBytes == 8 { at &+= 8 }
        while at < letters.count {
            let letter = letters[at]
            guard letter >= 0x20, letter != 0x22, letter != 0x5C else { return false }
            at &+= 1
        }
        return true
    }

    private static func escape(_ letter: UInt8, into bytes: inout [UInt8]) {
        switch letter {
        case 0x22, 0x5C: bytes.append(contentsOf: [0x5C, letter])
        case 0x0A: bytes.append(contentsOf: "\\n".utf8)
        case 0x0D: bytes.append(contentsOf: "\\r".utf8)
        case 0x09: bytes.append(contentsOf: "\\t".utf8)
        case 0..<0x20:
            bytes.append(contentsOf: "\\u00".utf8)
            for digit in [letter >> 4, letter & 15] { bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit) }
        default: bytes.append(letter)
        }
    }
}

extension [UInt8] {
    /// Appends a whole number in decimal digits.
    package mutating func append(decimal value: Int64) {
        if value < 0 { append(0x2D) }
        var digits = 1, limit: UInt64 = 10
        while digits < 19, value.magnitude >= limit { (digits, limit) = (digits + 1, limit * 10) }
        append(magnitude: value.magnitude, digits: digits)
    }

    /// Appends a number that is not negative in so many digits, with zeros before it; higher digits are left out.
    package mutating func append(decimal value: Int64, digits: Int) {
        append(magnitude: value.magnitude, digits: digits)
    }

    private mutating func append(magnitude: UInt64, digits: Int) {
        let start = count
        for _ in 0..<digits { append(0x30) }
        var rest = magnitude, at = start + digits
        while at > start, rest > 0 {
            at -= 1
            self[at] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }
}
