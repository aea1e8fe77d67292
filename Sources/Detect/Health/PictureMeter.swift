import Base

/// Measures one picture on a grid of 32 x 24 cells: brightness, and how much edge there is across and down. That is all
/// that camera health looks at, so that it costs microseconds and does not depend on the working scale.
///
/// Three rows of pixels stand for a row of cells. Columns are summed first, over whole rows, in loops that a compiler turns
/// into vector code, and folded into cells once a row of cells.
struct PictureMeter: Sendable {
    static let columns = 32, rows = 24
    static let count = columns * rows
    private static let sampledRows = 3
    /// Distance in pixels of the two samples whose difference is the edge measure; two, since neighbours are correlated
    /// by demosaicing and by JPEG.
    private static let reach = 2

    /// What was measured in one picture, per cell and sampled pixel: mean brightness 0...255, mean absolute difference across
    /// and down, and mean squared difference across. The absolute one hardly changes when an edge is blurred, for the edge is
    /// as high as before and only wider; the squared one falls as the edge widens.
    struct Cells: Sendable {
        var brightness = [Float](repeating: 0, count: PictureMeter.count)
        var across = [Float](repeating: 0, count: PictureMeter.count)
        var down = [Float](repeating: 0, count: PictureMeter.count)
        var sharpness = [Float](repeating: 0, count: PictureMeter.count)
        /// Whether the cell's sums are exactly those of the picture before.
        var same = [Bool](repeating: false, count: PictureMeter.count)
    }

    private let width: Int
    private let height: Int
    private(set) var cells = Cells()
    private var sums: [UInt16]
    private var across: [UInt16]
    private var down: [UInt16]
    private var squares: [UInt16]
    /// Differences are held to this before they are squared, so that three squares fit in 16 bits.
    private static let mostSquared: UInt16 = 147
    private var previous = [UInt64](repeating: .max, count: count)

    init(size: PixelSize) {
        (width, height) = (size.width, size.height)
        sums = Array(repeating: 0, count: max(0, size.width))
        (across, down, squares) = (sums, sums, sums)
    }

    /// Whether pictures of this size can be measured: every cell needs 3 x 3 pixels.
    static func canMeasure(_ size: PixelSize) -> Bool { size.width >= 3 * columns && size.height >= 3 * rows + reach }

    /// Measures the next picture; `pixels` are `width * height` luma samples, row by row.
    mutating func measure(_ pixels: Span<UInt8>) {
        precondition(pixels.count == width * height, "the picture has the size given at the start")
        for row in 0..<PictureMeter.rows {
            let top = row * height / PictureMeter.rows, bottom = (row + 1) * height / PictureMeter.rows
            let rows = InlineArray<3, Int> { sample in
                min(top + sample * (bottom - top) / PictureMeter.sampledRows, height - 1 - PictureMeter.reach)
            }
            addDown(pixels, rows)
            addAcross(pixels, rows)
            fold(row)
        }
    }

    /// The samples of one row of the picture.
    @_lifetime(copy pixels)
    private func line(_ pixels: Span<UInt8>, _ y: Int) -> Span<UInt8> { pixels.extracting(y * width..<(y + 1) * width) }

    private mutating func addDown(_ pixels: Span<UInt8>, _ rows: InlineArray<3, Int>) {
        let reach = PictureMeter.reach
        PictureMeter.addDown(
            line(pixels, rows[0]), line(pixels, rows[1]), line(pixels, rows[2]), line(pixels, rows[0] + reach),
            line(pixels, rows[1] + reach), line(pixels, rows[2] + reach), to: &sums, &down)
    }

    private mutating func addAcross(_ pixels: Span<UInt8>, _ rows: InlineArray<3, Int>) {
        PictureMeter.addAcross(
            line(pixels, rows[0]), line(pixels, rows[1]), line(pixels, rows[2]), to: &across, &squares)
    }

    /// Sums three rows, and their differences from the rows below them, column by column.
    private static func addDown(
        _ a: Span<UInt8>, _ b: Span<UInt8>, _ c: Span<UInt8>, _ underA: Span<UInt8>, _ underB: Span<UInt8>,
        _ underC: Span<UInt8>, to sums: inout [UInt16], _ down: inout [UInt16]
    ) {
        let count = a.count
        precondition(b.count == count && c.count == count && underA.count == count && underB.count == count)
        precondition(underC.count == count && sums.count == count && down.count == count)
        var sums = sums.mutableSpan, down = down.mutableSpan
        for x in 0..<count { sums[x] = UInt16(a[x]) &+ UInt16(b[x]) &+ UInt16(c[x]) }
        for x in 0..<count {
            down[x] = step(a[x], underA[x]) &+ step(b[x], underB[x]) &+ step(c[x], underC[x])
        }
    }

    /// Sums the differences of three rows across, and their squares, column by column. The last columns have none.
    private static func addAcross(
        _ a: Span<UInt8>, _ b: Span<UInt8>, _ c: Span<UInt8>, to across: inout [UInt16], _ squares: inout [UInt16]
    ) {
        let count = a.count - reach
        precondition(count > 0 && b.count == a.count && c.count == a.count)
        precondition(across.count == a.count && squares.count == a.count)
        var across = across.mutableSpan, squares = squares.mutableSpan
        for x in 0..<count {
            let first = step(a[x], a[x &+ reach]), second = step(b[x], b[x &+ reach]), third = step(c[x], c[x &+ reach])
            across[x] = first &+ second &+ third
            let p = min(first, mostSquared), q = min(second, mostSquared), r = min(third, mostSquared)
            squares[x] = p &* p &+ q &* q &+ r &* r
        }
    }

    /// Difference of two samples without its sign.
    @inline(__always)
    private static func step(_ a: UInt8, _ b: UInt8) -> UInt16 { UInt16(max(a, b) &- min(a, b)) }

    private mutating func fold(_ row: Int) {
        Self.fold(
            row, usable: width - PictureMeter.reach, sums, across, down, squares, &cells.brightness, &cells.across,
            &cells.down, &cells.sharpness, &cells.same, &previous)
    }

    /// Spans, so that the planes are checked for being shared once a row and not once a cell.
    private static func fold(
        _ row: Int, usable: Int, _ sums: [UInt16], _ across: [UInt16], _ down: [UInt16], _ squares: [UInt16],
        _ brightness: inout [Float], _ acrossMean: inout [Float], _ downMean: inout [Float],
        _ sharpness: inout [Float], _ same: inout [Bool], _ previous: inout [UInt64]
    ) {
        let sums = sums.span, across = across.span, down = down.span, squares = squares.span
        var brightness = brightness.mutableSpan, acrossMean = acrossMean.mutableSpan, downMean = downMean.mutableSpan
        var sharpness = sharpness.mutableSpan, same = same.mutableSpan, previous = previous.mutableSpan
        var left = 0
        for column in 0..<columns {
            let right = (column + 1) * usable / columns, cell = row * columns + column
            let all = CellSums(left..<right, sums, across, down, squares)
            let share = 1 / Float((right - left) * sampledRows)
            brightness[cell] = Float(all.sum) * share
            acrossMean[cell] = Float(all.across) * share
            downMean[cell] = Float(all.down) * share
            sharpness[cell] = Float(all.squares) * share
            same[cell] = all.mark == previous[cell]
            previous[cell] = all.mark
            left = right
        }
    }
}

/// The sums of the columns of one cell, four columns at a time.
private struct CellSums {
    let sum: UInt32, across: UInt32, down: UInt32, squares: UInt32

    @inline(__always)
    init(
        _ columns: Range<Int>, _ sums: Span<UInt16>, _ acrossSums: Span<UInt16>, _ downSums: Span<UInt16>,
        _ squareSums: Span<UInt16>
    ) {
        (sum, across) = (Self.total(columns, sums), Self.total(columns, acrossSums))
        (down, squares) = (Self.total(columns, downSums), Self.total(columns, squareSums))
    }

    /// Sum of a few values: a cell is some ten columns wide, too few for the compiler's vector code to pay.
    @inline(__always)
    private static func total(_ columns: Range<Int>, _ values: Span<UInt16>) -> UInt32 {
        precondition(columns.lowerBound >= 0 && columns.upperBound <= values.count)
        let raw = unsafe values.bytes, odd: UInt64 = 0x0000_ffff_0000_ffff
        // Two sums of 32 bits, of the even and of the odd columns.
        var pair: UInt64 = 0, x = columns.lowerBound
        while x &+ 4 <= columns.upperBound {
            // Safe: x + 4 <= values.count.
            let four = unsafe raw.unsafeLoadUnaligned(fromByteOffset: 2 &* x, as: UInt64.self)
            pair &+= (four & odd) &+ (four &>> 16 & odd)
            x &+= 4
        }
        while x < columns.upperBound {
            pair &+= UInt64(values[x])
            x &+= 1
        }
        return UInt32(truncatingIfNeeded: pair) &+ UInt32(truncatingIfNeeded: pair &>> 32)
    }

    /// Three sums of at most 21 bits each (the widest picture that fits has 65 535 columns).
    var mark: UInt64 { UInt64(sum) << 42 | UInt64(across) << 21 | UInt64(down) }
}
