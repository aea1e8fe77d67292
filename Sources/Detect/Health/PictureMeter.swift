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
            clearColumns()
            for sample in 0..<PictureMeter.sampledRows {
                let y = min(top + sample * (bottom - top) / PictureMeter.sampledRows, height - 1 - PictureMeter.reach)
                addRow(pixels, at: y)
            }
            fold(row)
        }
    }

    private mutating func clearColumns() {
        PictureMeter.clear(&sums)
        PictureMeter.clear(&across)
        PictureMeter.clear(&down)
        PictureMeter.clear(&squares)
    }

    private static func clear(_ columns: inout [UInt16]) {
        var all = columns.mutableSpan
        all.update(repeating: 0)
    }

    private mutating func addRow(_ pixels: Span<UInt8>, at y: Int) {
        PictureMeter.add(
            pixels.extracting(y * width..<(y + 1) * width),
            below: pixels.extracting((y + PictureMeter.reach) * width..<(y + PictureMeter.reach + 1) * width),
            to: &sums, &across, &down, &squares)
    }

    /// Adds one row of pixels to the sums of the columns.
    private static func add(
        _ row: Span<UInt8>, below: Span<UInt8>, to sums: inout [UInt16], _ across: inout [UInt16],
        _ down: inout [UInt16],
        _ squares: inout [UInt16]
    ) {
        let count = row.count - reach
        precondition(
            count > 0 && below.count == row.count && sums.count == row.count && across.count == row.count
                && down.count == row.count && squares.count == row.count)
        // Every index is below `count + reach`, the length of all of them (checked above).
        unsafe row.withUnsafeBufferPointer { row in
            unsafe below.withUnsafeBufferPointer { below in
                unsafe sums.withUnsafeMutableBufferPointer { sums in
                    unsafe down.withUnsafeMutableBufferPointer { down in
                        for x in 0..<count {
                            let here = unsafe row[x], under = unsafe below[x]
                            unsafe sums[x] &+= UInt16(here)
                            unsafe down[x] &+= UInt16(max(here, under) &- min(here, under))
                        }
                    }
                }
            }
            unsafe across.withUnsafeMutableBufferPointer { across in
                unsafe squares.withUnsafeMutableBufferPointer { squares in
                    for x in 0..<count {
                        let here = unsafe row[x], right = unsafe row[x + reach]
                        let difference = UInt16(max(here, right) &- min(here, right))
                        unsafe across[x] &+= difference
                        let held = min(difference, mostSquared)
                        unsafe squares[x] &+= held &* held
                    }
                }
            }
        }
    }

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

/// The sums of the columns of one cell. A cell is some ten columns wide: too few for vector code to pay.
private struct CellSums {
    var sum: UInt32 = 0, across: UInt32 = 0, down: UInt32 = 0, squares: UInt32 = 0

    @inline(__always)
    init(
        _ columns: Range<Int>, _ sums: Span<UInt16>, _ acrossSums: Span<UInt16>, _ downSums: Span<UInt16>,
        _ squareSums: Span<UInt16>
    ) {
        precondition(columns.lowerBound >= 0 && columns.upperBound <= sums.count)
        precondition(acrossSums.count == sums.count && downSums.count == sums.count && squareSums.count == sums.count)
        for x in columns {
            sum &+= UInt32(sums[x])
            across &+= UInt32(acrossSums[x])
            down &+= UInt32(downSums[x])
            squares &+= UInt32(squareSums[x])
        }
    }

    /// Three sums of at most 21 bits each (the widest picture that fits has 65 535 columns).
    var mark: UInt64 { UInt64(sum) << 42 | UInt64(across) << 21 | UInt64(down) }
}
