import Base

/// How one silhouette stood over the last seconds, from its box in each frame as it was seen: a follower's smoothed box
/// changes too slowly for a fall. All lengths in heights of the picture.
///
/// The clues are those of the published work on single cameras: the box goes from tall to flat and its top drops within a
/// second or two (Vishwakarma, Mandal and Sural, PReMI 2007), and then it hardly moves (Rougier, Meunier, St-Arnaud and
/// Rousseau, IEEE TCSVT 2011).
struct PostureTrail: Sendable {
    /// Width to height up to which a silhouette is upright, and from which on it is flat. Who bends or crouches is neither.
    static let uprightAspect = 0.7
    static let flatAspect = 1.0
    /// Share of the upright height that is still upright, and at most which is flat.
    static let uprightShare = 0.85
    static let flatShare = 0.72
    /// By how many upright heights the top must have dropped.
    static let drop = 0.45
    /// Who was upright longer ago than this has lain down, not fallen.
    static let fall_ms: Int64 = 2000
    /// Upright for less than this (seconds), nobody is known to have stood there.
    static let standing_s = 0.5
    /// Less flat than this for this long is a silhouette that broke up for a moment.
    static let flicker_ms: Int64 = 300

    let id: Int
    let birth: Box
    let born: FrameMoment
    private(set) var box: Box
    private(set) var hasEnded = false
    private(set) var lastSeen: FrameMoment
    /// Has left the place or the size it was born with. What never moved is a hole or a stain, whatever its shape.
    private(set) var hasMoved = false
    /// Height, top and bottom while upright, smoothed over half a second, and for how long it was upright in all.
    private(set) var uprightHeight = 0.0
    private var uprightTop = 0.0
    private var uprightBottom = 0.0
    private(set) var upright_s = 0.0
    private var lastUpright: FrameMoment?
    private(set) var flatSince: FrameMoment?
    private var lastFlat: FrameMoment?
    /// Where it rests, and since when.
    private var restPlace: Point
    private(set) var restsSince: FrameMoment
    /// Upright again since.
    private(set) var risenSince: FrameMoment?

    init(id: Int, box: Box, at now: FrameMoment) {
        (self.id, self.box, birth, born, lastSeen) = (id, box, box, now, now)
        (restPlace, restsSince) = (Point(box.centre.x, box.y), now)
    }

    /// Has been in one place for a second: a stain, a hole, or somebody who stands, sits or lies.
    var isAtRest: Bool { lastSeen.seconds(since: restsSince) >= 1 }

    /// Somebody who stood there, as far as the shape tells.
    var hasStood: Bool { upright_s >= PostureTrail.standing_s }

    /// Forgets how it stood: it has become one silhouette with another that moves.
    mutating func mix(with box: Box, at now: FrameMoment) {
        (self.box, lastSeen) = (box, now)
        (uprightHeight, upright_s, lastUpright) = (0, 0, nil)
        if flatSince != nil { leaveFlat() }
    }

    /// It is part of another from now on.
    mutating func end() { hasEnded = true }

    /// Takes its box in the next frame.
    /// - Parameter isCut: whether the lower edge of the picture cuts it, so that its height is not known.
    mutating func see(_ box: Box, isCut: Bool, at now: FrameMoment) {
        let elapsed_s = min(now.seconds(since: lastSeen), 0.5)
        (self.box, lastSeen) = (box, now)
        noteRest(now)
        let moved = (box.centre - birth.centre).length
        hasMoved = hasMoved || moved > 0.2 * max(birth.width, birth.height)
        if isTall, !isCut { stand(now, elapsed_s) }
        if isFlat(isCut), wasUpright(now) {
            if flatSince == nil { flatSince = now }
            lastFlat = now
        } else if let last = lastFlat, now.isAtLeast(PostureTrail.flicker_ms, after: last), !isUp {
            // Neither flat nor up: who lies draws up the knees. A fall that is not confirmed yet is none.
            if !now.isAtLeast(PostureTrail.fall_ms, after: flatSince ?? now) { leaveFlat() }
        }
        risenSince = isUp ? risenSince ?? now : nil
    }

    private var isTall: Bool { box.width <= PostureTrail.uprightAspect * box.height }

    /// Follows the height of who stands; who goes down is not followed, and who stays low is somebody of that height.
    private mutating func stand(_ now: FrameMoment, _ elapsed_s: Double) {
        if let last = lastUpright, now.isAtLeast(PostureTrail.fall_ms, after: last) {
            (uprightHeight, upright_s) = (0, 0)
        }
        guard box.height >= PostureTrail.uprightShare * uprightHeight else { return }
        let share = uprightHeight == 0 ? 1 : min(1, elapsed_s / 0.5)
        uprightHeight += (box.height - uprightHeight) * share
        uprightTop = uprightHeight == box.height ? box.y : uprightTop + (box.y - uprightTop) * share
        uprightBottom = uprightHeight == box.height ? box.maxY : uprightBottom + (box.maxY - uprightBottom) * share
        upright_s += elapsed_s
        lastUpright = now
    }

    private func wasUpright(_ now: FrameMoment) -> Bool {
        guard hasStood, let lastUpright else { return false }
        return flatSince != nil || !now.isAtLeast(PostureTrail.fall_ms, after: lastUpright)
    }

    /// Lies: flat, low, and as long as a body is. The lower edge of the picture makes everything flat that leaves across it,
    /// but not as wide as half a body is long, and not at rest.
    private func isFlat(_ isCut: Bool) -> Bool {
        let height = uprightHeight
        return box.width >= PostureTrail.flatAspect * box.height && box.height <= PostureTrail.flatShare * height
            && box.width >= (isCut ? 0.5 : 0.45) * height && box.y >= uprightTop + PostureTrail.drop * height
            && box.maxY >= uprightBottom - 0.25 * height
    }

    /// On the feet again, or half way up.
    private var isUp: Bool { box.height >= PostureTrail.uprightShare * uprightHeight || box.height > 1.3 * box.width }

    /// At rest is what keeps its top: who walks out across the lower edge keeps only that.
    private mutating func noteRest(_ now: FrameMoment) {
        let top = Point(box.centre.x, box.y)
        guard (top - restPlace).length > 0.15 * max(box.width, box.height) else { return }
        (restPlace, restsSince) = (top, now)
    }

    /// What lay there lies there no more.
    mutating func leaveFlat() { (flatSince, lastFlat, risenSince) = (nil, nil, nil) }
}
