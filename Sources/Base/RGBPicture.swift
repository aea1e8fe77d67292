/// A picture in colour, for people to look at (reports, rendered fixtures) and for object finders.
public struct RGBPicture: Hashable, Sendable {
    public let size: PixelSize
    private var storage: [UInt8]

    /// Makes a black picture.
    public init(size: PixelSize) {
        precondition(size.width >= 0 && size.height >= 0, "sizes are not negative")
        self.size = size
        storage = [UInt8](repeating: 0, count: 3 * size.count)
    }

    /// Makes a picture from `3 * width * height` bytes: red, green, blue, row by row.
    public init(size: PixelSize, bytes: [UInt8]) {
        precondition(bytes.count == 3 * size.count, "a colour picture has three bytes per pixel")
        (self.size, storage) = (size, bytes)
    }

    /// Red, green, blue (0...255) of each pixel, row by row without padding.
    public var bytes: Span<UInt8> {
        @_lifetime(borrow self) get { storage.span }
    }

    /// The same bytes for writing.
    public var mutableBytes: MutableSpan<UInt8> {
        @_lifetime(&self) mutating get { storage.mutableSpan }
    }

    /// A frame's luma as a grey picture.
    public init(grey frame: borrowing Frame) {
        self.init(size: PixelSize(width: frame.width, height: frame.height))
        let source = frame.pixels
        for i in source.indices { for channel in 0..<3 { storage[3 * i + channel] = source[i] } }
    }

    /// The pixels that the box touches, at least one; the whole picture when the box covers it. `fraction` says exactly
    /// which part of this picture that is.
    public func cropped(to box: Box) -> (picture: RGBPicture, fraction: Box) {
        let columns = Self.range(from: box.x, to: box.maxX, count: size.width)
        let rows = Self.range(from: box.y, to: box.maxY, count: size.height)
        let fraction = Box(
            x: Double(columns.lowerBound) / Double(size.width), y: Double(rows.lowerBound) / Double(size.height),
            width: Double(columns.count) / Double(size.width), height: Double(rows.count) / Double(size.height))
        if columns.count == size.width, rows.count == size.height { return (self, fraction) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(3 * columns.count * rows.count)
        for row in rows {
            let start = 3 * (row * size.width + columns.lowerBound)
            bytes.append(contentsOf: storage[start..<start + 3 * columns.count])
        }
        return (RGBPicture(size: PixelSize(width: columns.count, height: rows.count), bytes: bytes), fraction)
    }

    private static func range(from low: Double, to high: Double, count: Int) -> Range<Int> {
        let first = min(max(Int((low * Double(count)).rounded(.down)), 0), count - 1)
        let end = min(max(Int((high * Double(count)).rounded(.up)), first + 1), count)
        return first..<end
    }
}

/// A part of a camera's picture, and which part it is in fractions of the whole.
public struct PicturePart: Hashable, Sendable {
    public let picture: RGBPicture
    public let region: Box
    /// Makes a part.
    public init(picture: RGBPicture, region: Box) { (self.picture, self.region) = (picture, region) }
}
