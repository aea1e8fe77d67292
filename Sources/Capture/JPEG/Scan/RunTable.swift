/// Tells by one look at the next bits how many complete codes of a block lie in them, and what they add up to.
///
/// JPEG spends about four bits on a coefficient and its code together. Whoever only wants to know where blocks begin needs no
/// values, so an entry takes as many codes as end within its window at once, together with the value bits that follow the
/// last one, even where these run past the window. An entry has
///
///     bits 0...6     bits that it takes, up to `longest`
///     bits 7...12    by how many coefficients it advances, up to `furthest`
///     bits 13...15   by how many states it goes on, -1...3 (see `BlockWalk`)
///
/// and is 0 where the first code does not fit: that takes nothing, and so repeats itself until somebody looks closer.
/// Codes that are longer than the window are all near the end of the code space, so they have their first bits, all ones,
/// in common (T.81, annex C). An entry takes these and goes to a table for the rest.
enum RunTable {
    /// Bits of the window: 8 KiB a table, so that those in use share a first-level cache.
    static let window = 12
    static let count = 1 << window
    /// Most bits of an entry. Three entries after up to seven bits leave the third its window within 64 bits: 7 + 2 * 22 + 12.
    static let longest = 22
    /// Most coefficients of an entry, and most of a block that are surely not its last.
    static let furthest = 62

    /// Fills the tables for looks at the start of a block, at the rest of a long code, and within a block.
    static func fill(
        start: UnsafeMutableBufferPointer<Int16>, rest: UnsafeMutableBufferPointer<Int16>,
        within: UnsafeMutableBufferPointer<Int16>, _ dc: HuffmanCode, _ ac: HuffmanCode
    ) {
        let prefix = ac.longPrefix(beyond: window)
        for bits in 0..<count {
            let window = UInt64(bits) << UInt64(64 - window)
            unsafe start[bits] = startEntry(window, dc, ac)
            unsafe within[bits] = withinEntry(window, ac, prefix)
            unsafe rest[bits] = prefix.map { restEntry(window, ac, prefix: $0) } ?? 0
        }
    }

    private static func startEntry(_ bits: UInt64, _ dc: HuffmanCode, _ ac: HuffmanCode) -> Int16 {
        let symbol = dc.symbol(at: bits)
        let used = symbol.length + Int(symbol.value)
        guard symbol.length <= window, used <= longest else { return 0 }
        return run(bits, ac, Sum(used: used, isEmpty: false), endStates: 3, openStates: 2)
    }

    private static func withinEntry(_ bits: UInt64, _ ac: HuffmanCode, _ prefix: Int?) -> Int16 {
        let entry = run(bits, ac, Sum(), endStates: 1, openStates: 0)
        guard entry == 0, let prefix, (~bits).leadingZeroBitCount >= prefix else { return entry }
        return Sum(used: prefix).entry(states: -1)
    }

    private static func restEntry(_ bits: UInt64, _ ac: HuffmanCode, prefix: Int) -> Int16 {
        let whole = ~0 << UInt64(64 - prefix) | bits >> UInt64(prefix)
        return run(whole, ac, Sum(used: -prefix), endStates: 2, openStates: 1, passed: prefix)
    }

    /// What the codes of an entry add up to.
    private struct Sum {
        var used = 0, advance = 0, isEmpty = true

        func entry(states: Int) -> Int16 { Int16(used | advance << 7 | states << 13) }
    }

    /// - Parameter passed: bits that were taken by the look before, which come first in `bits`.
    private static func run(
        _ bits: UInt64, _ ac: HuffmanCode, _ sum: Sum, endStates: Int, openStates: Int, passed: Int = 0
    ) -> Int16 {
        var sum = sum
        while sum.used < window {
            let symbol = ac.symbol(at: bits << UInt64(sum.used + passed))
            let size = Int(symbol.value & 15), zeros = Int(symbol.value >> 4)
            let used = sum.used + symbol.length + size
            // A code that runs past the window is not known yet.
            guard symbol.isCode, sum.used + symbol.length <= window, used <= longest else { break }
            if size == 0, zeros != 15 {
                sum.used = used
                return sum.entry(states: endStates)
            }
            guard sum.advance + zeros + 1 <= furthest else { break }
            (sum.used, sum.advance, sum.isEmpty) = (used, sum.advance + zeros + 1, false)
        }
        return sum.isEmpty ? 0 : sum.entry(states: openStates)
    }
}
