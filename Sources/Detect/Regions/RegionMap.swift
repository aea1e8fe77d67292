/// Connected components by runs: two passes over run lengths with union-find (He, Chao and Suzuki, IEEE TIP 2008).
///
/// Labels come from a grouping mask (the foreground, dilated, so that head and legs of one walker hang together), areas
/// and boxes from the foreground itself. All buffers are kept from frame to frame.
package struct RegionMap {
    /// Foreground runs, sorted by region, within a region by row and column.
    package private(set) var runs: [Run] = []
    package internal(set) var regions: [Region] = []
    private var groups: [Run] = []
    private var parents: [Int32] = []
    private var rowStarts: [Int] = []
    private var unsorted: [Run] = []
    private var offsets: [Int] = []

    /// Makes an empty map.
    package init() {}

    /// Finds the regions of `mask`.
    /// - Parameters:
    ///   - mask: foreground.
    ///   - grouping: a superset of `mask`; pixels that are 8-connected in it belong to one region.
    ///   - strong: a byte a pixel whose second bit says "clearly foreground".
    package mutating func find(mask: borrowing BitMask, grouping: borrowing BitMask, strong: [UInt8]) {
        collectGroups(grouping)
        regions.removeAll(keepingCapacity: true)
        runs.removeAll(keepingCapacity: true)
        if groups.isEmpty { return }
        joinGroups(height: mask.height)
        flattenLabels()
        collectRegions(mask, strong)
        sortRuns()
        regions.removeAll { $0.area == 0 }
    }

    /// Forgets all regions.
    mutating func removeAll() {
        runs.removeAll(keepingCapacity: true)
        regions.removeAll(keepingCapacity: true)
    }

    /// Becomes a copy of another map in its own buffers.
    mutating func take(_ other: borrowing RegionMap) {
        runs.removeAll(keepingCapacity: true)
        runs.append(contentsOf: other.runs)
        regions.removeAll(keepingCapacity: true)
        regions.append(contentsOf: other.regions)
    }

    /// Makes room for so many runs, regions and rows, so that busier frames than any before allocate nothing.
    mutating func reserve(runs: Int, regions: Int, rows: Int) {
        rowStarts.reserveCapacity(rows + 1)
        self.runs.reserveCapacity(runs)
        groups.reserveCapacity(runs)
        unsorted.reserveCapacity(runs)
        parents.reserveCapacity(runs)
        self.regions.reserveCapacity(regions)
        offsets.reserveCapacity(regions + 1)
    }

    /// The region in which a run lies as a whole; nil when there is none.
    package func region(holding run: Run) -> Int? {
        regions.indices.first { r in
            let region = regions[r]
            guard region.left <= Int(run.start), Int(run.end) <= region.right, region.top <= Int(run.row),
                Int(run.row) < region.bottom
            else { return false }
            return runs[region.firstRun..<region.endRun].contains {
                $0.row == run.row && $0.start <= run.start && run.end <= $0.end
            }
        }
    }

    private mutating func collectGroups(_ mask: borrowing BitMask) {
        groups.removeAll(keepingCapacity: true)
        rowStarts.removeAll(keepingCapacity: true)
        for y in 0..<mask.height {
            rowStarts.append(groups.count)
            mask.forEachRun(row: y) { start, end in
                groups.append(Run(row: Int32(y), start: Int32(start), end: Int32(end), label: 0))
            }
        }
        rowStarts.append(groups.count)
    }

    private mutating func joinGroups(height: Int) {
        parents.removeAll(keepingCapacity: true)
        for i in groups.indices { parents.append(Int32(i)) }
        for y in 1..<max(1, height) {
            var above = rowStarts[y - 1], below = rowStarts[y]
            let aboveEnd = rowStarts[y], belowEnd = rowStarts[y + 1]
            while above < aboveEnd, below < belowEnd {
                // 8-connected: runs that touch at a corner belong together.
                if groups[above].start <= groups[below].end, groups[below].start <= groups[above].end {
                    join(above, below)
                }
                if groups[above].end < groups[below].end { above += 1 } else { below += 1 }
            }
        }
    }

    private mutating func root(_ index: Int) -> Int {
        var i = index
        while parents[i] != Int32(i) {
            parents[i] = parents[Int(parents[i])]
            i = Int(parents[i])
        }
        return i
    }

    private mutating func join(_ a: Int, _ b: Int) {
        let (x, y) = (root(a), root(b))
        // The smaller index wins, so that labels follow reading order whatever the order of joining.
        if x < y { parents[y] = Int32(x) } else if y < x { parents[x] = Int32(y) }
    }

    private mutating func flattenLabels() {
        for i in groups.indices {
            let top = root(i)
            if top == i {
                groups[i].label = Int32(regions.count)
                regions.append(Region())
            } else {
                groups[i].label = groups[top].label
            }
        }
    }

    private mutating func collectRegions(_ mask: borrowing BitMask, _ strong: [UInt8]) {
        unsorted.removeAll(keepingCapacity: true)
        for y in 0..<mask.height where rowStarts[y] < rowStarts[y + 1] {
            var group = rowStarts[y]
            mask.forEachRun(row: y) { start, end in
                while Int(groups[group].end) < end { group += 1 }
                unsorted.append(
                    Run(row: Int32(y), start: Int32(start), end: Int32(end), label: groups[group].label))
            }
        }
        Self.add(unsorted, to: &regions, strong: strong.span, width: mask.width)
    }

    private static func add(_ unsorted: [Run], to regions: inout [Region], strong: Span<UInt8>, width: Int) {
        let runs = unsorted.span
        var all = regions.mutableSpan
        for i in 0..<runs.count { all[Int(runs[i].label)].add(runs[i], strong: strong, width: width) }
    }

    /// Counting sort by label: keeps reading order within a region.
    private mutating func sortRuns() {
        offsets.removeAll(keepingCapacity: true)
        for _ in 0...regions.count { offsets.append(0) }
        for run in unsorted { offsets[Int(run.label) + 1] += 1 }
        for i in regions.indices {
            offsets[i + 1] += offsets[i]
            (regions[i].firstRun, regions[i].endRun) = (offsets[i], offsets[i + 1])
        }
        runs.append(contentsOf: unsorted)
        for run in unsorted {
            let label = Int(run.label)
            runs[offsets[label]] = run
            offsets[label] += 1
        }
    }
}
