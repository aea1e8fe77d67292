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
}
