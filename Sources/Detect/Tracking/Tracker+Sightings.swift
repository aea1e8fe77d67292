import Base

/// Joins what an object finder found with what motion follows. Association has two confidence stages (ByteTrack, Zhang et
/// al., ECCV 2022): sure sightings are matched with all tracks first, unsure ones only with tracks that are left over. What
/// motion cannot know is taken from sightings: that a region is several people, or only a piece of one, or nobody.
extension Tracker {
    /// Sightings from this score on may begin tracks.
    static let sureScore = 0.4
    /// Below this nothing is looked at.
    static let leastScore = 0.1
    /// A thing must be foreground to this share of its box to be followed: a parked car that somebody walks past is not.
    static let leastForeground = 0.3

    /// Takes what was found in `region` of the current frame.
    mutating func see(
        _ sightings: [ObjectSighting], within region: Box, _ map: borrowing RegionMap, trust: inout FinderTrust,
        time: Timestamp, sequence: Int
    ) {
        let found = Self.distinct(sightings.filter { $0.score >= Self.leastScore })
        let boxes = found.map { WorkingBox($0.box, in: size) }
        let sure = found.indices.filter { found[$0].score >= Self.sureScore }
        let unsure = found.indices.filter { found[$0].score < Self.sureScore }
        var matches = match(states.indices.map { $0 }, sure, boxes, least: 0.25)
        let open = states.indices.filter { matches[$0] == nil && states[$0].confirmed }
        matches.merge(match(open, unsure, boxes, least: 0.45)) { first, _ in first }
        account(matches, found, region, &trust)
        for (t, s) in matches { states[t].sight(boxes[s], found[s], picture: size) }
        endPieces(matches, boxes, found)
        let taken = Set(matches.values)
        for s in sure where !taken.contains(s) && map.foregroundShare(of: boxes[s]) >= Self.leastForeground {
            if isCovered(s, by: taken, boxes) { continue }
            states.append(TrackState(id: takeID(), box: boxes[s], time: time, sequence: sequence))
            states[states.count - 1].sight(boxes[s], found[s], picture: size)
        }
    }

    /// Leaves out what mostly lies in a better sighting of another class: a rider and the bicycle are one object.
    private static func distinct(_ sightings: [ObjectSighting]) -> [ObjectSighting] {
        var kept: [ObjectSighting] = []
        for sighting in sightings.sorted(by: { ($0.score, $1.box.x) > ($1.score, $0.box.x) }) {
            let isDouble = kept.contains {
                let smaller = min($0.box.area, sighting.box.area)
                return $0.objectClass != sighting.objectClass && $0.box.intersection(sighting.box) > 0.6 * smaller
            }
            if !isDouble { kept.append(sighting) }
        }
        return kept
    }

    /// Pairs of track and sighting at greatest affinity; none below `least`.
    private mutating func match(_ tracks: [Int], _ sightings: [Int], _ boxes: [WorkingBox], least: Double) -> [Int: Int]
    {
        guard !tracks.isEmpty, !sightings.isEmpty else { return [:] }
        let best = 1.3  // affinity of a perfect fit
        costs.removeAll(keepingCapacity: true)
        for t in tracks { for s in sightings { costs.append(best - states[t].affinity(to: boxes[s])) } }
        assignment.solve(costs: costs, rows: tracks.count, columns: sightings.count, unassigned: best - least)
        var pairs: [Int: Int] = [:]
        for (row, column) in assignment.columns.enumerated() where column >= 0 {
            pairs[tracks[row]] = sightings[column]
        }
        return pairs
    }

    /// Learns how much of what surely moves is found, and notes who was not.
    private mutating func account(
        _ matches: [Int: Int], _ found: [ObjectSighting], _ region: Box, _ trust: inout FinderTrust
    ) {
        for t in states.indices {
            let state = states[t], height = state.height / Double(size.height)
            let box = state.track(in: size).box
            guard box.intersection(region) >= 0.8 * box.area else { continue }
            if matches[t] == nil { states[t].sights.miss() }
            let isFree = state.observed && !state.grouped && !state.isClipped(in: size)
            if state.confirmed, isFree, state.relativeSpeed > 0.1, state.reach > 1 {
                trust.note(found: matches[t] != nil, height: height)
            }
        }
        for t in states.indices where states[t].sights.found == 0 {
            states[t].isDoubted =
                states[t].sights.missed >= 3 && trust.isTrusted(height: states[t].height / Double(size.height))
            states[t].awaitsSight =
                states[t].sights.missed < 3 && trust.isTrusted(height: states[t].height / Double(size.height))
        }
    }

    /// A track that was never found and lies in what was found for another is a piece of that.
    private mutating func endPieces(_ matches: [Int: Int], _ boxes: [WorkingBox], _ found: [ObjectSighting]) {
        for t in states.indices where matches[t] == nil && states[t].sights.found == 0 && states[t].sights.missed >= 2 {
            let isPiece = matches.contains { other, s in
                found[s].score >= 0.5 && states[other].sights.found >= 2 && states[t].share(in: boxes[s]) >= 0.6
            }
            if isPiece { states[t].ended = true }
        }
    }

    private func isCovered(_ s: Int, by taken: Set<Int>, _ boxes: [WorkingBox]) -> Bool {
        taken.contains { boxes[s].intersection(boxes[$0]) >= 0.7 * boxes[s].area }
    }
}

/// A box in fractions of working pixels, as a sighting gives it.
struct WorkingBox: Sendable {
    let left: Double, top: Double, right: Double, bottom: Double

    init(_ box: Box, in size: PixelSize) {
        let w = Double(size.width), h = Double(size.height)
        (left, top, right, bottom) = (box.x * w, box.y * h, box.maxX * w, box.maxY * h)
    }

    var width: Double { right - left }
    var height: Double { bottom - top }
    var area: Double { width * height }

    func intersection(_ other: WorkingBox) -> Double {
        max(0, min(right, other.right) - max(left, other.left))
            * max(0, min(bottom, other.bottom) - max(top, other.top))
    }
}

extension RegionMap {
    /// Share of the box's pixels that are foreground, 0...1.
    func foregroundShare(of box: WorkingBox) -> Double {
        var count = 0
        let rows = Int(box.top)..<max(Int(box.top) + 1, Int(box.bottom))
        let left = Int(box.left), right = max(left + 1, Int(box.right))
        for run in runs where rows.contains(Int(run.row)) {
            count += max(0, min(right, Int(run.end)) - max(left, Int(run.start)))
        }
        return Double(count) / Double(rows.count * (right - left))
    }
}
