/// A rectangle of whole pixels of a picture.
public struct PixelArea: Hashable, Sendable {
    public let columns: Range<Int>
    public let rows: Range<Int>

    /// Makes an area.
    public init(columns: Range<Int>, rows: Range<Int>) { (self.columns, self.rows) = (columns, rows) }

    /// The pixels that a box touches in a picture of this size, at least one; all of them when the box covers the picture.
    /// - Parameters:
    ///   - box: in fractions of the picture; what lies outside the picture is left out.
    ///   - size: at least 1 x 1.
    public init(touchedBy box: Box, in size: PixelSize) {
        columns = Self.range(from: box.x, to: box.maxX, count: size.width)
        rows = Self.range(from: box.y, to: box.maxY, count: size.height)
    }

    public var size: PixelSize { PixelSize(width: columns.count, height: rows.count) }

    /// Which part of a picture of this size it is.
    public func fraction(of size: PixelSize) -> Box {
        Box(
            x: Double(columns.lowerBound) / Double(size.width), y: Double(rows.lowerBound) / Double(size.height),
            width: Double(columns.count) / Double(size.width), height: Double(rows.count) / Double(size.height))
    }

    /// The same pixels in a part of the picture that begins `left` and `top` pixels from its corner.
    public func moved(left: Int, top: Int) -> PixelArea {
        PixelArea(
            columns: columns.lowerBound - left..<columns.upperBound - left,
            rows: rows.lowerBound - top..<rows.upperBound - top)
    }

    private static func range(from low: Double, to high: Double, count: Int) -> Range<Int> {
        let first = min(max(Int((low * Double(count)).rounded(.down)), 0), count - 1)
        let end = min(max(Int((high * Double(count)).rounded(.up)), first + 1), count)
        return first..<end
    }
}
