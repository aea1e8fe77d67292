/// A picture in colour, for people to look at (reports, rendered fixtures) and for object finders.
public struct RGBPicture: Hashable, Sendable {
    public private(set) var size: PixelSize
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
        let area = PixelArea(touchedBy: box, in: size)
        var picture = self
        if area.size != size { picture = copy(of: area) }
        return (picture, area.fraction(of: size))
    }

    /// Leaves only the pixels of an area, which lies in the picture; the storage stays.
    public mutating func crop(to area: PixelArea) {
        let count = 3 * area.columns.count
        unsafe storage.withUnsafeMutableBytes { bytes in
            for (i, row) in area.rows.enumerated() {
                let start = 3 * (row * size.width + area.columns.lowerBound), target = i * count
                // Both are slices within bounds, and rows only move towards the beginning.
                unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[target..<target + count])
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<start + count]))
            }
        }
        storage.removeLast(storage.count - 3 * area.size.count)
        size = area.size
    }

    private func copy(of area: PixelArea) -> RGBPicture {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(3 * area.size.count)
        for row in area.rows {
            let start = 3 * (row * size.width + area.columns.lowerBound)
            bytes.append(contentsOf: storage[start..<start + 3 * area.columns.count])
        }
        return RGBPicture(size: area.size, bytes: bytes)
    }
}

/// A part of a camera's picture, and which part it is in fractions of the whole.
public struct PicturePart: Hashable, Sendable {
    public let picture: RGBPicture
    public let region: Box
    /// Makes a part.
    public init(picture: RGBPicture, region: Box) { (self.picture, self.region) = (picture, region) }
}
