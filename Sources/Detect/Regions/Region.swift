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

    mutating func add(_ run: Run, strong: Span<UInt8>, width: Int) {
        let row = Int(run.row), start = Int(run.start), end = Int(run.end)
        left = min(left, start)
        right = max(right, end)
        top = min(top, row)
        bottom = max(bottom, row + 1)
        area += end - start
        for i in (row * width + start)..<(row * width + end) { strongArea += Int(strong[i] &>> 1) }
    }
}
