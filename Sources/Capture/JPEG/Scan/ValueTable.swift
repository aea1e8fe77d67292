/// Tells by the next bits one or two AC codes together with their values, for pictures that need values. An entry has
///
///     bits 0...7      bits of the codes and their values
///     bits 8...15     by how many coefficients the first goes on; 128 for the end of a block
///     bits 16...23    the same of the second, 0 when there is none
///     bits 32...47    the value of the first
///     bits 48...63    the value of the second
///
/// Where not even the first fits in the window, it goes on by `tooLong` and takes no bits.
enum ValueTable {
    static let window = 12
    static let count = 1 << window
    static let blockEnd = 128
    static let tooLong = 255

    /// Fills a table of `count` entries.
    static func fill(_ entries: UnsafeMutableBufferPointer<UInt64>, _ ac: HuffmanCode) {
        for bits in 0..<count { unsafe entries[bits] = entry(UInt64(bits) << UInt64(64 - window), ac) }
    }

    private static func entry(_ bits: UInt64, _ ac: HuffmanCode) -> UInt64 {
        guard let first = code(bits, ac, left: window) else { return UInt64(tooLong) << 8 }
        let alone = UInt64(first.length) | UInt64(first.advance) << 8 | field(first.value) << 32
        guard first.advance < blockEnd,
            let second = code(bits << UInt64(first.length), ac, left: window - first.length)
        else { return alone }
        return alone + UInt64(second.length) | UInt64(second.advance) << 16 | field(second.value) << 48
    }

    private static func field(_ value: Int32) -> UInt64 { UInt64(UInt16(truncatingIfNeeded: value)) }

    /// The code and value on top of the bits, when both are among the first `left`.
    private static func code(_ bits: UInt64, _ ac: HuffmanCode, left: Int) -> ACCode? {
        let code = ACCode(ac.symbol(at: bits), bits)
        return code.isCode && code.length <= left ? code : nil
    }
}

/// What an AC code says, with its value (T.81, F.2.2.2).
struct ACCode {
    /// Bits of the code and of the value after it.
    let length: Int
    /// By how many coefficients it goes on, its own included.
    let advance: Int
    let value: Int32
    let isCode: Bool

    /// - Parameter window: the bits from the code on.
    init(_ symbol: HuffmanCode.Symbol, _ window: UInt64) {
        let size = Int(symbol.value & 15), zeros = Int(symbol.value >> 4)
        length = symbol.length + size
        advance = size == 0 && zeros != 15 ? ValueTable.blockEnd : zeros + 1
        value = DCTValue.extended(window << UInt64(symbol.length), UInt64(size))
        isCode = symbol.isCode
    }
}
