package import Base

/// Follows objects from frame to frame: prediction, assignment, groups that merge and split, patience with the unseen.
///
/// Regions are what the background left over; one object may be several regions (a walker behind a post), and several
/// objects may be one (two walkers side by side). Tracks are assigned to regions at least cost (SORT, Bewley et al., ICIP
/// 2016, with boxes from motion instead of a neural detector); then tracks without a region look for one that swallowed
/// them, and regions without a track for one that they are a piece of.
package struct Tracker {
    var states: [TrackState] = []
    let size: PixelSize
    private var nextID = 1
    var silhouette = Silhouette()
    var assignment = Assignment()
    var costs: [Double] = []
    /// Which tracks (by their places in `states`) were seen in which regions of the frame.
    var seen = Observations()
    /// The same by the numbers of the tracks, confirmed or tentative, with those that began in the frame.
    var owners: [Observations.Link] = []

    /// Lower than this, in working pixels, nothing is believed to be an object.
    let leastHeight_px: Double

    /// - Parameters:
    ///   - size: of the working plane.
    ///   - smallestObject: height of the smallest object of interest as a fraction of the picture's height.
    package init(size: PixelSize, smallestObject: Double) {
        self.size = size
        leastHeight_px = max(3, Double(size.height) * smallestObject * 0.5)
        states.reserveCapacity(64)
        owners.reserveCapacity(128)
        costs.reserveCapacity(1024)
        silhouette.reserve(columns: size.width)
    }

    /// Takes the regions of the next frame.
    /// - Parameters:
    ///   - usable: those of them that are large enough to be something.
    ///   - mayBegin: whether new tracks may be born (not while the light changes).
    package mutating func update(
        _ map: borrowing RegionMap, _ usable: [Int], elapsed_s: Double, time: Timestamp, sequence: Int,
        mayBegin: Bool = true
    ) {
        let regions = map.regions
        for i in states.indices { states[i].predict(elapsed_s: elapsed_s) }
        seen.begin(tracks: states.count, regions: regions.count)
        assignNearest(regions, usable)
        shareSwallowed(regions, usable)
        gatherPieces(regions, usable)
        for i in states.indices { correct(i, regions, elapsed_s) }
        owners.removeAll(keepingCapacity: true)
        for link in seen.links { own(region: link.region, track: states[link.track].id) }
        endDoubles(regions, elapsed_s: elapsed_s)
        joinPieces(regions, elapsed_s: elapsed_s)
        divideGroups(map, elapsed_s: elapsed_s)
        if mayBegin { begin(regions, usable, time, sequence) }
        let picture = size  // a copy: the closure may not look at self
        states.removeAll { $0.isLost(in: picture) }
    }

    mutating func own(region: Int, track: Int) { owners.append(Observations.Link(track: track, region: region)) }

    // MARK: Assignment

    private mutating func assignNearest(_ regions: [Region], _ usable: [Int]) {
        guard !states.isEmpty, !usable.isEmpty else { return }
        costs.removeAll(keepingCapacity: true)
        for state in states { for r in usable { costs.append(Self.cost(state, regions[r])) } }
        assignment.solve(costs: costs, rows: states.count, columns: usable.count, unassigned: 1.0)
        for (track, column) in assignment.columns.enumerated() where column >= 0 {
            seen.add(track: track, region: usable[column])
        }
    }

    /// 0 for a perfect fit ... 1 and more for "not this one".
    ///
    /// Overlap of the boxes, and the distance of their middles in units of the object's size and of what the prediction
    /// is unsure of; unconfirmed tracks stand back behind confirmed ones.
    static func cost(_ track: TrackState, _ region: Region) -> Double {
        let overlap = intersection(track, region)
        let smaller = min(track.width * track.height, Double(region.width * region.height))
        let covered = smaller > 0 ? overlap / smaller : 0
        let dx = abs(track.x.position - region.centreX) - min(track.x.deviation_px * 2, track.size * 0.75)
        let dy =
            abs(track.bottom.position - track.height / 2 - region.centreY)
            - min(track.bottom.deviation_px * 2, track.size * 0.75)
        let distance = (max(0, dx) / (track.width + 2) + max(0, dy) / (track.height + 2))
        if covered <= 0.05, distance > 1 { return 9 }
        let union = track.width * track.height + Double(region.width * region.height) - overlap
        let fit = union > 0 ? overlap / union : 0
        return 0.55 * min(1, distance) + 0.25 * (1 - covered) + 0.15 * (1 - fit) + (track.confirmed ? 0 : 0.04)
    }

    static func intersection(_ track: TrackState, _ region: Region) -> Double {
        let w = min(track.right, Double(region.right)) - max(track.left, Double(region.left))
        let h = min(track.bottom.position, Double(region.bottom)) - max(track.top, Double(region.top))
        return w > 0 && h > 0 ? w * h : 0
    }

    /// A confirmed track without a region of its own may be inside a region that another one got.
    private mutating func shareSwallowed(_ regions: [Region], _ usable: [Int]) {
        for t in states.indices where seen.count(ofTrack: t) == 0 && states[t].confirmed {
            var best = -1, most = 0.35
            for r in usable where seen.count(inRegion: r, where: { states[$0].confirmed }) > 0 {
                let share = Self.intersection(states[t], regions[r]) / max(1, states[t].width * states[t].height)
                if share > most { (best, most) = (r, share) }
            }
            if best >= 0 { seen.add(track: t, region: best) }
        }
    }

    /// A region without a track may be a piece of a track that already has another piece.
    private mutating func gatherPieces(_ regions: [Region], _ usable: [Int]) {
        for r in usable where seen.count(inRegion: r) == 0 {
            var best = -1, most = 0.6
            for t in states.indices where seen.count(ofTrack: t) > 0 && states[t].hits > 2 {
                let region = regions[r]
                let share = Self.intersection(states[t], region) / Double(max(1, region.width * region.height))
                guard share > most, let first = seen.firstRegion(of: t) else { continue }
                let near = Self.gap(regions[first], region) <= 0.15 * states[t].size + 2
                let fits = union(regions, of: t, with: region).map { fitsTrack($0, states[t]) } ?? false
                if near, fits { (best, most) = (t, share) }
            }
            if best >= 0 { seen.add(track: best, region: r) }
        }
    }

    /// Empty pixels between two regions, along the axis on which they are further apart.
    private static func gap(_ a: Region, _ b: Region) -> Double {
        let across = max(a.left, b.left) - min(a.right, b.right), along = max(a.top, b.top) - min(a.bottom, b.bottom)
        return Double(max(0, across, along))
    }

    private func fitsTrack(_ region: Region, _ track: TrackState) -> Bool {
        Double(region.width) <= track.width * 1.25 + 2 && Double(region.height) <= track.height * 1.25 + 2
    }

    /// All that a track was seen in as one region, and another one with it; nil when it was not seen.
    private func union(_ regions: [Region], of t: Int, with other: Region? = nil) -> Region? {
        guard seen.count(ofTrack: t) > 0 else { return nil }
        var all: Region?
        for link in seen.links where link.track == t { all = all?.union(regions[link.region]) ?? regions[link.region] }
        return other.flatMap { all?.union($0) } ?? all
    }

    // MARK: Correction

    private mutating func correct(_ t: Int, _ regions: [Region], _ elapsed_s: Double) {
        guard let whole = union(regions, of: t) else {
            states[t].miss(elapsed_s: elapsed_s)
            return
        }
        let shared = seen.links.contains { link in
            link.track == t && seen.count(inRegion: link.region) > 1
                && seen.count(inRegion: link.region, where: { states[$0].confirmed }) > 1
        }
        let isOne = seen.count(ofTrack: t) == 1
        states[t].see(whole, shared: shared, whole: isOne, picture: size, elapsed_s: elapsed_s)
        states[t].judge(elapsed_s: elapsed_s, leastHeight_px: leastHeight_px)
    }

    // MARK: Beginning and end

    /// A small region beside a large confirmed track is a piece of its shadow, its reflection or itself. What is really
    /// there is still there when the large one has gone on.
    private func isSatellite(_ region: Region) -> Bool {
        states.contains { track in
            guard track.confirmed, track.unseen_s < 0.3,
                Double(region.area) < 0.25 * track.width * track.height * track.solidity
            else { return false }
            let reach = 0.35 * track.size
            return Double(region.left) < track.right + reach && Double(region.right) > track.left - reach
                && Double(region.top) < track.bottom.position + reach * 0.5
                && Double(region.bottom) > track.top - reach * 0.5
        }
    }

    mutating func takeID() -> Int {
        nextID += 1
        return nextID - 1
    }

    private mutating func begin(_ regions: [Region], _ usable: [Int], _ time: Timestamp, _ sequence: Int) {
        for r in usable where seen.count(inRegion: r) == 0 && regions[r].strongArea * 5 >= regions[r].area {
            if isSatellite(regions[r]) { continue }
            let id = takeID()
            states.append(TrackState(id: id, region: regions[r], time: time, sequence: sequence))
            own(region: r, track: id)
        }
    }
}
