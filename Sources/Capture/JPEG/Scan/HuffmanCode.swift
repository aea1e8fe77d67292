/// A Huffman code of a JPEG image, as a table of its header gives it: how many codes have each length, and their symbols
/// (ITU-T T.81, annex C).
///
/// Codes of up to `lookahead` bits are found by one look-up, longer ones by comparison with the largest code of each length
/// (T.81, figure F.16). All look-ups are bounded by the sizes of the tables.
@safe struct HuffmanCode {
    static let lookahead = 9
    /// Bits that are taken for what is no code, as libjpeg does.
    static let noCode = 17

    // Plain memory, which its owner releases: a copy of an array is counted, and there are millions of look-ups.
    /// Length in the upper byte and symbol in the lower one, by the next `lookahead` bits; 0 for longer codes.
    private let short: UnsafeMutablePointer<UInt16>
    /// One more than the largest code of each length, moved to the top of 16 bits; 0 where there is none.
    private let limits: UnsafeMutablePointer<UInt32>
    /// What is added to a code of each length to find its symbol.
    private let offsets: UnsafeMutablePointer<Int>
    private let symbols: UnsafeMutablePointer<UInt8>

    /// What one code of the bits says.
    struct Symbol {
        /// Bits of the code, 1...16; 17 when the bits are no code. libjpeg reads such bits as symbol 0.
        var length: Int
        var value: UInt8
        var isCode: Bool { length <= 16 }
    }

    /// A code without symbols; `define` comes next.
    init() {
        unsafe short = .allocate(capacity: 1 << Self.lookahead)
        unsafe limits = .allocate(capacity: 17)
        unsafe offsets = .allocate(capacity: 17)
        unsafe symbols = .allocate(capacity: 256)
        clear()
    }

    private func clear() {
        unsafe short.initialize(repeating: 0, count: 1 << Self.lookahead)
        unsafe limits.initialize(repeating: 0, count: 17)
        unsafe offsets.initialize(repeating: 0, count: 17)
        unsafe symbols.initialize(repeating: 0, count: 256)
    }

    /// Gives the memory back; by the owner, once.
    func release() {
        unsafe short.deallocate()
        unsafe limits.deallocate()
        unsafe offsets.deallocate()
        unsafe symbols.deallocate()
    }

    /// Takes in the counts of the codes of 1...16 bits and the symbols in the order of their codes.
    /// - Parameter largest: the largest symbol allowed: 15 for DC, 255 for AC.
    /// - Returns: whether the table is one; nothing may be looked up in a table that is none.
    func define(_ table: Span<UInt8>, largest: UInt8) -> Bool {
        precondition(table.count == HuffmanSlots.stride, "16 counts and 256 symbols")
        clear()
        var code = 0, first = 0
        for length in 1...16 {
            let count = Int(table[length - 1])
            guard first + count <= 256, code + count <= 1 << length else { return false }
            unsafe limits[length] = count == 0 ? 0 : UInt32(code + count) << UInt32(16 - length)
            unsafe offsets[length] = first - code
            for i in first..<first + count {
                let symbol = table[16 + i]
                guard symbol <= largest else { return false }
                unsafe symbols[i] = symbol
                if length <= Self.lookahead { enter(code, length, symbol) }
                code += 1
            }
            first += count
            code <<= 1
        }
        return true
    }

    private func enter(_ code: Int, _ length: Int, _ symbol: UInt8) {
        let spare = Self.lookahead - length
        for i in code << spare..<(code + 1) << spare { unsafe short[i] = UInt16(length) << 8 | UInt16(symbol) }
    }

    /// How many ones all codes longer than this begin with; nil when there are no such codes, or what follows their ones
    /// would be longer than `length` itself.
    func longPrefix(beyond length: Int) -> Int? {
        guard let first = (length + 1...16).first(where: { unsafe limits[$0] != 0 }) else { return nil }
        // The first code of that length, at the top of 16 bits, follows the last shorter one.
        let below = (1..<first).map { unsafe limits[$0] }.max() ?? 0
        let ones = (~(UInt16(truncatingIfNeeded: below))).leadingZeroBitCount
        return ones >= 16 - length && below <= 0xFFFF ? min(ones, length) : nil
    }

    /// The code at the top of `window`, of which at least 16 bits must be there.
    @inline(__always)
    func symbol(at window: UInt64) -> Symbol {
        let entry = unsafe short[Int(truncatingIfNeeded: window &>> UInt64(64 - Self.lookahead))]
        if entry != 0 { return Symbol(length: Int(entry >> 8), value: UInt8(truncatingIfNeeded: entry)) }
        return longSymbol(UInt32(truncatingIfNeeded: window &>> 48))
    }

    @inline(never)
    func longSymbol(_ bits: UInt32) -> Symbol {
        for length in Self.lookahead + 1...16 where unsafe bits < limits[length] {
            let code = Int(bits >> UInt32(16 - length))
            return unsafe Symbol(length: length, value: symbols[(code + offsets[length]) & 255])
        }
        return Symbol(length: Self.noCode, value: 0)
    }
}

/// The Huffman tables of an image as they are written in it: four for DC and four for AC, 16 counts and 256 symbols each.
struct HuffmanSlots: Equatable {
    static let stride = 16 + 256

    private(set) var bytes = [UInt8](repeating: 0, count: 8 * stride)
    private var isDefined: UInt8 = 0

    /// Forgets all tables; the storage is kept.
    mutating func clear() { isDefined = 0 }

    /// Whether the header gave this table; slots 0...3 are DC, 4...7 are AC.
    func has(_ slot: Int) -> Bool { isDefined >> UInt8(slot) & 1 != 0 }

    /// Whether both have the same table there.
    func isSame(_ slot: Int, as other: HuffmanSlots) -> Bool {
        guard has(slot), other.has(slot) else { return false }
        for i in table(slot) where bytes[i] != other.bytes[i] { return false }
        return true
    }

    /// Takes over a table of others.
    mutating func copy(_ slot: Int, from other: HuffmanSlots) {
        for i in table(slot) { bytes[i] = other.bytes[i] }
        isDefined |= 1 << UInt8(slot)
    }

    func table(_ slot: Int) -> Range<Int> { slot * Self.stride..<(slot + 1) * Self.stride }

    /// Takes in a table: its 16 counts, and as many symbols as they add up to (at most 256, checked by the caller).
    mutating func define(_ slot: Int, _ counts: Span<UInt8>, _ symbols: Span<UInt8>) {
        precondition(counts.count == 16 && symbols.count <= 256, "a table fits its slot")
        let start = slot * Self.stride
        for i in 0..<16 { bytes[start + i] = counts[i] }
        for i in 0..<symbols.count { bytes[start + 16 + i] = symbols[i] }
        for i in symbols.count..<256 { bytes[start + 16 + i] = 0 }
        isDefined |= 1 << UInt8(slot)
    }
}
