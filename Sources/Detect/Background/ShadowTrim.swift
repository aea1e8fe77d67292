import Base

/// Decides, region by region, what of the shadow-like pixels belongs to the object after all.
///
/// The test of single pixels cannot tell a grey coat or the side of a van from a shadow. The region can: objects stand and
/// shadows lie, so that the columns of the region are tall at the object and low along its shadow (vertical projection, as
/// in W4, Haritaoglu et al., IEEE PAMI 2000); and what is certainly object (wheels, windows, head, hands) stays.
struct ShadowTrim {
    private var certain = RegionMap()
    private var grouping: BitMask
    private var columns: [Int] = []

    /// Pieces of certain object under this share of their region, or this area, are chance.
    private static let leastShare = 0.1, leastArea_px = 5
    /// A region that fills this share of its own box is kept whole: a plain dark car has no certain pieces.
    private static let solid = 0.5
    /// Columns that are at least this share of the tallest one belong to what stands.
    private static let tall = 0.42
    /// A region so many times wider than its tallest column lies on the ground.
    private static let stripAspect = 2.2

    init(size: PixelSize) { grouping = BitMask(width: size.width, height: size.height) }

    /// Where a shadow may lie: in regions that do not fill their box, beside what stands in them.
    mutating func markLow(in low: inout BitMask, whole: borrowing RegionMap, leastArea_px: Int) {
        for i in low.words.indices { low.words[i] = 0 }
        for region in whole.regions where region.area >= leastArea_px && !Self.isSolid(region) {
            let runs = whole.runs[region.firstRun..<region.endRun]
            countColumns(region, runs)
            let tallest = columns.max() ?? 0
            let least = Self.isStrip(region, tallest) ? Int.max : Int((Double(tallest) * Self.tall).rounded(.up))
            for run in runs {
                for x in Int(run.start)..<Int(run.end) where columns[x - region.left] < least {
                    low.set(x, Int(run.row))
                }
            }
        }
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
        var pieces: [[Int]] = Array(repeating: [], count: whole.regions.count)
        for c in certain.regions.indices {
            if let r = whole.region(holding: certain.runs[certain.regions[c].firstRun]) { pieces[r].append(c) }
        }
        for i in mask.words.indices { mask.words[i] = 0 }
        for (r, region) in whole.regions.enumerated() where region.area >= leastArea_px {
            for box in boxes(region, whole.runs[region.firstRun..<region.endRun], pieces[r]) {
                Self.fill(&mask, whole.runs[region.firstRun..<region.endRun], box)
            }
        }
    }

    /// The parts of a region in which everything belongs to an object.
    private mutating func boxes(_ region: Region, _ runs: ArraySlice<Run>, _ pieces: [Int]) -> [Region] {
        if Self.isSolid(region) { return [region] }
        countColumns(region, runs)
        let tallest = columns.max() ?? 0
        let least = max(Self.leastArea_px, Int(Double(region.area) * Self.leastShare))
        let firm = pieces.map { certain.regions[$0] }.filter { $0.area >= least && $0.height * 3 >= $0.width }
        let isStrip = Self.isStrip(region, tallest)
        if isStrip, firm.isEmpty { return [] }
        return tallParts(region, tallest).filter { part in
            !isStrip || firm.contains { $0.left < part.right && part.left < $0.right }
        } + firm
    }

    private mutating func countColumns(_ region: Region, _ runs: ArraySlice<Run>) {
        columns.removeAll(keepingCapacity: true)
        for _ in 0..<region.width { columns.append(0) }
        for run in runs {
            for x in (Int(run.start) - region.left)..<(Int(run.end) - region.left) { columns[x] += 1 }
        }
    }

    /// Stretches of columns in which the region stands nearly as high as anywhere: shadows lie, objects stand.
    private func tallParts(_ region: Region, _ tallest: Int) -> [Region] {
        var parts: [Region] = []
        let least = Double(tallest) * Self.tall
        for (x, height) in columns.enumerated() where Double(height) >= least {
            if let last = parts.last, region.left + x - last.right <= 2 {
                parts[parts.count - 1].right = region.left + x + 1
            } else {
                var part = region
                (part.left, part.right) = (region.left + x, region.left + x + 1)
                parts.append(part)
            }
        }
        return parts
    }

    private static func fill(_ mask: inout BitMask, _ runs: ArraySlice<Run>, _ box: Region) {
        for run in runs where Int(run.row) >= box.top && Int(run.row) < box.bottom {
            let start = max(Int(run.start), box.left), end = min(Int(run.end), box.right)
            if start < end { for x in start..<end { mask.set(x, Int(run.row)) } }
        }
    }
}
