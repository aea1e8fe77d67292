import Base

/// An upright rectangle of working pixels; right and bottom are exclusive.
struct PixelBox: Sendable, Equatable {
    var left: Int, top: Int, right: Int, bottom: Int

    init(left: Int, top: Int, right: Int, bottom: Int) {
        (self.left, self.top, self.right, self.bottom) = (left, top, right, bottom)
    }

    init(_ region: Region) {
        self.init(left: region.left, top: region.top, right: region.right, bottom: region.bottom)
    }

    var rows: Range<Int> { top..<max(top, bottom) }
    var area: Int { max(0, right - left) * max(0, bottom - top) }

    /// The smallest box that holds both.
    func union(_ other: PixelBox) -> PixelBox {
        PixelBox(
            left: min(left, other.left), top: min(top, other.top), right: max(right, other.right),
            bottom: max(bottom, other.bottom))
    }

    /// Larger by `margin` on every side, within the picture.
    func grown(by margin: Int, in size: PixelSize) -> PixelBox {
        PixelBox(
            left: max(0, left - margin), top: max(0, top - margin), right: min(size.width, right + margin),
            bottom: min(size.height, bottom + margin))
    }

    /// Whether they share a pixel.
    func meets(_ region: Region) -> Bool {
        left < region.right && region.left < right && top < region.bottom && region.top < bottom
    }

    /// Whether the region lies in it for the most part.
    func holds(_ region: Region) -> Bool {
        let across = min(right, region.right) - max(left, region.left)
        let along = min(bottom, region.bottom) - max(top, region.top)
        return across > 0 && along > 0 && 10 * across * along >= 7 * region.width * region.height
    }

    /// In fractions of the picture.
    func box(in size: PixelSize) -> Box {
        Box(
            x: Double(left) / Double(size.width), y: Double(top) / Double(size.height),
            width: Double(right - left) / Double(size.width), height: Double(bottom - top) / Double(size.height))
    }
}
