import Base

/// Follows the boxes of a detector from frame to frame, without looking at the picture: expectation by a Kalman filter,
/// association in stages, patience with the unseen. Pure: the same boxes at the same times give the same tracks.
///
/// Numbers of objects live in one tracker only and mean nothing beyond it; there is no appearance in them, so somebody who
/// has been away for longer than `patience_s` is somebody new.
package struct BoxTracker {
    package let settings: BoxTrackerSettings
    private var tracks: [BoxTrack] = []
    private var association: TwoStageAssociation
    private var nextID = 1

    package init(_ settings: BoxTrackerSettings = BoxTrackerSettings()) {
        self.settings = settings
        association = TwoStageAssociation(settings)
    }

    /// Takes the boxes of the next frame and gives those of the tracks that are believed, in order of their numbers.
    ///
    /// A box without an area is nobody's. The first boxes ever are believed at once: there was no time to wait in.
    /// Cost: some microseconds for ten objects; the assignment grows with the cube of their number.
    /// - Parameter elapsed_s: since the frame before, 0 and above; any value for the first one.
    package mutating func update(_ boxes: [ScoredBox], elapsed_s: Double) -> [TrackedBox] {
        // A rounding must not decide whether somebody is let go a frame sooner.
        let patience_s = settings.patience_s + 1e-6
        tracks.removeAll { $0.unseen_s + elapsed_s > patience_s }
        for index in tracks.indices { tracks[index].predict(elapsed_s: elapsed_s, settings) }
        let usable = boxes.indices.filter { boxes[$0].box.width > 0 && boxes[$0].box.height > 0 }
        let expected = tracks.map(\.expectation)
        for pair in association.pair(expected, usable.map { boxes[$0] }, elapsed_s: elapsed_s) {
            let source = usable[pair.box]
            tracks[pair.track].see(boxes[source], source: source, elapsed_s: elapsed_s, settings)
        }
        for index in tracks.indices where tracks[index].source == nil { tracks[index].miss(elapsed_s: elapsed_s) }
        tracks.removeAll { !$0.isConfirmed && $0.source == nil }
        begin(usable, boxes)
        return tracks.compactMap { $0.shown(settings) }
    }

    private mutating func begin(_ usable: [Int], _ boxes: [ScoredBox]) {
        let isFirst = nextID == 1, taken = Set(tracks.compactMap(\.source)), seen = tracks.filter { $0.source != nil }
        for source in usable where boxes[source].score >= settings.beginScore && !taken.contains(source) {
            let box = boxes[source].box
            if seen.contains(where: { $0.lastSeen.intersectionOverUnion(box) > settings.doubleOverlap }) { continue }
            tracks.append(BoxTrack(id: nextID, box: box, source: source, isConfirmed: isFirst, settings))
            nextID += 1
        }
    }
}

/// One followed object.
private struct BoxTrack {
    let id: Int
    private(set) var lastSeen: Box
    /// For how long it has been unseen, and for how long it had been followed when it was last seen.
    private(set) var unseen_s = 0.0
    private(set) var isConfirmed: Bool
    /// Index of its box in this frame.
    private(set) var source: Int?
    private var followed_s = 0.0
    private var motion: BoxMotion

    init(id: Int, box: Box, source: Int, isConfirmed: Bool, _ settings: BoxTrackerSettings) {
        (self.id, lastSeen, self.source, self.isConfirmed) = (id, box, source, isConfirmed)
        motion = BoxMotion(box, settings)
    }

    var expectation: TwoStageAssociation.Expectation {
        TwoStageAssociation.Expectation(
            box: motion.box, lastSeen: lastSeen, unseen_s: unseen_s, isConfirmed: isConfirmed)
    }

    mutating func predict(elapsed_s: Double, _ settings: BoxTrackerSettings) {
        motion.predict(elapsed_s: elapsed_s, settings)
        source = nil
    }

    mutating func see(_ box: ScoredBox, source: Int, elapsed_s: Double, _ settings: BoxTrackerSettings) {
        motion.correct(box, settings)
        followed_s += unseen_s + elapsed_s
        (lastSeen, self.source, unseen_s) = (box.box, source, 0)
        if followed_s >= settings.confirm_s - 1e-6 { isConfirmed = true }
    }

    mutating func miss(elapsed_s: Double) {
        unseen_s += elapsed_s
        motion.keepSize()
    }

    /// What the tracker gives of it, nil when nothing.
    func shown(_ settings: BoxTrackerSettings) -> TrackedBox? {
        guard isConfirmed else { return nil }
        let expected = motion.box
        guard let source else {
            return unseen_s <= settings.show_s + 1e-6 ? TrackedBox(id: id, box: expected, source: nil) : nil
        }
        func mixed(_ part: KeyPath<Box, Double>) -> Double {
            lastSeen[keyPath: part] + (expected[keyPath: part] - lastSeen[keyPath: part]) * settings.smoothing
        }
        let box = Box(x: mixed(\.x), y: mixed(\.y), width: mixed(\.width), height: mixed(\.height))
        return TrackedBox(id: id, box: box, source: source)
    }
}
