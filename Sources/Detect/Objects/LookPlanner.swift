import Base

/// When an object finder is asked, and for which part of the picture: at most five times a second while something moves,
/// once a second for what only stands there, never for an empty scene. Decided by the time of frames alone, so that a
/// recording is looked at in the very frames in which the camera was.
struct LookPlanner: Sendable {
    /// Least time between two looks while something moves; a millisecond less than a fifth of a second, because times of
    /// frames are rounded.
    static let interval_us: Int64 = 199_000
    /// And while everything that is followed stands still.
    static let standing_us: Int64 = 1_000_000

    private var last: Timestamp?

    /// What may be worth a look in one frame.
    struct Scene {
        /// What holds all regions and confirmed tracks, in fractions of the picture; nil when there is none.
        private(set) var around: Box?
        var isMoving = false

        mutating func add(_ box: Box) { around = around?.union(box) ?? box }
    }

    /// The part to look at now, in fractions of the picture; nil for none.
    mutating func region(_ scene: Scene, at time: Timestamp) -> Box? {
        guard let around = scene.around else { return nil }
        let wait_us = scene.isMoving ? LookPlanner.interval_us : LookPlanner.standing_us
        if let last, time.microseconds - last.microseconds < wait_us { return nil }
        last = time
        return LookPlanner.part(around: around)
    }

    /// The union with some of its surroundings, which detectors need to tell what a thing is; the whole picture unless
    /// that saves half of the work.
    static func part(around box: Box) -> Box {
        let whole = Box(x: 0, y: 0, width: 1, height: 1)
        let side = max(0.5, max(box.width, box.height) * 1.4)
        if side > 0.7 { return whole }
        let x = min(max(box.centre.x - side / 2, 0), 1 - side), y = min(max(box.centre.y - side / 2, 0), 1 - side)
        return Box(x: x, y: y, width: side, height: side)
    }
}
