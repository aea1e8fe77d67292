package import Base

/// Speed on the ground from positions of about a second: the median of velocities between positions half a window apart
/// (Theil's incomplete method, 1950, an axis at a time). Up to a quarter of the positions may be wrong without effect, and
/// no single noisy difference decides. A box that grows at once, and stays so, moves its anchor without a speed: then
/// positions a quarter apart disagree, and the speed is doubted by as much.
package struct GroundSpeed: Sendable {
    /// What is known of a speed.
    package struct Estimate: Sendable {
        /// Metres per second.
        package let speed_mps: Double
        /// Standard deviation of it, metres per second: noise of the positions and disagreement within the window.
        package let doubt_mps: Double
    }

    private struct Fix: Sendable {
        let time: Timestamp
        let at: Point
        /// Standard deviations on the ground of a shift across and along the picture, in metres.
        let across: Point
        let along: Point
    }

    /// Positions are looked at over this time; less than `least_s` of them gives no speed.
    static let window_s = 0.8
    static let least_s = 0.45
    static let leastFixes = 4
    /// Room for the positions of a window at 30 frames a second.
    private static let room = 32

    private var fixes: [Fix] = []

    /// Makes an empty window.
    package init() {}

    /// Forgets all positions: what comes is no continuation of them.
    package mutating func clear() { fixes.removeAll(keepingCapacity: true) }

    /// Takes the position of an object in the next frame.
    /// - Parameters:
    ///   - noise: standard deviation of the anchor on the picture, in fractions of its width and height.
    /// - Returns: false when the ground is not known there; the position is then left out.
    @discardableResult
    package mutating func add(_ anchor: Point, noise: Point, on plane: GroundPlane, at time: Timestamp) -> Bool {
        guard let at = plane.ground(at: anchor), let scale = plane.scale(at: anchor) else { return false }
        // A hole in the observations: what lies before it says little about now.
        if let last = fixes.last, time.seconds(since: last.time) > GroundSpeed.least_s { clear() }
        if fixes.isEmpty { fixes.reserveCapacity(GroundSpeed.room) }
        fixes.append(Fix(time: time, at: at, across: scale.across * noise.x, along: scale.along * noise.y))
        let oldest = fixes.firstIndex { time.seconds(since: $0.time) <= GroundSpeed.window_s + 0.0005 } ?? 0
        if oldest > 0 { fixes.removeFirst(oldest) }
        return true
    }

    /// The speed over the window; nil while there are too few positions.
    package var estimate: Estimate? {
        guard let first = fixes.first, let last = fixes.last, fixes.count >= GroundSpeed.leastFixes,
            last.time.seconds(since: first.time) >= GroundSpeed.least_s - 0.0005
        else { return nil }
        let half = fixes.count / 2, velocity = velocity(apart: half)
        let speed = velocity.length
        let way = speed > 0 ? velocity * (1 / speed) : Point(1, 0)
        // 1.5 median deviations are a standard deviation of normal noise.
        let spread =
            1.5
            * Self.median(fixes.count - half) { i in
                let off = step(i, apart: half) - velocity
                return abs(off.x * way.x + off.y * way.y)
            }
        let jump = (velocity - self.velocity(apart: max(1, fixes.count / 4))).length
        return Estimate(speed_mps: speed, doubt_mps: max(spread, jump, noise(along: way, half)))
    }

    /// Velocity from one position to the one that is so many frames later.
    private func step(_ i: Int, apart frames: Int) -> Point {
        let a = fixes[i], b = fixes[i + frames]
        return (b.at - a.at) * (1 / max(0.001, b.time.seconds(since: a.time)))
    }

    /// Median of the velocities between all positions that are so many frames apart.
    private func velocity(apart frames: Int) -> Point {
        Point(
            Self.median(fixes.count - frames) { step($0, apart: frames).x },
            Self.median(fixes.count - frames) { step($0, apart: frames).y })
    }

    /// Deviation of the median velocity because of the positions' noise, along the way that is gone.
    private func noise(along way: Point, _ half: Int) -> Double {
        let middle = fixes[fixes.count / 2]
        let x = middle.across.x * way.x + middle.across.y * way.y, y = middle.along.x * way.x + middle.along.y * way.y
        let apart_s = fixes[half].time.seconds(since: fixes[0].time)
        // Two positions a velocity; smoothed boxes err alike for some frames, so that many frames help little.
        return (x * x + y * y).squareRoot() / max(0.05, apart_s)
    }

    /// The middle of so many values, as below. Up to 64 (a window of 80 frames a second) are sorted without allocating.
    private static func median(_ count: Int, _ value: (Int) -> Double) -> Double {
        guard (1...64).contains(count) else { return median((0..<max(0, count)).map(value)) }
        var sorted = InlineArray<64, Double>(repeating: 0)
        for i in 0..<count {
            let new = value(i)
            var at = i
            while at > 0, sorted[at - 1] > new {
                sorted[at] = sorted[at - 1]
                at -= 1
            }
            sorted[at] = new
        }
        let middle = count / 2
        return count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    /// The middle value; the mean of the two middle ones of an even number. 0 for none.
    static func median(_ values: [Double]) -> Double {
        guard !values.isEmpty else { return 0 }
        let sorted = values.sorted(), middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}
