import Base

/// Makes people unrecognisable in a picture before it is encoded. It works on boxes, not on faces: what was not
/// recognised as a person is hidden as well when it moved.
struct Pixelation {
    /// A box is grown by this share of its own size on every side: hair, hands and shadows reach over a region's edge.
    static let margin = 0.2
    /// And by at least this share of the picture's width, because a region is known to a working pixel only.
    static let leastMargin = 0.012
    /// Cells over the shorter side of a box. At four, a face has about one cell, and no face is known from one.
    static let cellsAcross = 4.0
    /// Cells are not smaller than this, whatever the box.
    static let leastCell_px = 8

    /// Replaces every grown box by cells of their mean colour. The cells lie on a grid fixed to the picture, so that two
    /// pictures of a standing person do not sample them at two offsets.
    /// - Parameters:
    ///   - boxes: in fractions of the picture.
    ///   - picture: the picture, changed in place.
    /// - Complexity: touches each pixel of each grown box once.
    static func hide(_ boxes: [Box], in picture: inout RGBPicture) {
        let width = picture.size.width, height = picture.size.height
        var pixels = picture.mutableBytes
        for box in boxes {
            let cell = cellSize(of: box, width: width, height: height)
            let grown = grow(box)
            let left = max(0, Int(grown.x * Double(width)) / cell * cell)
            let top = max(0, Int(grown.y * Double(height)) / cell * cell)
            let right = min(width, Int((grown.maxX * Double(width)).rounded(.up)))
            let bottom = min(height, Int((grown.maxY * Double(height)).rounded(.up)))
            for y in stride(from: top, to: bottom, by: cell) {
                for x in stride(from: left, to: right, by: cell) {
                    flatten(&pixels, width: width, columns: x..<min(x + cell, width), rows: y..<min(y + cell, height))
                }
            }
        }
    }

    /// Side of a cell in pixels for this box.
    static func cellSize(of box: Box, width: Int, height: Int) -> Int {
        let shorter = min(box.width * Double(width), box.height * Double(height))
        return max(leastCell_px, Int((shorter / cellsAcross).rounded(.up)))
    }

    /// The box with its margins.
    static func grow(_ box: Box) -> Box {
        let x = max(box.width * margin, leastMargin), y = max(box.height * margin, leastMargin)
        return Box(x: box.x - x, y: box.y - y, width: box.width + 2 * x, height: box.height + 2 * y)
    }

    private static func flatten(_ pixels: inout MutableSpan<UInt8>, width: Int, columns: Range<Int>, rows: Range<Int>) {
        var sum = (0, 0, 0)
        for y in rows {
            for x in columns {
                let i = (y * width + x) * 3
                sum = (sum.0 + Int(pixels[i]), sum.1 + Int(pixels[i + 1]), sum.2 + Int(pixels[i + 2]))
            }
        }
        let count = columns.count * rows.count
        guard count > 0 else { return }
        let mean = (UInt8(sum.0 / count), UInt8(sum.1 / count), UInt8(sum.2 / count))
        for y in rows {
            for x in columns {
                let i = (y * width + x) * 3
                pixels[i] = mean.0
                pixels[i + 1] = mean.1
                pixels[i + 2] = mean.2
            }
        }
    }
}
