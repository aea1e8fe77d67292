/// What each coefficient of a block adds to the four pixels that the block has at 1/4.
///
/// libjpeg's `jpeg_idct_2x2` (jidctred.c) takes the first coefficient and the odd ones of each axis, in two passes of which
/// the first is rounded to a quarter of a grey level. Both passes are sums, so that each coefficient belongs to one of three: those
/// that tell left from right, upper from lower, and the diagonals. The three lie in one number, so that a coefficient costs
/// one multiplication. Without the rounding between the passes, the result is within a grey level of libjpeg's.
@safe struct QuarterWeights {
    /// Bits after the point of a sum, and from one sum to the next: sums of real pictures are within some 300 grey levels, so that
    /// they stay apart.
    static let fraction: Int64 = 10
    static let field: Int64 = 21
    /// Weights of the odd frequencies 1, 3, 5, 7 in libjpeg, times 2 to the power of 15 as there.
    private static let odd: [Int64] = [29692, -10426, 6967, -5906]

    private let weights: UnsafeMutablePointer<Int64>
    /// An index may run past the end of a block by the longest step twice, before anybody looks.
    static let count = 64 + ValueTable.tooLong + ValueTable.blockEnd

    init() {
        unsafe weights = .allocate(capacity: Self.count)
        unsafe weights.initialize(repeating: 0, count: Self.count)
    }

    func release() { unsafe weights.deallocate() }

    /// Takes in a quantisation table, in zigzag order.
    func set(_ quantisation: InlineArray<64, UInt16>) {
        for k in 1..<64 {
            let row = Zigzag.row(k), column = Zigzag.column(k)
            let q = Int64(Int16(truncatingIfNeeded: quantisation[k]))
            unsafe weights[k] = Self.weight(row, column, q)
        }
        // libjpeg keeps the value of a run beyond the end as the last coefficient (`jpeg_natural_order` has 16 entries more).
        for k in 64..<79 { unsafe weights[k] = weights[63] }
    }

    private static func weight(_ row: Int, _ column: Int, _ q: Int64) -> Int64 {
        // A pixel is the sum over 8, and an odd frequency's weight is over 4 times 2 to the power of 13.
        switch (row, column) {
        case (0, let x) where x % 2 == 1: return scaled(q * odd[x / 2], shift: 15 + 3)
        case (let y, 0) where y % 2 == 1: return scaled(q * odd[y / 2], shift: 15 + 3) << field
        case (let y, let x) where y % 2 == 1 && x % 2 == 1:
            return scaled(q * odd[y / 2] * odd[x / 2], shift: 30 + 3) << (2 * field)
        default: return 0
        }
    }

    private static func scaled(_ value: Int64, shift: Int64) -> Int64 {
        (value + 1 << (shift - fraction - 1)) >> (shift - fraction)
    }

    @inline(__always)
    subscript(index: Int) -> Int64 { unsafe weights[index] }

    /// The pixels of a block, row by row.
    /// - Parameters:
    ///   - dc: the first coefficient, dequantised.
    ///   - sum: the sum of values times weights.
    @inline(__always)
    static func pixels(dc: Int32, sum: Int64) -> (UInt8, UInt8, UInt8, UInt8) {
        let across = (sum &<< (64 - field)) &>> (64 - field)
        let rest = (sum &- across) &>> field
        let down = (rest &<< (64 - field)) &>> (64 - field)
        let diagonal = (rest &- down) &>> field
        let middle = Int64(dc) &<< (fraction - 3) &+ 1 &<< (fraction - 1)
        @inline(__always)
        func pixel(_ value: Int64) -> UInt8 { DCTValue.sample(value, fraction: fraction) }
        return (
            pixel(middle &+ across &+ down &+ diagonal), pixel(middle &- across &+ down &- diagonal),
            pixel(middle &+ across &- down &- diagonal), pixel(middle &- across &- down &+ diagonal)
        )
    }
}

/// The order of the coefficients of a block in the stream (T.81, figure 5).
enum Zigzag {
    private static let natural: [UInt8] = [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14,
        21,
        28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61,
        54, 47, 55, 62, 63,
    ]

    static func row(_ k: Int) -> Int { Int(natural[k]) / 8 }
    static func column(_ k: Int) -> Int { Int(natural[k]) % 8 }
}
