/// A run of foreground pixels in one row, `start ..< end`.
package struct Run: Sendable, Equatable {
    package var row: Int32
    package var start: Int32
    package var end: Int32
    /// Which group it belongs to.
    package var label: Int32
}

/// A connected group of foreground pixels, in working pixels.
package struct Region: Sendable {
    /// Inclusive left and top, exclusive right and bottom.
    package var left = Int.max, top = Int.max, right = 0, bottom = 0
    /// Foreground pixels, and those of them that are clearly foreground.
    package var area = 0
    package var strongArea = 0
    /// Its runs: `RegionMap.runs[firstRun ..< endRun]`.
    package var firstRun = 0
    package var endRun = 0
    /// Its outline is an edge of the scene rather than of the frame: something went away (see `GhostTest`).
    package var isHole = false
    /// Pixels that changed since the last frame.
    package var lively = 0

    package var width: Int { right - left }
    package var height: Int { bottom - top }
    package var centreX: Double { Double(left + right) / 2 }
    package var centreY: Double { Double(top + bottom) / 2 }
    /// Share of its pixels that changed since the last frame, 0...1.
    package var liveliness: Double { Double(lively) / Double(max(1, area)) }
    /// Whether it moves, if only in itself. What moves changes a good part of its outline from one frame to the next, and
    /// an outline is some four roots of the area long; noise, and light on an edge of the scene, change a few pixels.
    package var isLively: Bool { lively * lively >= area }
    /// Share of the box that is foreground, 0...1.
    package var extent: Double { Double(area) / Double(max(1, width * height)) }

    /// Both as one: a hole only when both are.
    func union(_ other: Region) -> Region {
        var all = self
        (all.left, all.top) = (min(left, other.left), min(top, other.top))
        (all.right, all.bottom) = (max(right, other.right), max(bottom, other.bottom))
        all.area += other.area
        all.strongArea += other.strongArea
        all.isHole = isHole && other.isHole
        all.lively += other.lively
        return all
    }

    mutating func add(_ run: Run, strong: Span<UInt8>, width: Int) {
        let row = Int(run.row), start = Int(run.start), end = Int(run.end)
        left = min(left, start)
        right = max(right, end)
        top = min(top, row)
        bottom = max(bottom, row + 1)
        area += end - start
        strongArea += Self.count(strong, row * width + start, row * width + end)
    }

    /// How many of the bytes from `start` to before `end` have their second bit set; others than 0, 1 and 3 do not come.
    @inline(__always)
    private static func count(_ strong: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        precondition(start >= 0 && end <= strong.count)
        let raw = unsafe strong.bytes
        var i = start, count = 0
        while i + 8 <= end {
            // Safe: i + 8 <= end <= strong.count. One multiplication adds the eight bits up.
            let eight = unsafe raw.unsafeLoadUnaligned(fromByteOffset: i, as: UInt64.self)
            count &+= Int(((eight &>> 1 & 0x0101_0101_0101_0101) &* 0x0101_0101_0101_0101) &>> 56)
            i &+= 8
        }
        if i < end {
            // The last few: the word that ends with them, without what comes before; in the first bytes one by one.
            guard end >= 8 else {
                for j in i..<end { count &+= Int(strong[j] &>> 1) }
                return count
            }
            let last = unsafe raw.unsafeLoadUnaligned(fromByteOffset: end - 8, as: UInt64.self)
            let kept = last &>> UInt64((i &- end &+ 8) &* 8)
            count &+= Int(((kept &>> 1 & 0x0101_0101_0101_0101) &* 0x0101_0101_0101_0101) &>> 56)
        }
        return count
    }
}
