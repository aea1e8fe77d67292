package import Base

/// What a rule of one behaviour looks like in a file: which place it needs and which keys it takes. `docs/formats.md` has
/// the same table in words.
package struct RuleForm: Sendable {
    /// The kind of place a rule speaks about.
    enum PlaceNeed: Sendable { case none, zone, optionalZone, line, zoneOrLine }

    let place: PlaceNeed
    /// Keys that must be there, besides `behaviour` and `place`.
    package let required: [String]
    /// Keys that may be there, besides the ones every rule takes.
    let optional: [String]

    /// Keys that every rule takes, whatever its behaviour.
    static let common = ["id", "behaviour", "classes", "confidence", "hours", "debounce"]

    /// Every key that some rule takes, in the order of the documentation.
    package static let allKeys = [
        "id", "behaviour", "place", "after", "more_than", "direction", "allowed", "spread", "over", "classes",
        "confidence",
        "hours", "debounce",
    ]

    /// Keys that a rule of this form takes.
    package var keys: [String] { RuleForm.common + (place == .none ? [] : ["place"]) + required + optional }

    /// The form of each behaviour's rule.
    package static func of(_ behaviour: Behaviour) -> RuleForm {
        switch behaviour {
        case .motion: RuleForm(place: .optionalZone, required: [], optional: [])
        case .lineCrossed: RuleForm(place: .line, required: [], optional: ["direction"])
        case .zoneEntered, .fall: RuleForm(place: .zone, required: [], optional: [])
        case .loitering, .exitBlocked, .objectLeft, .objectRemoved:
            RuleForm(place: .zone, required: ["after"], optional: [])
        case .occupancy: RuleForm(place: .zoneOrLine, required: [], optional: [])
        case .overcrowding: RuleForm(place: .zone, required: ["more_than"], optional: ["after"])
        case .wrongWay: RuleForm(place: .zone, required: ["allowed"], optional: ["spread"])
        case .speeding: RuleForm(place: .zone, required: ["over"], optional: [])
        case .cameraTampered, .signalLost: RuleForm(place: .none, required: [], optional: [])
        }
    }

    /// A value for messages that show what is missing.
    static func example(_ key: String) -> String {
        switch key {
        case "after": "20s"
        case "more_than": "4"
        case "allowed": "90"
        default: "5"
        }
    }
}
