import Base

/// Decides, region by region, what of the shadow-like pixels belongs to the object after all.
///
/// The test of single pixels cannot tell a grey coat or the side of a van from a shadow. The region can: objects stand and
/// shadows lie, so that the columns of the region are tall at the object and low along its shadow (vertical projection, as
/// in W4, Haritaoglu et al., IEEE PAMI 2000); and what is certainly object (wheels, windows, head, hands) stays.
struct ShadowTrim {
    private var certain = RegionMap()
    private var grouping: BitMask
    /// Of the region that is looked at: how many of its pixels each column has, which columns are low (one row of the
    /// picture), which parts of it belong to an object, and its certain pieces.
    private var columns: [Int] = []
    private var lowColumns: BitMask
    private var parts: [Region] = []
    private var firm: [Region] = []
    /// For each certain piece the region of the whole foreground that it lies in, -1 for none.
    private var owners: [Int] = []

    /// Pieces of certain object under this share of their region, or this area, are chance.
    private static let leastShare = 0.1, leastArea_px = 5
    /// A region that fills this share of its own box is kept whole: a plain dark car has no certain pieces.
    private static let solid = 0.5
    /// Columns that are at least this share of the tallest one belong to what stands.
    private static let tall = 0.42
    /// A region so many times wider than its tallest column lies on the ground.
    private static let stripAspect = 2.2

    init(size: PixelSize) {
        grouping = BitMask(width: size.width, height: size.height)
        lowColumns = BitMask(width: size.width, height: 1)
        columns.reserveCapacity(size.width)
        certain.reserve(runs: 8 * size.height, regions: 256, rows: size.height)
        owners.reserveCapacity(256)
        parts.reserveCapacity(64)
        firm.reserveCapacity(64)
    }

    /// Where a shadow may lie: in regions that do not fill their box, beside what stands in them.
    /// - Returns: whether there is any such place.
    mutating func markLow(in low: inout BitMask, whole: borrowing RegionMap, leastArea_px: Int) -> Bool {
        low.clear()
        var isAny = false
        for region in whole.regions where region.area >= leastArea_px && !Self.isSolid(region) {
            let tallest = countColumns(region, whole)
            let least = Self.isStrip(region, tallest) ? Int.max : Int((Double(tallest) * Self.tall).rounded(.up))
            lowColumns.clear()
            for x in 0..<region.width where columns[x] < least { lowColumns.set(region.left + x, 0) }
            for r in region.firstRun..<region.endRun {
                let run = whole.runs[r]
                low.fill(row: Int(run.row), Int(run.start), Int(run.end), through: lowColumns)
            }
            isAny = true
        }
        return isAny
    }

    private static func isSolid(_ region: Region) -> Bool {
        region.extent >= solid && region.height * 3 >= region.width
    }

    /// Long and low all along: a shadow without its object.
    private static func isStrip(_ region: Region, _ tallest: Int) -> Bool {
        Double(region.width) > stripAspect * Double(tallest)
    }

    /// Makes `mask` what belongs to objects.
    /// - Parameters:
    ///   - mask: the foreground without shadow-like pixels.
    ///   - whole: the regions of the foreground with them.
    ///   - leastArea_px: of a region that matters.
    mutating func restore(_ mask: inout BitMask, whole: borrowing RegionMap, strong: [UInt8], leastArea_px: Int) {
        grouping.dilate(from: mask, reach_px: 1)
        certain.find(mask: mask, grouping: grouping, strong: strong)
        owners.removeAll(keepingCapacity: true)
        for piece in certain.regions { owners.append(whole.region(holding: certain.runs[piece.firstRun]) ?? -1) }
        mask.clear()
        for r in whole.regions.indices where whole.regions[r].area >= leastArea_px {
            findParts(r, whole)
            for box in parts { Self.fill(&mask, whole, r, box) }
        }
    }

    /// Finds the parts of a region in which everything belongs to an object.
    private mutating func findParts(_ r: Int, _ whole: borrowing RegionMap) {
        let region = whole.regions[r]
        parts.removeAll(keepingCapacity: true)
        if Self.isSolid(region) { return parts.append(region) }
        let tallest = countColumns(region, whole)
        let least = max(Self.leastArea_px, Int(Double(region.area) * Self.leastShare))
        firm.removeAll(keepingCapacity: true)
        for c in owners.indices where owners[c] == r {
            let piece = certain.regions[c]
            if piece.area >= least, piece.height * 3 >= piece.width { firm.append(piece) }
        }
        let isStrip = Self.isStrip(region, tallest)
        if isStrip, firm.isEmpty { return }
        findTallParts(region, tallest)
        if isStrip {
            let pieces = firm
            parts.removeAll { part in !pieces.contains { $0.left < part.right && part.left < $0.right } }
        }
        parts.append(contentsOf: firm)
    }

    /// Counts the region's pixels of each column; gives the largest count.
    private mutating func countColumns(_ region: Region, _ whole: borrowing RegionMap) -> Int {
        columns.removeAll(keepingCapacity: true)
        columns.append(contentsOf: repeatElement(0, count: region.width))
        var counts = columns.mutableSpan, tallest = 0
        let runs = whole.runs.span
        for r in region.firstRun..<region.endRun {
            for x in (Int(runs[r].start) - region.left)..<(Int(runs[r].end) - region.left) { counts[x] &+= 1 }
        }
        for x in 0..<counts.count { tallest = max(tallest, counts[x]) }
        return tallest
    }

    /// Finds stretches of columns in which the region stands nearly as high as anywhere: shadows lie, objects stand.
    private mutating func findTallParts(_ region: Region, _ tallest: Int) {
        let least = Double(tallest) * Self.tall
        for x in columns.indices where Double(columns[x]) >= least {
            if let last = parts.last, region.left + x - last.right <= 2 {
                parts[parts.count - 1].right = region.left + x + 1
            } else {
                var part = region
                (part.left, part.right) = (region.left + x, region.left + x + 1)
                parts.append(part)
            }
        }
    }

    private static func fill(_ mask: inout BitMask, _ whole: borrowing RegionMap, _ r: Int, _ box: Region) {
        for index in whole.regions[r].firstRun..<whole.regions[r].endRun {
            let run = whole.runs[index]
            guard Int(run.row) >= box.top, Int(run.row) < box.bottom else { continue }
            mask.fill(row: Int(run.row), max(Int(run.start), box.left), min(Int(run.end), box.right))
        }
    }
}
