import Base

extension Tracker {
    /// A track whose region has shown several heads for a while is several people: it is divided among them.
    mutating func divideGroups(_ map: borrowing RegionMap, _ observations: Observations, elapsed_s: Double) {
        for t in observations.regionsOf.indices where states[t].confirmed {
            guard observations.regionsOf[t].count == 1, let r = observations.regionsOf[t].first,
                observations.tracksIn[r].count == 1
            else { continue }
            let region = map.regions[r]
            let parts = silhouette.parts(of: region, runs: map.runs[region.firstRun..<region.endRun])
            states[t].several_s = min(1, max(0, states[t].several_s + (parts.count > 1 ? elapsed_s : -elapsed_s)))
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
            owners[region].append(member.id)
            states.append(member)
        }
    }

    /// Several small tracks in one region that none of them fits are pieces of one object: the oldest takes it over.
    mutating func joinPieces(_ regions: [Region], _ observations: Observations, elapsed_s: Double) {
        for (r, tracks) in observations.tracksIn.enumerated() where tracks.count > 1 {
            let height = Double(regions[r].height), width = Double(regions[r].width)
            // Two who stand one above the other in the picture fill it together; two legs do not.
            let top = tracks.map { states[$0].top }.min() ?? 0, foot = tracks.map { states[$0].bottom.position }.max() ?? 0
            let left = tracks.map { states[$0].left }.min() ?? 0, right = tracks.map { states[$0].right }.max() ?? 0
            let misfit = foot - top < 0.65 * height || right - left < 0.5 * width
            guard let heir = tracks.min(by: { states[$0].id < states[$1].id }) else { continue }
            states[heir].misfit_s = misfit ? states[heir].misfit_s + elapsed_s : 0
            guard states[heir].misfit_s >= 0.4 else { continue }
            states[heir].misfit_s = 0
            states[heir].take(Silhouette.Part(
                left: regions[r].left, right: regions[r].right, top: regions[r].top, bottom: regions[r].bottom))
            for t in tracks where t != heir { states[t].ended = true }
        }
    }
}

extension TrackState {
    /// Becomes this part of the region it was in.
    mutating func take(_ part: Silhouette.Part) {
        (width, height) = (Double(part.right - part.left), Double(part.bottom - part.top))
        x.position = Double(part.left + part.right) / 2
        bottom.position = Double(part.bottom)
    }
}
