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

    /// Makes an analyser; its buffers are kept.
    package init() {}

    /// The upright parts of a region, from the left; one part (the region itself) unless several heads stand out.
    ///
    /// Cost: one step for each foreground pixel column of each run.
    package mutating func parts(of region: Region, runs: ArraySlice<Run>) -> [Part] {
        let whole = Part(left: region.left, right: region.right, top: region.top, bottom: region.bottom)
        // Too small to see heads, too narrow for two, or too wide for people side by side.
        guard region.height >= 14, region.width * 2 >= region.height, region.width <= region.height * 3 else {
            return [whole]
        }
        trace(region, runs)
        let valleys = findValleys(height: region.height)
        guard !valleys.isEmpty else { return [whole] }
        var parts: [Part] = []
        var left = 0
        for cut in valleys + [region.width] {
            parts.append(part(region, left, cut))
            left = cut
        }
        return parts
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

    /// Columns at which the outline dips between two heads, from the left.
    private func findValleys(height: Int) -> [Int] {
        let dip = max(2, height * 10 / 100), apart = max(5, height * 24 / 100), least = height * 50 / 100
        var valleys: [Int] = []
        var peak = 0, peakAt = 0, low = Int.max, lowAt = 0
        for (x, level) in outline.enumerated() {
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
        return valleys
    }

    private func part(_ region: Region, _ left: Int, _ right: Int) -> Part {
        let columns = left..<max(left + 1, right)
        return Part(
            left: region.left + left, right: region.left + right, top: columns.map { tops[$0] }.min() ?? region.top,
            bottom: columns.map { bottoms[$0] }.max() ?? region.bottom)
    }
}
