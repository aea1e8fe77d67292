/// What can be observed: the closed list of physical behaviours. Nothing outside it can be configured, scored or stored.
///
/// Names and topics follow the ONVIF Analytics Service Specification where it has one; see `docs/glossary.md`.
public enum Behaviour: String, CaseIterable, Sendable {
    case motion
    case lineCrossed = "line-crossed"
    case zoneEntered = "zone-entered"
    case loitering
    case occupancy
    case overcrowding
    case wrongWay = "wrong-way"
    case speeding
    case exitBlocked = "exit-blocked"
    case objectLeft = "object-left"
    case objectRemoved = "object-removed"
    case fall
    case cameraTampered = "camera-tampered"
    case signalLost = "signal-lost"

    /// How events of this behaviour come: once, as began and ended, or as a number that changed.
    public enum Kind: String, Sendable { case instant, span, count }

    /// Whether one event stands for a moment, a stay or a count.
    public var kind: Kind {
        switch self {
        case .lineCrossed, .wrongWay: .instant
        case .occupancy: .count
        default: .span
        }
    }

    /// The ONVIF topic without its `tns1:` prefix; ours (marked in the glossary) where ONVIF has none.
    public var topic: String {
        switch self {
        case .motion: "RuleEngine/MotionRegionDetector/Motion"
        case .lineCrossed: "RuleEngine/LineDetector/Crossed"
        case .zoneEntered: "RuleEngine/FieldDetector/ObjectsInside"
        case .loitering: "RuleEngine/LoiteringDetector/ObjectIsLoitering"
        case .occupancy: "RuleEngine/CountAggregation/OccupancyCounter"
        case .overcrowding: "RuleEngine/Overcrowding"
        case .wrongWay: "RuleEngine/WrongWay"
        case .speeding: "RuleEngine/Speeding"
        case .exitBlocked: "RuleEngine/ExitBlocked"
        case .objectLeft: "RuleEngine/ObjectAbandoned"
        case .objectRemoved: "RuleEngine/ObjectRemoved"
        case .fall: "RuleEngine/Fall"
        case .cameraTampered: "VideoSource/GlobalSceneChange/AnalyticsService"
        case .signalLost: "VideoSource/SignalLoss"
        }
    }

    /// Whether the subject is the camera itself rather than a place.
    public var concernsCamera: Bool { self == .cameraTampered || self == .signalLost }
}

/// Coarse class of an object. Classes that identify a person (face, plate) do not exist here and are refused in files.
public enum ObjectClass: String, CaseIterable, Sendable { case person, bicycle, vehicle, animal, object }

/// Side of a line on which an object ends, for someone who walks the line from its first to its second point.
public enum Direction: String, CaseIterable, Sendable { case left, right, any }

/// What is wrong with a camera's picture.
public enum TamperReason: String, CaseIterable, Sendable {
    case dark, bright, blurred, covered, moved, frozen

    /// The ONVIF topic for this reason, without its `tns1:` prefix.
    public var topic: String {
        switch self {
        case .dark: "VideoSource/ImageTooDark/AnalyticsService"
        case .bright: "VideoSource/ImageTooBright/AnalyticsService"
        case .blurred: "VideoSource/ImageTooBlurry/AnalyticsService"
        case .covered, .moved, .frozen: "VideoSource/GlobalSceneChange/AnalyticsService"
        }
    }
}
