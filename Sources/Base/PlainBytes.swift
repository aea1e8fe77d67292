/// The bytes of JSON text, eight at a time.
extension UInt64 {
    /// How many of eight bytes, from the lowest on, are printable ASCII and neither a quote nor a backslash. (The high bit of a
    /// byte is set where it is not; a borrow or a carry can set one too many, but only above one that is set rightly.)
    package var plainBytes: Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quotes = self ^ (ones &* 0x22), escapes = self ^ (ones &* 0x5C)
        let low = (self &- ones &* 0x20) | (quotes &- ones) | (escapes &- ones)
        return ((low | self | (self &+ ones)) & (ones &* 0x80)).trailingZeroBitCount / 8
    }
}

extension String {
    /// The text of some bytes; nil when they are not UTF-8.
    package init?(utf8 bytes: Span<UInt8>) {
        guard let utf8 = try? UTF8Span(validating: bytes) else { return nil }
        self.init(copying: utf8)
    }
}

extension Span<UInt8> {
    /// Eight bytes, the first the lowest; they must be there.
    package func eight(at index: Int) -> UInt64 {
        precondition(index >= 0 && index &+ 8 <= count)
        return unsafe UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
    }

    /// Whether these bytes stand at a place; they need not fit there.
    package func has(_ text: StaticString, at start: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        guard count <= self.count - start else { return false }
        let (words, letters) = unsafe (bytes, text.utf8Start)
        var index = 0
        // Within `count` bytes of both.
        while index &+ 8 <= count {
            let ours = unsafe words.unsafeLoadUnaligned(fromByteOffset: start &+ index, as: UInt64.self)
            let theirs = unsafe UnsafeRawPointer(letters).loadUnaligned(fromByteOffset: index, as: UInt64.self)
            if ours != theirs { return false }
            index &+= 8
        }
        while index < count {
            if unsafe self[unchecked: start &+ index] != letters[index] { return false }
            index &+= 1
        }
        return true
    }

    /// Whether these are the same bytes.
    package func equals(_ other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        var at = 0
        while at &+ 8 <= count {
            if eight(at: at) != other.eight(at: at) { return false }
            at &+= 8
        }
        while at < count {
            if self[at] != other[at] { return false }
            at &+= 1
        }
        return true
    }
}
