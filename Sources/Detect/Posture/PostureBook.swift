import Base

/// Follows silhouettes from frame to frame by the overlap of their boxes, for rules about posture. It keeps no identity:
/// who meets another begins anew.
struct PostureBook: Sendable {
    /// More silhouettes than this at once are a storm of noise, not people.
    static let capacity = 64
    /// How long an unseen silhouette is waited for.
    static let patience_ms: Int64 = 1000
    /// Least share of the smaller of two boxes that they share when they are the same silhouette a frame later.
    static let leastShare = 0.3
    /// A silhouette is no crumb: its box has at least this many squares of the height that it stood with.
    static let leastSquares = 0.03

    private(set) var trails: [PostureTrail] = []
    private let geometry: PictureGeometry
    private var nextID = 0
    /// Of the frame: the boxes in heights of the picture, whose each is, which trails have been fed, and what may belong
    /// together.
    private var flat: [Box] = []
    private var owner: [Int?] = []
    private var fed: [Bool] = []
    private var pairs: [(fit: Double, trail: Int, box: Int)] = []

    init(geometry: PictureGeometry) {
        self.geometry = geometry
        trails.reserveCapacity(32)
        flat.reserveCapacity(64)
        owner.reserveCapacity(64)
        fed.reserveCapacity(64)
        pairs.reserveCapacity(64)
    }

    /// Takes the boxes of the next frame, in fractions of the picture.
    mutating func update(_ boxes: [Box], at now: FrameMoment) {
        flat.removeAll(keepingCapacity: true)
        for box in boxes {
            flat.append(
                Box(x: box.x * geometry.aspect, y: box.y, width: box.width * geometry.aspect, height: box.height))
        }
        owner.removeAll(keepingCapacity: true)
        owner.append(contentsOf: repeatElement(nil, count: flat.count))
        fed.removeAll(keepingCapacity: true)
        fed.append(contentsOf: repeatElement(false, count: trails.count))
        feedResting(now)
        feedMoving(now)
        for (index, box) in flat.enumerated() where owner[index] == nil && trails.count < PostureBook.capacity {
            trails.append(PostureTrail(id: nextID, box: box, at: now))
            nextID += 1
        }
        trails.removeAll { $0.hasEnded || now.isAtLeast(PostureBook.patience_ms, after: $0.lastSeen) }
    }

    /// Lets go of everything.
    mutating func clear() { trails.removeAll(keepingCapacity: true) }

    /// Lets the trail with this number begin anew: what it told is over.
    mutating func forget(_ id: Int) {
        for t in trails.indices where trails[t].id == id { trails[t].leaveFlat() }
    }

    /// The box of a trail in fractions of the picture.
    func fractions(_ box: Box) -> Box {
        Box(x: box.x / geometry.aspect, y: box.y, width: box.width / geometry.aspect, height: box.height)
    }

    /// What is at rest keeps the box that it had, also when somebody walks past before it.
    private mutating func feedResting(_ now: FrameMoment) {
        for t in trails.indices where trails[t].isAtRest {
            for (index, box) in flat.enumerated() where owner[index] == nil {
                guard trails[t].box.intersectionOverUnion(box) >= 0.6 else { continue }
                trails[t].see(box, isCut: isCut(box), at: now)
                (owner[index], fed[t]) = (t, true)
                break
            }
        }
    }

    private mutating func feedMoving(_ now: FrameMoment) {
        pairs.removeAll(keepingCapacity: true)
        for t in trails.indices where !fed[t] {
            for (index, box) in flat.enumerated() where owner[index] == nil {
                let shared = trails[t].box.intersection(box)
                let share = shared / max(1e-9, min(trails[t].box.area, box.area))
                guard share >= PostureBook.leastShare, !isCrumb(box, of: trails[t]) else { continue }
                pairs.append((trails[t].box.intersectionOverUnion(box) + 0.2 * share, t, index))
            }
        }
        pairs.sort { ($1.fit, $0.trail, $0.box) < ($0.fit, $1.trail, $1.box) }
        for pair in pairs where !fed[pair.trail] {
            let box = flat[pair.box]
            if let first = owner[pair.box] {
                join(pair.trail, first, box, now)
            } else {
                trails[pair.trail].see(box, isCut: isCut(box), at: now)
                owner[pair.box] = pair.trail
            }
            fed[pair.trail] = true
        }
    }

    /// Whether the box is so much smaller than whoever stood there that it can only be a piece, or a stain left behind.
    private func isCrumb(_ box: Box, of trail: PostureTrail) -> Bool {
        trail.hasStood && box.area < PostureBook.leastSquares * trail.uprightHeight * trail.uprightHeight
    }

    /// Two silhouettes became one, and the one in `first` has more of it: the other ends. Stains, holes and small pieces
    /// change nothing; of two people nobody knows any more who stands.
    private mutating func join(_ t: Int, _ first: Int, _ box: Box, _ now: FrameMoment) {
        guard trails[t].hasMoved, !trails[t].isAtRest else { return }
        if trails[t].hasStood, trails[t].uprightHeight >= 0.6 * trails[first].uprightHeight {
            trails[first].mix(with: box, at: now)
        }
        trails[t].end()
    }

    private func isCut(_ box: Box) -> Bool { box.maxY >= 0.995 }
}
