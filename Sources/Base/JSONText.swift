/// Writes JSON text in one fixed way, so that the same values always give the same bytes: keys in the order given, no
/// white space, numbers rounded to a stated number of decimals, control characters escaped (RFC 8259 section 7).
public struct JSONText: Sendable {
    public private(set) var text = ""
    private var needsComma = false

    /// Starts an empty text.
    public init() {}

    /// One object: `{` what `body` writes `}`.
    public mutating func object(_ body: (inout JSONText) -> Void) { nested("{", "}", body) }

    /// One array: `[` what `body` writes `]`.
    public mutating func array(_ body: (inout JSONText) -> Void) { nested("[", "]", body) }

    /// A member's name; its value must follow.
    public mutating func key(_ name: String) {
        string(name)
        text.append(":")
        needsComma = false
    }

    public mutating func string(_ value: String) {
        separate()
        text.append("\"")
        // Hardly any text needs an escape, and looking at bytes is many times cheaper than rebuilding the text.
        if value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }) {
            text.append(value)
        } else {
            for scalar in value.unicodeScalars { JSONText.escape(scalar, into: &text) }
        }
        text.append("\"")
    }

    public mutating func integer(_ value: Int64) { raw(String(value)) }
    public mutating func bool(_ value: Bool) { raw(value ? "true" : "false") }
    public mutating func null() { raw("null") }

    /// A number rounded to `decimals` places, without trailing zeros; not a number and infinity become null.
    public mutating func number(_ value: Double, decimals: Int = 4) { raw(JSONText.format(value, decimals: decimals)) }

    public mutating func member(_ name: String, _ value: String) { key(name); string(value) }
    public mutating func member(_ name: String, _ value: Int64) { key(name); integer(value) }
    public mutating func member(_ name: String, _ value: Double, decimals: Int = 4) {
        key(name)
        number(value, decimals: decimals)
    }

    /// The number as it is written: fixed point, rounded half away from zero, e.g. 0.25, -3, 12.0004.
    public static func format(_ value: Double, decimals: Int) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "null" }
        // A great number has no meaning in its last decimals; leaving them out keeps the scaled value exact in a Double.
        var scale = 1.0, kept = 0
        while kept < decimals, abs(value) * scale * 10 < 0x1p53 { (scale, kept) = (scale * 10, kept + 1) }
        let scaled = Int64((abs(value) * scale).rounded())
        let unit = Int64(scale)
        var text = String(scaled / unit)
        if scaled % unit != 0 {
            let fraction = String(scaled % unit)
            text += "." + String(repeating: "0", count: kept - fraction.count) + fraction
            while text.last == "0" { text.removeLast() }
        }
        return value < 0 && scaled != 0 ? "-" + text : text
    }

    private mutating func separate() {
        if needsComma { text.append(",") }
        needsComma = true
    }

    private mutating func raw(_ value: String) {
        separate()
        text.append(value)
    }

    private mutating func nested(_ open: Character, _ close: Character, _ body: (inout JSONText) -> Void) {
        separate()
        text.append(open)
        needsComma = false
        body(&self)
        text.append(close)
        needsComma = true
    }

    private static func escape(_ scalar: Unicode.Scalar, into text: inout String) {
        switch scalar {
        case "\"": text.append("\\\"")
        case "\\": text.append("\\\\")
        case "\n": text.append("\\n")
        case "\r": text.append("\\r")
        case "\t": text.append("\\t")
        case "\u{0}"..."\u{1F}":
            let hex = String(scalar.value, radix: 16)
            text.append("\\u" + String(repeating: "0", count: 4 - hex.count) + hex)
        default: text.unicodeScalars.append(scalar)
        }
    }
}
