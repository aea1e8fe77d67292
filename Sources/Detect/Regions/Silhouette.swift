/// The upper outline of a region, and the heads that stand out of it.
///
/// People who come into the picture side by side are one region from the first frame on. Their heads still stand out of
/// the common outline, as separate peaks (Haritaoglu, Harwood and Davis, "W4", IEEE PAMI 2000, count people in groups by
/// the same vertical projection).
package struct Silhouette {
    /// One upright part of the region, in working pixels; right is exclusive.
    package struct Part: Equatable, Sendable {
        package var left: Int, right: Int, top: Int, bottom: Int
    }

    private var tops: [Int] = []
    private var bottoms: [Int] = []
    private var outline: [Int] = []
    private var valleys: [Int] = []
    private var found: [Part] = []

    /// Makes an analyser; its buffers are kept.
    package init() {}

    /// Makes room for regions of so many columns.
    mutating func reserve(columns: Int) {
        tops.reserveCapacity(columns)
        bottoms.reserveCapacity(columns)
        outline.reserveCapacity(columns)
        valleys.reserveCapacity(16)
        found.reserveCapacity(16)
    }

    /// The upright parts of a region, from the left; one part (the region itself) unless several heads stand out.
    ///
    /// Cost: one step for each foreground pixel column of each run.
    package mutating func parts(of region: Region, runs: ArraySlice<Run>) -> [Part] {
        let whole = Part(left: region.left, right: region.right, top: region.top, bottom: region.bottom)
        found.removeAll(keepingCapacity: true)
        // Too small to see heads, too narrow for two, or too wide for people side by side.
        if region.height >= 14, region.width * 2 >= region.height, region.width <= region.height * 3 {
            trace(region, runs)
            findValleys(height: region.height)
        } else {
            valleys.removeAll(keepingCapacity: true)
        }
        if valleys.isEmpty {
            found.append(whole)
        } else {
            var left = 0
            for cut in valleys {
                found.append(part(region, left, cut))
                left = cut
            }
            found.append(part(region, left, region.width))
        }
        return found
    }

    private mutating func trace(_ region: Region, _ runs: ArraySlice<Run>) {
        tops.removeAll(keepingCapacity: true)
        bottoms.removeAll(keepingCapacity: true)
        for _ in 0..<region.width { tops.append(region.bottom); bottoms.append(region.top) }
        for run in runs {
            for x in (Int(run.start) - region.left)..<(Int(run.end) - region.left) {
                tops[x] = min(tops[x], Int(run.row))
                bottoms[x] = max(bottoms[x], Int(run.row) + 1)
            }
        }
        outline.removeAll(keepingCapacity: true)
        // A median of three takes out single columns of noise.
        for x in tops.indices {
            let a = tops[max(0, x - 1)], b = tops[x], c = tops[min(tops.count - 1, x + 1)]
            outline.append(region.bottom - max(min(a, b), min(max(a, b), c)))
        }
    }

    /// Finds the columns at which the outline dips between two heads, from the left.
    private mutating func findValleys(height: Int) {
        valleys.removeAll(keepingCapacity: true)
        let dip = max(2, height * 10 / 100), apart = max(5, height * 24 / 100), least = height * 50 / 100
        var peak = 0, peakAt = 0, low = Int.max, lowAt = 0
        for x in outline.indices {
            let level = outline[x]
            if low == Int.max || peak - low < dip {
                // Still climbing, or on the shoulder of the first peak.
                if level >= peak { (peak, peakAt, low) = (level, x, Int.max); continue }
                if level < low { (low, lowAt) = (level, x) }
            } else if level < low {
                (low, lowAt) = (level, x)
            } else if level - low >= dip, level >= least, peak >= least, x - peakAt >= apart {
                valleys.append(lowAt)
                (peak, peakAt, low) = (level, x, Int.max)
            } else if level > peak {
                (peak, peakAt, low) = (level, x, Int.max)
            }
        }
    }

    private func part(_ region: Region, _ left: Int, _ right: Int) -> Part {
        let columns = left..<max(left + 1, right)
        var top = Int.max, bottom = Int.min
        for x in columns { (top, bottom) = (min(top, tops[x]), max(bottom, bottoms[x])) }
        return Part(left: region.left + left, right: region.left + right, top: top, bottom: bottom)
    }
}
