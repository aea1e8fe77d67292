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
    /// For each region of the frame: the confirmed or tentative tracks that were seen in it.
    var owners: [[Int]] = []

    /// Lower than this, in working pixels, nothing is believed to be an object.
    let leastHeight_px: Double

    /// - Parameters:
    ///   - size: of the working plane.
    ///   - smallestObject: height of the smallest object of interest as a fraction of the picture's height.
    package init(size: PixelSize, smallestObject: Double) {
        self.size = size
        leastHeight_px = max(3, Double(size.height) * smallestObject * 0.5)
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
        var observations = Observations(tracks: states.count, regions: regions.count)
        assignNearest(regions, usable, &observations)
        shareSwallowed(regions, usable, &observations)
        gatherPieces(regions, usable, &observations)
        for i in states.indices { correct(i, regions, observations, elapsed_s) }
        owners = Array(repeating: [], count: regions.count)
        for (t, list) in observations.regionsOf.enumerated() { for r in list { owners[r].append(states[t].id) } }
        endDoubles(regions, observations, elapsed_s: elapsed_s)
        joinPieces(regions, observations, elapsed_s: elapsed_s)
        divideGroups(map, observations, elapsed_s: elapsed_s)
        if mayBegin { begin(regions, usable, observations, time, sequence) }
        let picture = size  // a copy: the closure may not look at self
        states.removeAll { $0.isLost(in: picture) }
    }

    /// Which regions each track was seen in, and how many tracks share each region.
    struct Observations {
        var regionsOf: [[Int]]
        var tracksIn: [[Int]]
        init(tracks: Int, regions: Int) {
            regionsOf = Array(repeating: [], count: tracks)
            tracksIn = Array(repeating: [], count: regions)
        }
        mutating func add(track: Int, region: Int) {
            regionsOf[track].append(region)
            tracksIn[region].append(track)
        }
    }

    // MARK: Assignment

    private mutating func assignNearest(_ regions: [Region], _ usable: [Int], _ result: inout Observations) {
        guard !states.isEmpty, !usable.isEmpty else { return }
        costs.removeAll(keepingCapacity: true)
        for state in states { for r in usable { costs.append(Self.cost(state, regions[r])) } }
        assignment.solve(costs: costs, rows: states.count, columns: usable.count, unassigned: 1.0)
        for (track, column) in assignment.columns.enumerated() where column >= 0 {
            result.add(track: track, region: usable[column])
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
    private func shareSwallowed(_ regions: [Region], _ usable: [Int], _ result: inout Observations) {
        for t in states.indices where result.regionsOf[t].isEmpty && states[t].confirmed {
            var best = -1, most = 0.35
            for r in usable where result.tracksIn[r].contains(where: { states[$0].confirmed }) {
                let share = Self.intersection(states[t], regions[r]) / max(1, states[t].width * states[t].height)
                if share > most { (best, most) = (r, share) }
            }
            if best >= 0 { result.add(track: t, region: best) }
        }
    }

    /// A region without a track may be a piece of a track that already has another piece.
    private func gatherPieces(_ regions: [Region], _ usable: [Int], _ result: inout Observations) {
        for r in usable where result.tracksIn[r].isEmpty {
            var best = -1, most = 0.6
            for t in states.indices where !result.regionsOf[t].isEmpty && states[t].hits > 2 {
                let region = regions[r]
                let share = Self.intersection(states[t], region) / Double(max(1, region.width * region.height))
                guard share > most, let first = result.regionsOf[t].first else { continue }
                let near = Self.gap(regions[first], region) <= 0.15 * states[t].size + 2
                let fits = union(regions, result.regionsOf[t] + [r]).map { fitsTrack($0, states[t]) } ?? false
                if near, fits { (best, most) = (t, share) }
            }
            if best >= 0 { result.add(track: best, region: r) }
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

    private func union(_ regions: [Region], _ list: [Int]) -> Region? {
        guard var all = list.first.map({ regions[$0] }) else { return nil }
        for r in list.dropFirst() {
            let other = regions[r]
            (all.left, all.top) = (min(all.left, other.left), min(all.top, other.top))
            (all.right, all.bottom) = (max(all.right, other.right), max(all.bottom, other.bottom))
            all.area += other.area
            all.strongArea += other.strongArea
            all.isHole = all.isHole && other.isHole
            all.lively += other.lively
        }
        return all
    }

    // MARK: Correction

    private mutating func correct(_ t: Int, _ regions: [Region], _ observations: Observations, _ elapsed_s: Double) {
        guard let seen = union(regions, observations.regionsOf[t]) else {
            states[t].miss(elapsed_s: elapsed_s)
            return
        }
        let shared = observations.regionsOf[t].contains { r in
            observations.tracksIn[r].count { states[$0].confirmed } > 1
        }
        let whole = observations.regionsOf[t].count == 1
        states[t].see(seen, shared: shared, whole: whole, picture: size, elapsed_s: elapsed_s)
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

    private mutating func begin(
        _ regions: [Region], _ usable: [Int], _ observations: Observations, _ time: Timestamp, _ sequence: Int
    ) {
        for r in usable where observations.tracksIn[r].isEmpty && regions[r].strongArea * 5 >= regions[r].area {
            if isSatellite(regions[r]) { continue }
            let id = takeID()
            states.append(TrackState(id: id, region: regions[r], time: time, sequence: sequence))
            owners[r].append(id)
        }
    }
}
