/// Strings that were made before, found by their bytes. A name that falls into a taken slot takes it over.
package struct NameTable: Sendable {
    private var slots = [(bytes: [UInt8], text: String)?](repeating: nil, count: 1024)

    /// A table with nothing in it.
    package init() {}

    /// The text of some bytes without escapes; nil when they are not UTF-8.
    package mutating func text(_ bytes: Span<UInt8>) -> String? {
        let slot = Int(truncatingIfNeeded: NameTable.hash(bytes)) & (slots.count - 1)
        if let found = slots[slot], bytes.equals(found.bytes.span) { return found.text }
        guard let text = String(utf8: bytes) else { return nil }
        slots[slot] = (Array(text.utf8), text)
        return text
    }

    /// Good enough for a table; eight bytes at a time.
    private static func hash(_ bytes: Span<UInt8>) -> UInt64 {
        var hash = UInt64(truncatingIfNeeded: bytes.count), at = 0
        while at &+ 8 <= bytes.count {
            hash = (hash ^ bytes.eight(at: at)) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 29
            at &+= 8
        }
        while at < bytes.count {
            hash = (hash ^ UInt64(bytes[at])) &* 0x9E37_79B9_7F4A_7C15
            at &+= 1
        }
        return hash ^ hash >> 32
    }
}
