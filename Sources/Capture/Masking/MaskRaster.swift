public import Base

/// The masked parts of a picture as runs of pixels, ready to be burned in.
///
/// Coverage is conservative: a pixel that a mask touches at all is masked. A mask is meant to keep something out of the
/// software, so it may take a pixel too many but never leaves one.
public struct MaskRaster: Hashable, Sendable {
    /// Size of the pictures that this raster fits.
    public let size: PixelSize
    /// Where each run starts (row * width + column) and how many pixels it has; ascending, apart, within one row each.
    private let runs: [Run]

    private struct Run: Hashable, Sendable {
        let start: Int
        let count: Int
    }

    /// Rasterises polygons (each by the even-odd rule; together their union) for pictures of this size. Corners outside
    /// the picture are clipped; every polygon has three or more. Cost: rows x edges, once per source.
    public init(_ polygons: [Polygon], size: PixelSize) {
        self.size = size
        var found: [Run] = []
        for row in 0..<size.height where !polygons.isEmpty {
            let ranges = polygons.flatMap { PolygonRow(polygon: $0, size: size, row: row).touched() }
            for range in merged(ranges) {
                found.append(Run(start: row * size.width + range.lowerBound, count: range.count))
            }
        }
        runs = found
    }

    /// Whether nothing is masked.
    public var isEmpty: Bool { runs.isEmpty }

    /// How many pixels are masked.
    public var maskedCount: Int { runs.reduce(0) { $0 + $1.count } }

    /// Sets every masked sample of a frame to black (0). The frame has the raster's size.
    public func burn(into frame: inout Frame) {
        precondition(frame.width == size.width && frame.height == size.height, "a mask fits one size")
        var pixels = frame.mutablePixels
        burn(into: &pixels, channels: 1)
    }

    /// Sets every masked pixel of a picture to black. The picture has the raster's size.
    public func burn(into picture: inout RGBPicture) {
        precondition(picture.size == size, "a mask fits one size")
        var bytes = picture.mutableBytes
        burn(into: &bytes, channels: 3)
    }

    /// Sets every masked pixel of a part of a picture to black: the part is the area of a picture of the raster's size.
    func burn(into part: inout RGBPicture, at area: PixelArea) {
        precondition(part.size == area.size, "a part has the size of its area")
        let width = part.size.width
        var bytes = part.mutableBytes
        for run in runs where area.rows.contains(run.start / size.width) {
            let row = run.start / size.width - area.rows.lowerBound, column = run.start % size.width
            let hidden = (column..<column + run.count).clamped(to: area.columns)
            let first = row * width - area.columns.lowerBound
            for i in (first + hidden.lowerBound) * 3..<(first + hidden.upperBound) * 3 { bytes[i] = 0 }
        }
    }

    private func burn(into bytes: inout MutableSpan<UInt8>, channels: Int) {
        for run in runs {
            for i in run.start * channels..<(run.start + run.count) * channels { bytes[i] = 0 }
        }
    }
}

/// The part of a polygon that lies in one row of pixels.
private struct PolygonRow {
    let polygon: Polygon
    let size: PixelSize
    let row: Int

    /// Columns that the polygon touches in this row; ranges may overlap.
    ///
    /// A touched pixel is either cut by an edge or wholly inside. The first are the columns that the edges span within
    /// the row; the second are inside on the row's middle line too.
    func touched() -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var crossings: [Double] = []
        var previous = scaled(polygon.corners[polygon.corners.count - 1])
        for corner in polygon.corners.map(scaled) {
            if let range = columns(from: previous, to: corner) { ranges.append(range) }
            let middle = Double(row) + 0.5
            if (corner.y > middle) != (previous.y > middle) {
                crossings.append(x(at: middle, from: previous, to: corner))
            }
            previous = corner
        }
        crossings.sort()
        for i in stride(from: 0, to: crossings.count - 1, by: 2) {
            ranges.append(clipped(crossings[i], crossings[i + 1]))
        }
        return ranges.filter { !$0.isEmpty }
    }

    private func scaled(_ point: Point) -> Point {
        Point(point.x * Double(size.width), point.y * Double(size.height))
    }

    private func x(at y: Double, from a: Point, to b: Point) -> Double {
        a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y)
    }

    /// Columns that an edge spans within the row; nil when it does not reach into it.
    private func columns(from a: Point, to b: Point) -> Range<Int>? {
        let top = Double(row), bottom = top + 1
        guard min(a.y, b.y) < bottom, max(a.y, b.y) > top else { return nil }
        if a.y == b.y { return clipped(min(a.x, b.x), max(a.x, b.x)) }
        let first = x(at: min(max(a.y, top), bottom), from: a, to: b)
        let last = x(at: min(max(b.y, top), bottom), from: a, to: b)
        return clipped(min(first, last), max(first, last))
    }

    /// The columns that the open interval from `left` to `right` touches, within the picture.
    private func clipped(_ left: Double, _ right: Double) -> Range<Int> {
        // Corners too far away to calculate with give "not a number"; then the whole row is masked.
        guard left <= right else { return 0..<size.width }
        let width = Double(size.width)
        let low = min(max(left.rounded(.down), 0), width), high = min(max(right.rounded(.up), 0), width)
        return Int(low)..<Int(max(low, high))
    }
}

/// The union of ranges, ascending and apart.
private func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for range in ranges.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
        if let last = result.last, range.lowerBound <= last.upperBound {
            result[result.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
        } else {
            result.append(range)
        }
    }
    return result
}
