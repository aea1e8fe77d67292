/// One picture: an owned plane of luma samples at a working scale, with the time and number its source gave it.
///
/// A frame is lent, never copied: a source writes into the caller's frame, and the detector borrows it. The plane keeps
/// its storage from frame to frame, so that a steady stream allocates nothing.
public struct Frame: ~Copyable {
    /// Width of the plane in pixels.
    public private(set) var width = 0
    /// Height of the plane in pixels.
    public private(set) var height = 0
    /// When the picture was taken.
    public var time = Timestamp(microseconds: 0)
    /// 0-based number of the picture in its source; numbers of pictures that were skipped are not used again.
    public var sequence = 0
    private var storage: [UInt8] = []

    /// Makes an empty frame, to be filled by a source.
    public init() {}

    /// Makes a frame from `width * height` luma samples, row by row.
    public init(width: Int, height: Int, pixels: [UInt8], time: Timestamp, sequence: Int) {
        precondition(pixels.count == width * height, "a plane has width x height samples")
        (self.width, self.height, self.time, self.sequence) = (width, height, time, sequence)
        storage = pixels
    }

    /// Luma samples, `width * height` of them, row by row without padding; 0 black ... 255 white (full range, as in JFIF).
    public var pixels: Span<UInt8> {
        @_lifetime(borrow self) get { storage.span }
    }

    /// The same samples for writing. Only sources write.
    public var mutablePixels: MutableSpan<UInt8> {
        @_lifetime(&self) mutating get { storage.mutableSpan }
    }

    /// Makes room for a plane of this size; keeps the storage when the size is unchanged. Contents are undefined after it.
    public mutating func resize(width: Int, height: Int) {
        precondition(width >= 0 && height >= 0, "sizes are not negative")
        (self.width, self.height) = (width, height)
        let count = width * height
        if storage.count < count {
            storage.append(contentsOf: repeatElement(0, count: count - storage.count))
        } else if storage.count > count {
            storage.removeLast(storage.count - count)
        }
    }
}
