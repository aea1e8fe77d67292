/// How bright the clothes of people are.
public enum Clothing: String, CaseIterable, Sendable { case any, dark, mid, bright }

/// One actor with its own way.
public struct ActorScript: Hashable, Sendable {
    /// What walks or drives.
    public enum Kind: Hashable, Sendable {
        case person(Clothing)
        case vehicle(VehicleKind)
        case bag
    }

    public var kind: Kind
    public var start_s = 0.0
    public var path: [Waypoint]
    /// The seed picks a speed of this range.
    public var speed_mps: ClosedRange<Double>
    public var height_m: ClosedRange<Double> = 1.55...1.92
    /// By how much the seed may move the start (seconds) and each waypoint (metres), to either side.
    public var startJitter_s = 0.0
    public var pathJitter_m = 0.0
    /// Stays at the last waypoint to the end of the scene.
    public var stays = false
    /// Carries a bag from the start.
    public var carriesBag = false
    /// Brightness of the whole figure from head to foot, 0 black ... 1 white in full light, instead of what the seed
    /// picks; without backpack and without shading across limbs. For measurements of equal treatment.
    package var tone: Double?

    /// Makes an actor.
    public init(kind: Kind, path: [Waypoint], speed_mps: ClosedRange<Double>) {
        (self.kind, self.path, self.speed_mps) = (kind, path, speed_mps)
    }
}

/// A stretch of ground on which ways begin, pass or end.
public struct GroundSpan: Hashable, Sendable {
    public var a: GroundPoint
    public var b: GroundPoint
    /// Makes a stretch between two points.
    public init(_ a: GroundPoint, _ b: GroundPoint) { (self.a, self.b) = (a, b) }

    func point(_ share: Double) -> GroundPoint { GroundPoint(a.x + (b.x - a.x) * share, a.z + (b.z - a.z) * share) }
}

/// People who come and go by chance.
public struct CrowdScript: Hashable, Sendable {
    public var perMinute: Double
    /// First and last time at which somebody may start.
    public var from_s = 0.0
    public var to_s: Double
    /// The stretches a way leads through, in order; at least two.
    public var through: [GroundSpan]
    public var speed_mps: ClosedRange<Double> = 1.0...1.6
    public var height_m: ClosedRange<Double> = 1.55...1.92
    public var clothing = Clothing.any
    /// Half of them go the other way.
    public var bothWays = false
    /// How long they wait at each inner stretch, picked by the seed.
    public var pause_s: ClosedRange<Double> = 0...0
    /// Share of them who carry a bag.
    public var bags = 0.15

    /// Makes a crowd.
    public init(perMinute: Double, to_s: Double, through: [GroundSpan]) {
        (self.perMinute, self.to_s, self.through) = (perMinute, to_s, through)
    }
}

/// Vehicles that come by chance on one lane.
public struct TrafficScript: Hashable, Sendable {
    public var perMinute: Double
    public var from_s = 0.0
    public var to_s: Double
    public var path: [Waypoint]
    public var speed_mps: ClosedRange<Double> = 4...7
    public var kinds: [VehicleKind] = [.car]

    /// Makes traffic.
    public init(perMinute: Double, to_s: Double, path: [Waypoint]) {
        (self.perMinute, self.to_s, self.path) = (perMinute, to_s, path)
    }
}
