import Base

extension Tracker {
    /// A track whose region has shown several heads for a while is several people: it is divided among them.
    mutating func divideGroups(_ map: borrowing RegionMap, elapsed_s: Double) {
        for t in 0..<seen.tracks where states[t].confirmed {
            guard seen.count(ofTrack: t) == 1, let r = seen.firstRegion(of: t), seen.count(inRegion: r) == 1
            else { continue }
            let region = map.regions[r]
            let parts = silhouette.parts(of: region, runs: map.runs[region.firstRun..<region.endRun])
            states[t].several_s = min(1, max(0, states[t].several_s + (parts.count > 1 ? elapsed_s : -elapsed_s)))
            // A finder that has just found one person here knows better than the outline.
            if states[t].sights.isRecent { continue }
            if parts.count > 1, states[t].several_s >= 0.45 { divide(t, among: parts, region: r) }
        }
    }

    private mutating func divide(_ t: Int, among parts: [Silhouette.Part], region: Int) {
        states[t].several_s = 0
        let whole = states[t]
        states[t].take(parts[0])
        for part in parts.dropFirst() {
            var member = whole.copy(id: takeID())
            member.take(part)
            own(region: region, track: member.id)
            states.append(member)
        }
    }

    /// Two tracks that lie on each other in a region that is no larger than one of them have long been one object: the
    /// younger one ends. Those who only pass each other part sooner.
    mutating func endDoubles(_ regions: [Region], elapsed_s: Double) {
        for r in regions.indices where seen.count(inRegion: r) == 2 {
            guard let pair = seen.pair(in: r) else { continue }
            let (a, b) = states[pair.0].id < states[pair.1].id ? pair : (pair.1, pair.0)
            let wider = max(states[a].width, states[b].width), taller = max(states[a].height, states[b].height)
            let fitsOne = Double(regions[r].width) <= 1.3 * wider && Double(regions[r].height) <= 1.3 * taller
            states[b].double_s =
                fitsOne && states[a].overlap(with: states[b]) >= 0.5 && !areFound(r)
                ? states[b].double_s + elapsed_s : 0
            if states[b].double_s >= Self.doubt_s { states[b].ended = true }
        }
    }

    private static let doubt_s = 1.5

    /// Whether at least two of those in a region have lately been found by an object finder, each for itself.
    private func areFound(_ region: Int) -> Bool {
        seen.count(inRegion: region) { states[$0].sights.isRecent } > 1
    }

    /// Several small tracks in one region that none of them fits are pieces of one object: the oldest takes it over.
    mutating func joinPieces(_ regions: [Region], elapsed_s: Double) {
        for r in regions.indices where seen.count(inRegion: r) > 1 {
            let height = Double(regions[r].height), width = Double(regions[r].width)
            // Two who stand one above the other in the picture fill it together; two legs do not.
            let reach = span(of: r)
            let misfit =
                (reach.bottom - reach.top < 0.65 * height || reach.right - reach.left < 0.5 * width) && !areFound(r)
            let heir = reach.oldest
            states[heir].misfit_s = misfit ? states[heir].misfit_s + elapsed_s : 0
            guard states[heir].misfit_s >= 0.4 else { continue }
            states[heir].misfit_s = 0
            states[heir].take(
                Silhouette.Part(
                    left: regions[r].left, right: regions[r].right, top: regions[r].top, bottom: regions[r].bottom))
            for link in seen.links where link.region == r && link.track != heir { states[link.track].ended = true }
        }
    }

    /// How far the tracks of a region that has any reach together, and which of them is the oldest.
    private func span(of region: Int) -> (left: Double, right: Double, top: Double, bottom: Double, oldest: Int) {
        var all = (left: Double.infinity, right: -Double.infinity, top: Double.infinity, bottom: -Double.infinity)
        var oldest = -1
        for link in seen.links where link.region == region {
            let state = states[link.track]
            (all.left, all.right) = (min(all.left, state.left), max(all.right, state.right))
            (all.top, all.bottom) = (min(all.top, state.top), max(all.bottom, state.bottom.position))
            if oldest < 0 || state.id < states[oldest].id { oldest = link.track }
        }
        return (all.left, all.right, all.top, all.bottom, oldest)
    }
}

extension TrackState {
    /// Becomes this part of the region it was in.
    mutating func take(_ part: Silhouette.Part) {
        (width, height) = (Double(part.right - part.left), Double(part.bottom - part.top))
        x.position = Double(part.left + part.right) / 2
        bottom.position = Double(part.bottom)
    }

    /// Shared area as a share of the smaller box, 0...1.
    func overlap(with other: TrackState) -> Double {
        let across = min(right, other.right) - max(left, other.left)
        let along = min(bottom.position, other.bottom.position) - max(top, other.top)
        let smaller = min(width * height, other.width * other.height)
        return across > 0 && along > 0 ? across * along / max(1, smaller) : 0
    }
}
