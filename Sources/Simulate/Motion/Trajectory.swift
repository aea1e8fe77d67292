/// Where a thing is at one moment.
struct ActorState {
    var at: GroundPoint
    /// Unit vector of its heading, level.
    var ahead: Vector
    var speed_mps: Double
    /// Walked since the start; drives the gait.
    var distance_m: Double
}

/// A point of a path and how long the actor waits there.
public struct Waypoint: Hashable, Sendable {
    public var at: GroundPoint
    public var pause_s: Double
    /// Puts down the bag on arriving, or picks it up again when leaving.
    public var bag: BagAction?

    /// What happens to a carried bag at a waypoint.
    public enum BagAction: String, CaseIterable, Sendable {
        case putDown = "put-down"
        case pickUp = "pick-up"
    }

    /// Makes a waypoint.
    public init(_ at: GroundPoint, pause_s: Double = 0, bag: BagAction? = nil) {
        (self.at, self.pause_s, self.bag) = (at, pause_s, bag)
    }
}

/// A way in time: 20 positions a second, corners and stops rounded over 0.4 s as walking bodies round them.
struct Trajectory: Sendable {
    let start_s: Double
    private let points: [GroundPoint]
    private let headings: [GroundPoint]
    private let distances: [Double]
    /// When each waypoint was reached and left.
    let arrivals_s: [Double]
    let departures_s: [Double]
    static let step_s = 0.05
    private static let reach = 4

    /// When the way ends.
    var end_s: Double { start_s + Double(points.count - 1) * Trajectory.step_s }

    /// Makes a way through the waypoints at a speed; the first pause is spent at the start.
    /// - Parameter until_s: stay at the last waypoint until then; nil leaves the scene there.
    init(_ waypoints: [Waypoint], start_s: Double, speed_mps: Double, until_s: Double?) {
        self.start_s = start_s
        var raw: [GroundPoint] = []
        var arrivals: [Double] = [], departures: [Double] = []
        var clock = 0.0
        func fill(to time: Double, _ place: (Double) -> GroundPoint) {
            while Double(raw.count) * Trajectory.step_s <= time {
                raw.append(place(Double(raw.count) * Trajectory.step_s))
            }
        }
        for (index, waypoint) in waypoints.enumerated() {
            arrivals.append(start_s + clock)
            let wait = clock + waypoint.pause_s
            fill(to: wait) { _ in waypoint.at }
            clock = wait
            departures.append(start_s + clock)
            guard index + 1 < waypoints.count else { break }
            let next = waypoints[index + 1].at, dx = next.x - waypoint.at.x, dz = next.z - waypoint.at.z
            let time = max(1e-3, (dx * dx + dz * dz).squareRoot() / speed_mps), left = clock
            fill(to: left + time) { now in
                let share = (now - left) / time
                return GroundPoint(waypoint.at.x + dx * share, waypoint.at.z + dz * share)
            }
            clock += time
        }
        if let until_s, let last = waypoints.last { fill(to: until_s - start_s) { _ in last.at } }
        (arrivals_s, departures_s) = (arrivals, departures)
        points = Trajectory.smoothed(raw)
        (headings, distances) = Trajectory.course(points)
    }

    /// The state at a time; nil before the start and after the end.
    func state(at time_s: Double) -> ActorState? {
        let position = (time_s - start_s) / Trajectory.step_s
        guard position >= 0, position <= Double(points.count - 1) else { return nil }
        let i = min(Int(position), max(0, points.count - 2)), share = position - Double(i)
        let j = min(i + 1, points.count - 1)
        let a = points[i], b = points[j]
        let heading = Vector(
            headings[i].x + (headings[j].x - headings[i].x) * share, 0,
            headings[i].z + (headings[j].z - headings[i].z) * share)
        return ActorState(
            at: GroundPoint(a.x + (b.x - a.x) * share, a.z + (b.z - a.z) * share),
            ahead: length(heading) > 1e-6 ? normalized(heading) : Vector(0, 0, 1),
            speed_mps: (distances[j] - distances[i]) / Trajectory.step_s,
            distance_m: distances[i] + (distances[j] - distances[i]) * share)
    }

    private static func smoothed(_ raw: [GroundPoint]) -> [GroundPoint] {
        raw.indices.map { i in
            // The window shrinks towards both ends, so that a way starts and ends where it says.
            let reach = min(Trajectory.reach, i, raw.count - 1 - i)
            var x = 0.0, z = 0.0
            for j in (i - reach)...(i + reach) {
                x += raw[j].x
                z += raw[j].z
            }
            return GroundPoint(x / Double(2 * reach + 1), z / Double(2 * reach + 1))
        }
    }

    /// Heading (kept while standing) and distance walked.
    private static func course(_ points: [GroundPoint]) -> ([GroundPoint], [Double]) {
        var headings: [GroundPoint] = [], distances = [0.0]
        var last = GroundPoint(0, 1)
        if let moved = points.first(where: { abs($0.x - points[0].x) + abs($0.z - points[0].z) > 0.02 }) {
            let dx = moved.x - points[0].x, dz = moved.z - points[0].z, l = (dx * dx + dz * dz).squareRoot()
            last = GroundPoint(dx / l, dz / l)
        }
        for i in points.indices {
            let a = points[max(0, i - 3)], b = points[min(points.count - 1, i + 3)]
            let dx = b.x - a.x, dz = b.z - a.z, l = (dx * dx + dz * dz).squareRoot()
            if l > 0.03 {
                // A quarter of the new heading each step: bodies turn, they do not flip.
                last = GroundPoint(last.x * 0.75 + dx / l * 0.25, last.z * 0.75 + dz / l * 0.25)
                let norm = (last.x * last.x + last.z * last.z).squareRoot()
                last = norm > 0.05 ? GroundPoint(last.x / norm, last.z / norm) : GroundPoint(dz / l, -dx / l)
            }
            headings.append(last)
            if i > 0 {
                let sx = points[i].x - points[i - 1].x, sz = points[i].z - points[i - 1].z
                distances.append(distances[i - 1] + (sx * sx + sz * sz).squareRoot())
            }
        }
        return (headings, distances)
    }
}
