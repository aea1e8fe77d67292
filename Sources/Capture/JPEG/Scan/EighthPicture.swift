/// The luma picture at 1/8: one pixel a block, from its DC coefficient alone.
///
/// The same bits as libjpeg's `jpeg_idct_1x1`, out of range too, where its range table wraps at ten bits.
enum EighthPicture {
    /// Makes the picture. Cost: less than a nanosecond a block.
    /// - Parameters:
    ///   - quantisation: the DC coefficient's; libjpeg keeps it in 16 bits with a sign.
    ///   - pixels: one for each block of the picture, row by row.
    static func make(
        _ grid: LumaGrid, _ levels: borrowing LumaLevels, quantisation: UInt16,
        into pixels: UnsafeMutableBufferPointer<UInt8>
    ) {
        precondition(pixels.count == grid.columns * grid.rows, "one pixel a block")
        guard var pixel = pixels.baseAddress else { return }
        let factor = Int16(truncatingIfNeeded: quantisation)
        for row in 0..<grid.rows {
            let level = unsafe levels.first + grid.level(ofRow: row)
            switch grid.down == 1 ? 1 : grid.across {
            case 1: unsafe paint(pixel, grid.columns, 1, level, step: grid.down == 1 ? 1 : grid.count, factor)
            case 2: unsafe paint(pixel, grid.columns, 2, level, step: grid.count, factor)
            default: unsafe paint(pixel, grid.columns, grid.across, level, step: grid.count, factor)
            }
            unsafe pixel += grid.columns
        }
    }

    /// Paints a row.
    /// - Parameters:
    ///   - group: levels that lie side by side; from one group to the next it is `step`.
    @inline(__always)
    private static func paint(
        _ pixel: UnsafeMutablePointer<UInt8>, _ count: Int, _ group: Int, _ level: UnsafePointer<Int16>, step: Int,
        _ factor: Int16
    ) {
        let groups = count / group
        for i in 0..<groups {
            for x in 0..<group { unsafe pixel[i &* group &+ x] = sample(level[i &* step &+ x], factor) }
        }
        for x in 0..<count - groups * group {
            unsafe pixel[groups * group + x] = sample(level[groups * step + x], factor)
        }
    }

    @inline(__always)
    private static func sample(_ level: Int16, _ factor: Int16) -> UInt8 {
        // In sixteen bits, of which a compiler does eight values at once; the sample needs no more.
        DCTValue.sample(level &* factor &+ 4, fraction: 3)
    }
}

/// Arithmetic that libjpeg and T.81 prescribe for coefficients.
enum DCTValue {
    /// The value whose `size` bits lie on top of `window` (T.81, table F.1 and figure F.12), without a branch.
    @inline(__always)
    static func extended(_ window: UInt64, _ size: UInt64) -> Int32 {
        // Negative values have their bits inverted. By masks, as nobody could predict a sign.
        let inverted = ~(Int64(bitPattern: window) &>> 63)
        let size = Int64(bitPattern: ((window ^ UInt64(bitPattern: inverted)) &>> 1) &>> (63 &- size))
        return Int32(truncatingIfNeeded: (size ^ inverted) &- inverted)
    }

    /// A sample from its difference to the middle grey, as libjpeg limits its range: by a table of ten bits.
    /// - Parameters:
    ///   - value: of which the lowest ten bits and its fraction count.
    ///   - fraction: bits after the point; these are cut off.
    @inline(__always)
    static func sample<Value: FixedWidthInteger & SignedInteger>(_ value: Value, fraction: Value) -> UInt8 {
        let above = Value(Value.bitWidth - 10)
        let wrapped = (value &<< (above &- fraction)) &>> above
        return UInt8(truncatingIfNeeded: min(max(wrapped &+ 128, 0), 255))
    }
}
