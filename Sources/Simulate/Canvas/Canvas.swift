/// The picture while it is drawn: luma, optionally chroma, and the nearness of what each pixel shows.
///
/// Nearness is 1 / depth, which is affine over the picture for any plane. The ground has nearness 0: it never hides
/// what stands on it.
struct Canvas: ~Copyable {
    let width: Int
    let height: Int
    /// Whether chroma is drawn too. Detection needs luma only, and most frames are rendered for it.
    let coloured: Bool
    var luma: [UInt8]
    var cb: [UInt8]
    var cr: [UInt8]
    var nearness: [Float]
    /// Shade cast by moving things in this frame, 0 none ... 255 full; on the ground only.
    var shade: [UInt8]
    /// Rows of the picture that may hold shade.
    var shadeRows = 0..<0
    // Coverage and brightness of the row that is being drawn; kept so that drawing allocates nothing.
    private(set) var rowCoverage: [Float]
    private(set) var rowBrightness: [Float]

    /// Makes a canvas; 6 bytes per pixel, 8 with colour.
    init(width: Int, height: Int, coloured: Bool) {
        (self.width, self.height, self.coloured) = (width, height, coloured)
        luma = Array(repeating: 0, count: width * height)
        cb = Array(repeating: 128, count: coloured ? width * height : 0)
        cr = cb
        nearness = Array(repeating: 0, count: width * height)
        shade = Array(repeating: 0, count: width * height)
        rowCoverage = Array(repeating: 0, count: width)
        rowBrightness = Array(repeating: 1, count: width)
    }

    /// Lets `fill` write coverage (0 ... 1) and brightness (1 = the paint as it is) for the pixels `x` of one row.
    mutating func fillRow(_ x: Range<Int>, _ fill: (Int, inout Float, inout Float) -> Void) {
        for column in x { fill(column, &rowCoverage[column], &rowBrightness[column]) }
    }

    /// Paints the filled row where nothing nearer is shown.
    /// - Parameters:
    ///   - near: nearness at the first pixel, and its step per pixel.
    ///   - opacity: 1 covers; less lets the picture through and leaves the nearness as it is.
    mutating func paintRow(
        _ row: Int, _ x: Range<Int>, _ paint: Paint, near: (first: Float, step: Float), opacity: Float
    ) {
        let stroke = RowStroke(base: row * width, x: x, near: near, opacity: opacity)
        stroke.paint(&luma, &nearness, rowCoverage, rowBrightness, paint.y)
        if coloured {
            stroke.tint(&cb, nearness, rowCoverage, rowBrightness, paint.cb)
            stroke.tint(&cr, nearness, rowCoverage, rowBrightness, paint.cr)
        }
    }

    /// Columns or rows from `low` to `high` that lie in the picture, `limit` of them.
    static func pixels(_ low: Double, _ high: Double, limit: Int) -> Range<Int> {
        let first = max(0, min(Double(limit), low.rounded(.down)))
        let last = max(first, min(Double(limit), (high + 1).rounded(.down)))
        return Int(first)..<Int(last)
    }
}

/// One row of one shape on its way onto the planes.
private struct RowStroke {
    let base: Int
    let x: Range<Int>
    let near: (first: Float, step: Float)
    let opacity: Float

    func paint(
        _ plane: inout [UInt8], _ nearness: inout [Float], _ coverage: [Float], _ brightness: [Float], _ value: Float
    ) {
        var light = plane.mutableSpan
        var depth = nearness.mutableSpan
        let coverage = coverage.span, brightness = brightness.span
        var here = near.first
        for column in x {
            let alpha = coverage[column] * opacity
            if alpha > 0.004, here >= depth[base + column] {
                let old = Float(light[base + column])
                light[base + column] = byte(old + (value * brightness[column] - old) * alpha)
                if alpha > 0.5 { depth[base + column] = here }
            }
            here += near.step
        }
    }

    /// The same for a colour difference; where the luma pass has just won, the stored nearness equals ours.
    func tint(_ plane: inout [UInt8], _ nearness: [Float], _ coverage: [Float], _ brightness: [Float], _ value: Float) {
        var difference = plane.mutableSpan
        let depth = nearness.span, coverage = coverage.span, brightness = brightness.span
        var here = near.first
        for column in x {
            let alpha = coverage[column] * opacity
            if alpha > 0.004, here >= depth[base + column] {
                let old = Float(difference[base + column])
                difference[base + column] = byte(old + (128 + (value - 128) * brightness[column] - old) * alpha)
            }
            here += near.step
        }
    }
}
