/// What came near an event without becoming one, or what was seen at a place whatever the rules: where, when, by which
/// rule, and by how much it fell short.
///
/// It tells as little of who as an event does: no track, no box, no appearance. Two near misses of one person cannot be
/// joined.
public struct NearMiss: Hashable, Sendable {
    /// `site/camera`.
    public let source: String
    /// The place; the camera for a rule that names none.
    public let place: String
    /// The rule that did not decide; nil for what was seen at the place whatever the rules.
    public let rule: RuleName?
    public let reason: Reason
    /// First and last frame of the attempt; of several counted together, of the first and the last.
    public var start: Timestamp
    public var end: Timestamp
    /// How many there were, 1 or more; those of one rule and reason that follow each other are one near miss.
    public var count: Int
    /// What was measured against what was needed; of several, the one that came nearest.
    public var shortfall: Shortfall?
    /// A word more, e.g. the class that was refused.
    public var detail: String?

    /// A rule by its id, and what it watches for.
    public struct RuleName: Hashable, Sendable {
        public let id: String
        public let behaviour: Behaviour
        /// Names a rule.
        public init(id: String, behaviour: Behaviour) { (self.id, self.behaviour) = (id, behaviour) }
    }

    /// Makes a near miss.
    public init(
        source: String, place: String, rule: RuleName?, reason: Reason, start: Timestamp, end: Timestamp,
        count: Int = 1, shortfall: Shortfall? = nil, detail: String? = nil
    ) {
        (self.source, self.place, self.rule, self.reason) = (source, place, rule, reason)
        (self.start, self.end, self.count, self.shortfall, self.detail) = (start, end, count, shortfall, detail)
    }
}

/// A measure that did not suffice, e.g. `inside` 12.1 of 15 `s`.
public struct Shortfall: Hashable, Sendable {
    public let name: String
    public let reached: Double
    public let needed: Double
    /// `s`, `count`, `deg`, `ratio` or `heights`.
    public let unit: String

    /// Makes a measure that did not suffice.
    public init(_ name: String, _ reached: Double, of needed: Double, _ unit: String) {
        (self.name, self.reached, self.needed, self.unit) = (name, reached, needed, unit)
    }

    /// How near it came, 1 is enough.
    public var share: Double { needed > 0 ? reached / needed : 0 }
}

extension NearMiss {
    /// Why it is no event. Closed, as behaviours are; docs/detection.md tells when each one is noted.
    public enum Reason: String, CaseIterable, Sendable {
        // What was seen at the place, whatever the rules; from the least to the most.
        /// The place could not be observed; the detail says why.
        case unobserved
        /// The picture could not be judged for a moment, e.g. after the light jumped.
        case doubtful
        /// Something moved; nothing was followed.
        case moved
        /// Something was followed for a moment, but never confirmed.
        case candidate
        /// A confirmed object was there.
        case followed

        // Why a rule did not decide.
        /// It did not last, or go, as long as the rule asks.
        case tooShort = "too-short"
        /// It was over before the debounce time.
        case debounce
        /// Known to be of a class that the rule refuses.
        case objectClass = "class"
        /// The tracker was less sure than the rule asks.
        case confidence
        /// The rule's object was never confirmed.
        case unconfirmed
        /// Outside the rule's hours.
        case hours
        /// Crossed, towards the side that the rule does not ask for.
        case direction
        /// Touched the line and turned back.
        case turnedBack = "turned-back"
        /// Got to the other side round an end of the line.
        case pastEnd = "past-end"
        /// First seen on the line, so that nobody knows from where it came.
        case beganOnLine = "began-on-line"
        /// Lost from sight on the line.
        case lost
        /// A piece of an object that was counted already.
        case piece
        /// Moved, but not against the allowed way.
        case allowedWay = "allowed-way"
        /// Fewer objects than the rule asks.
        case tooFew = "too-few"
        /// Covered less of the zone than the rule asks.
        case tooLittle = "too-little"
        /// Somebody was with the thing.
        case attended
        /// Not a thing that somebody put down.
        case noThing = "no-thing"
        /// The rule stopped watching meanwhile: hours over, long blindness, end of the pictures.
        case cutOff = "cut-off"

        /// Whether it tells what was seen at the place, whatever the rules.
        public var isOfPlace: Bool {
            switch self {
            case .unobserved, .doubtful, .moved, .candidate, .followed: true
            default: false
            }
        }
    }
}
