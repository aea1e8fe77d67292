/// A named part of the picture that rules speak about and that has a standing. Never a person.
public struct Place: Hashable, Sendable {
    /// The part of the picture: a zone, or a directed line.
    public enum Shape: Hashable, Sendable {
        case zone(Polygon)
        case line(Segment)
    }

    public let id: String
    public let shape: Shape

    /// Makes a place; `id` matches `[a-z0-9][a-z0-9-]*`.
    public init(id: String, shape: Shape) { (self.id, self.shape) = (id, shape) }

    public var zone: Polygon? { if case .zone(let polygon) = shape { polygon } else { nil } }
    public var line: Segment? { if case .line(let segment) = shape { segment } else { nil } }
}

/// A daily window in UTC minutes, `from` inclusive, `to` exclusive; it wraps over midnight when `to <= from`.
public struct DailyHours: Hashable, Sendable {
    public let fromMinute: Int
    public let toMinute: Int

    /// Makes a window from minutes of the day, 0..<1440 and 0...1440.
    public init(fromMinute: Int, toMinute: Int) { (self.fromMinute, self.toMinute) = (fromMinute, toMinute) }

    /// Whether the minute of the day lies in the window.
    public func contains(minute: Int) -> Bool {
        fromMinute < toMinute
            ? (fromMinute..<toMinute).contains(minute) : minute >= fromMinute || minute < toMinute
    }
}

/// One rule as configured. Which fields a behaviour uses is said in `docs/formats.md`; the reader refuses the others.
public struct RuleSettings: Hashable, Sendable {
    /// Unique within the camera; `<behaviour>@<place>` unless configured.
    public var id: String
    public var behaviour: Behaviour
    /// The place concerned; nil for behaviours of the camera itself, and for `motion` in the whole picture.
    public var place: String?
    /// `after`: how long a condition lasts before it counts, in milliseconds.
    public var after_ms: Int64 = 0
    /// `more_than`: how many may be inside before it is a crowd.
    public var moreThan: Int?
    public var direction: Direction = .any
    /// `allowed`: bearing of the allowed way in degrees, 0 = up the picture, clockwise; with `spread` to either side.
    public var allowedBearing_deg: Double?
    public var spread_deg: Double = 60
    /// `over`: speed limit in metres per second.
    public var over_mps: Double?
    /// Classes that count; empty means any.
    public var classes: Set<ObjectClass> = []
    /// Least confidence of a track that counts, 0...1.
    public var confidence: Double = 0
    /// Daily windows in which the rule is armed; empty means always.
    public var hours: [DailyHours] = []
    /// `debounce`: how long a change must hold before it is believed, in milliseconds; nil means the behaviour's default.
    public var debounce_ms: Int64?

    /// Makes a rule with the defaults of its fields.
    public init(id: String, behaviour: Behaviour, place: String?) {
        (self.id, self.behaviour, self.place) = (id, behaviour, place)
    }
}

/// Four points of the ground in the picture and the size in metres of the rectangle they bound.
public struct GroundCalibration: Hashable, Sendable {
    /// Corners in the picture: near left, near right, far right, far left.
    public let corners: [Point]
    /// Width (near edge) and depth of the rectangle in metres.
    public let width_m: Double
    public let depth_m: Double

    /// Makes a calibration of exactly four corners.
    public init(corners: [Point], width_m: Double, depth_m: Double) {
        precondition(corners.count == 4, "a ground calibration has four corners")
        (self.corners, self.width_m, self.depth_m) = (corners, width_m, depth_m)
    }
}

/// One camera as configured, without its source.
public struct CameraSettings: Hashable, Sendable {
    public var id: String
    public var purpose: String?
    /// What the camera's data may be used for; nil is what the site says, or else `DataUse.usual`.
    public var uses: [DataUse]?
    public var places: [Place] = []
    public var rules: [RuleSettings] = []
    /// Parts of the picture that are made black at capture, before anything else sees them.
    public var masks: [Polygon] = []
    public var calibration: GroundCalibration?
    /// `smallest_object`: height of the smallest object that matters, as a fraction of the picture's height.
    public var smallestObject: Double = 0.06

    /// Makes a camera without places and rules.
    public init(id: String) { self.id = id }

    /// The place with this id.
    public func place(_ id: String?) -> Place? { places.first { $0.id == id } }
}
