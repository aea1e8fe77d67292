import Base

extension Tracker {
    /// What the rules see: every track, confirmed or not, in fractions of the picture.
    package var tracks: [Track] { states.map { $0.track(in: size) } }

    /// The same into a list that is kept.
    func write(into tracks: inout [Track]) {
        tracks.removeAll(keepingCapacity: true)
        for state in states { tracks.append(state.track(in: size)) }
    }

    /// Lets go of everything.
    package mutating func dropAll() {
        states.removeAll()
        owners.removeAll()
    }

    /// Whether a confirmed track was seen in this region.
    package func isHeld(region: Int) -> Bool {
        owners.contains { link in link.region == region && states.contains { $0.id == link.track && $0.confirmed } }
    }

    /// Rows and columns that confirmed tracks cover while they stand.
    package var stands: [(rows: Range<Int>, columns: Range<Int>)] { states.compactMap { $0.standing(in: size) } }

    /// Whether a track that belongs to the scene (a hole, furniture) was seen in this region.
    func isScenery(region: Int) -> Bool {
        owners.contains { link in link.region == region && states.contains { $0.id == link.track && $0.isScenery } }
    }

    /// Lets go of tracks that belong to the scene.
    mutating func endScenery() { states.removeAll { $0.isScenery } }
}

extension TrackState {
    var isScenery: Bool { isHole || isFurniture }

    /// Whether the rules are told that it is real.
    var isBelieved: Bool { confirmed && !isDoubted }

    /// Rows and columns that it covers since it came to a stand; nil while it moves or is not confirmed.
    func standing(in size: PixelSize) -> (rows: Range<Int>, columns: Range<Int>)? {
        guard confirmed, let stand else { return nil }
        let top = max(0, Int(stand.top)), left = max(0, Int(stand.left))
        let bottom = min(size.height, Int(stand.bottom) + 1), right = min(size.width, Int(stand.right) + 1)
        return top < bottom && left < right ? (top..<bottom, left..<right) : nil
    }
}

extension TrackState {
    func track(in size: PixelSize) -> Track {
        let w = Double(size.width), h = Double(size.height)
        let top = max(0, top), foot = min(h, bottom.position), left = max(0, left), right = min(w, right)
        return Track(
            id: id, anchor: Point(min(max(x.position, 0), w) / w, min(max(foot, 0), h) / h),
            box: Box(x: left / w, y: top / h, width: max(0, right - left) / w, height: max(0, foot - top) / h),
            velocity: Point(x.velocity / w, bottom.velocity / h), firstSeen: firstSeen, firstSequence: firstSequence,
            confirmed: isBelieved, observed: observed, confidence: confidence,
            objectClass: sights.objectClass)
    }

    /// How sure it is that this is one real object, 0...1: clear contrast, solid, seen for long, and alone.
    private var confidence: Double {
        let seen = min(1, Double(hits) / 12)
        return min(1, 0.35 + 0.3 * min(1, strength * 1.4) + 0.15 * min(1, solidity * 1.6) + 0.2 * seen)
            * (grouped ? 0.9 : 1) * (1 - trustInSight) + trustInSight * max(sights.score, 0.9)
    }

    /// What the finder's word is worth beside what motion shows, 0...0.5.
    private var trustInSight: Double { sights.isSure ? 0.5 : 0 }
}
