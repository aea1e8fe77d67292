public import Base

/// Something that really happened in a scene; one line of `truth.yaml`.
public struct TruthEvent: Hashable, Sendable {
    public var behaviour: Behaviour
    /// The place; nil for behaviours of the camera itself.
    public var place: String?
    public var direction: Direction?
    public var reason: TamperReason?
    /// Seconds from the first frame: of a moment, or of the beginning of a span.
    public var start_s: Double
    /// The end of a span; nil for moments, and for spans that last to the end of the scene.
    public var end_s: Double?
    /// `occupancy`: how many there are from now on.
    public var count: Int?
    /// `speeding`: greatest true speed in metres per second.
    public var speed_mps: Double?

    /// Makes an event.
    public init(_ behaviour: Behaviour, place: String?, start_s: Double) {
        (self.behaviour, self.place, self.start_s) = (behaviour, place, start_s)
    }
}
