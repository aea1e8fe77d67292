import Base

/// All that the tracker knows of one object, in working pixels and seconds. `Track` is what the rules see of it.
struct TrackState: Sendable {
    private(set) var id: Int
    /// Middle of the box, and the line it stands on.
    var x: KalmanAxis
    var bottom: KalmanAxis
    /// Smoothed size of the box.
    var width: Double
    var height: Double
    let firstSeen: Timestamp
    let firstSequence: Int
    let birthX: Double
    let birthBottom: Double
    /// Frames in which it was seen, and seconds since it was last seen.
    var hits = 1
    var unseen_s = 0.0
    var age_s = 0.0
    /// Share of its pixels that were clearly foreground, smoothed.
    var strength: Double
    var confirmed = false
    /// Seen in this frame; seen together with others in one region.
    var observed = true
    var grouped = false
    /// Seconds for which its region has shown several heads, and for which it has been a small piece of its region.
    var several_s = 0.0
    var misfit_s = 0.0
    /// Seconds for which it has lain on an older track in a region that fits one of them.
    var double_s = 0.0
    /// Seconds for which it has been seen in another size than its own.
    var resized_s = 0.0
    /// All it has covered since it came to a stand: left, top, right, bottom; nil while it moves.
    var stand: (left: Double, top: Double, right: Double, bottom: Double)?
    /// Another track has taken its place.
    var ended = false
    /// Seconds for which it has looked like a hole in the learned scene.
    var hole_s = 0.0
    /// Long enough a hole: the scene is to take it in and the track ends.
    var isHole: Bool { hole_s > 0.6 && relativeSpeed < 0.4 && !sights.isRecent }
    /// Nothing in it has moved for so long that it is furniture. What never came from anywhere (a patch of lamp light, a
    /// bag) becomes it soon; what walked or drove in may wait.
    var isFurniture: Bool { still_s > (reach >= 0.5 || sights.isSure ? 600 : 12) }
    /// Length of its way so far, in working pixels.
    var travelled_px = 0.0
    var lastX: Double
    var lastBottom: Double
    /// Largest distance from where it was born, in units of its size.
    var reach = 0.0
    /// Smoothed share of its pixels that changed since the last frame, and share of its box that it fills, 0...1.
    var liveliness = 0.0
    var solidity: Double
    /// Smoothed share of frames in which it was not seen, 0...1; begins in doubt, or a speck seen twice would pass.
    var absence = 0.6
    /// Seconds for which nothing in it has moved.
    var still_s = 0.0
    /// What an object finder said about it.
    var sights = SightRecord()
    /// A finder that finds nearly everything of this size has not found it; it waits for the finder's word.
    var isDoubted = false
    var awaitsSight = false

    init(id: Int, region: Region, time: Timestamp, sequence: Int) {
        self.id = id
        let size = Double(max(region.width, region.height))
        x = KalmanAxis(position: region.centreX, deviation_px: 0.1 * size + 1, speed_px_s: 1.5 * size)
        bottom = KalmanAxis(position: Double(region.bottom), deviation_px: 0.1 * size + 1, speed_px_s: 1.0 * size)
        (width, height) = (Double(region.width), Double(region.height))
        (firstSeen, firstSequence) = (time, sequence)
        (lastX, lastBottom) = (region.centreX, Double(region.bottom))
        (birthX, birthBottom) = (region.centreX, Double(region.bottom))
        solidity = region.extent
        strength = Double(region.strongArea) / Double(max(1, region.area))
    }

    /// The same history under another number.
    func copy(id: Int) -> TrackState {
        var other = self
        other.id = id
        return other
    }

    var left: Double { x.position - width / 2 }
    var right: Double { x.position + width / 2 }
    var top: Double { bottom.position - height }
    var size: Double { max(width, height) }

    /// Speed in units of its own size per second.
    var relativeSpeed: Double {
        (x.velocity * x.velocity + bottom.velocity * bottom.velocity).squareRoot() / max(1, size)
    }

    /// Moves on by `elapsed_s`. Things accelerate in proportion to how near they are, hence to their size.
    mutating func predict(elapsed_s: Double) {
        let acceleration = 1.2 * size + 4
        x.predict(elapsed_s: elapsed_s, acceleration_px_s2: acceleration)
        bottom.predict(elapsed_s: elapsed_s, acceleration_px_s2: 0.7 * acceleration)
        age_s += elapsed_s
        sights.pass(elapsed_s: elapsed_s)
    }

    /// Whether the track has been unseen for longer than its kind deserves.
    func isLost(in size: PixelSize) -> Bool {
        if ended { return true }
        if !confirmed { return unseen_s > (sights.found > 0 ? 0.7 : min(0.6, max(0.25, 0.5 * age_s))) }
        let margin = 0.02 * Double(size.width) + 0.3 * width
        let outside =
            x.position < -0.2 * width || x.position > Double(size.width) + 0.2 * width
            || top > Double(size.height) || bottom.position < 0
        if outside { return true }
        let leaving =
            (left < margin && x.velocity < 0)
            || (right > Double(size.width) - margin && x.velocity > 0)
            || (bottom.position > Double(size.height) * 0.98)
        if leaving { return unseen_s > 0.5 }
        return unseen_s > (relativeSpeed < 0.15 ? 1.5 : 2.0)
    }
}
