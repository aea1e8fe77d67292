/// The luma picture at 1/4: four pixels a block, from the coefficients that libjpeg takes for them (`QuarterWeights`).
enum QuarterPicture {
    /// Makes the picture. Cost: some 2 ns a block.
    /// - Parameters:
    ///   - quantisation: the DC coefficient's; libjpeg keeps it in 16 bits with a sign.
    ///   - pixels: `width` columns of a picture, row by row.
    static func make(
        _ grid: LumaGrid, _ sums: borrowing BlockSums, quantisation: UInt16,
        width: Int, into pixels: UnsafeMutableBufferPointer<UInt8>
    ) {
        let factor = Int32(Int16(truncatingIfNeeded: quantisation))
        let target = unsafe QuarterTarget(width, pixels.count / width, pixels)
        for row in 0..<grid.rows {
            let first = grid.level(ofRow: row)
            // Blocks that lie in the picture as a whole.
            let whole = 2 * row + 1 < target.height ? width / 2 / grid.across * grid.across : 0
            switch grid.across {
            case 1: make(row, 0..<whole, 1, grid.count, sums, first, factor) { target.setWhole($0, row, $1) }
            case 2: make(row, 0..<whole, 2, grid.count, sums, first, factor) { target.setWhole($0, row, $1) }
            default:
                make(row, 0..<whole, grid.across, grid.count, sums, first, factor) { target.setWhole($0, row, $1) }
            }
            make(row, whole..<grid.columns, grid.across, grid.count, sums, first, factor) { target.set($0, row, $1) }
        }
    }

    /// Makes the pixels of blocks that lie side by side.
    /// - Parameters:
    ///   - across: blocks of a row that follow each other in the scan; from those to the next it is `step`.
    ///   - first: number of the row's first block.
    @inline(__always)
    private static func make(
        _ row: Int, _ columns: Range<Int>, _ across: Int, _ step: Int, _ sums: borrowing BlockSums, _ first: Int,
        _ factor: Int32, _ set: (Int, (UInt8, UInt8, UInt8, UInt8)) -> Void
    ) {
        var block = first + columns.lowerBound / across * step, column = columns.lowerBound
        while column < columns.upperBound {
            for x in 0..<across {
                let dc = Int32(sums.level(block &+ x)) &* factor
                set(column &+ x, QuarterWeights.pixels(dc: dc, sum: sums.sum(block &+ x)))
            }
            block &+= step
            column &+= across
        }
    }
}

/// A picture with four pixels a block.
@safe private struct QuarterTarget {
    let width: Int, height: Int
    let pixels: UnsafeMutablePointer<UInt8>

    init(_ width: Int, _ height: Int, _ pixels: UnsafeMutableBufferPointer<UInt8>) {
        precondition(width > 0 && height > 0 && pixels.count == width * height, "one pixel for each of the picture's")
        (self.width, self.height) = (width, height)
        guard let first = pixels.baseAddress else { preconditionFailure("a picture has pixels") }
        unsafe self.pixels = first
    }

    /// Sets the pixels of a block all of which belong to the picture.
    @inline(__always)
    func setWhole(_ column: Int, _ row: Int, _ values: (UInt8, UInt8, UInt8, UInt8)) {
        let at = unsafe pixels.advanced(by: 2 &* row &* width &+ 2 &* column)
        unsafe at[0] = values.0
        unsafe at[1] = values.1
        unsafe at[width] = values.2
        unsafe at[width &+ 1] = values.3
    }

    /// Sets those pixels of a block that belong to the picture.
    @inline(__always)
    func set(_ column: Int, _ row: Int, _ values: (UInt8, UInt8, UInt8, UInt8)) {
        let x = 2 &* column, y = 2 &* row
        guard x < width, y < height else { return }
        let at = unsafe pixels.advanced(by: y &* width &+ x)
        unsafe at[0] = values.0
        if x &+ 1 < width { unsafe at[1] = values.1 }
        guard y &+ 1 < height else { return }
        unsafe at[width] = values.2
        if x &+ 1 < width { unsafe at[width &+ 1] = values.3 }
    }
}
