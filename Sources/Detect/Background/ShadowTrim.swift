import Base

/// Decides, region by region, what of the shadow-like pixels belongs to the object after all.
///
/// The test of single pixels cannot tell a grey coat or the side of a van from a shadow. The region can: what is certainly
/// object (wheels, windows, head, hands) spans the object, and where the region fills that span it is the object. A
/// shadow reaches out of it and is thin.
struct ShadowTrim {
    private var certain = RegionMap()
    private var grouping: BitMask

    /// Pieces of certain object under this share of their region, or this area, are chance.
    private static let leastShare = 0.1, leastArea_px = 5
    /// The region fills this share of the span of its certain pieces when the span is one object.
    private static let solid = 0.42
    /// A region that fills this share of its own box is kept whole: a plain dark car has no certain pieces.
    private static let solidAlone = 0.5

    init(size: PixelSize) { grouping = BitMask(width: size.width, height: size.height) }

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
            for box in boxes(region, pieces[r]) {
                Self.fill(&mask, whole.runs[region.firstRun..<region.endRun], box)
            }
        }
    }

    /// The parts of a region in which everything belongs to an object.
    private func boxes(_ region: Region, _ pieces: [Int]) -> [Region] {
        let isSolid = region.extent >= Self.solidAlone && region.height * 3 >= region.width
        let least = max(Self.leastArea_px, Int(Double(region.area) * Self.leastShare))
        let firm = pieces.map { certain.regions[$0] }.filter { $0.area >= least }
        guard let first = firm.first else {
            return isSolid ? [region] : []
        }
        if isSolid { return [region] }
        var span = first
        for piece in firm.dropFirst() {
            (span.left, span.top) = (min(span.left, piece.left), min(span.top, piece.top))
            (span.right, span.bottom) = (max(span.right, piece.right), max(span.bottom, piece.bottom))
        }
        let inside = Double(span.width * span.height)
        // What of the region lies outside the span cannot fill it; the estimate is on the safe side for shadows.
        let filled = min(Double(region.area) * inside / Double(max(1, region.width * region.height)), Double(region.area))
        return (filled >= Self.solid * inside ? [span] : firm).map { Self.upright($0, in: region) }
    }

    /// Shadows lie on the ground: what stands above a certain piece is the rest of the object, and what hangs below it too,
    /// down to the length of a body of that width.
    private static func upright(_ piece: Region, in region: Region) -> Region {
        var box = piece
        box.top = region.top
        box.bottom = max(piece.bottom, min(region.bottom, piece.top + piece.width * 3))
        let margin = piece.width / 5
        (box.left, box.right) = (piece.left - margin, piece.right + margin)
        return box
    }

    private static func fill(_ mask: inout BitMask, _ runs: ArraySlice<Run>, _ box: Region) {
        for run in runs where Int(run.row) >= box.top && Int(run.row) < box.bottom {
            let start = max(Int(run.start), box.left), end = min(Int(run.end), box.right)
            if start < end { for x in start..<end { mask.set(x, Int(run.row)) } }
        }
    }
}
