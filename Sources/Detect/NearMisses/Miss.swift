import Base

/// A near miss as a rule notes it: without the names, which the engine adds.
struct Miss: Sendable {
    let reason: NearMiss.Reason
    let start: FrameMoment
    let end: FrameMoment
    var shortfall: Shortfall?
    var detail: String?
    /// Whether it goes on with one noted just before, instead of being another one.
    var isContinued = false
}

extension RuleCore {
    /// Notes that something from `start` to `end` came near an event of this rule.
    mutating func miss(
        _ reason: NearMiss.Reason, from start: FrameMoment, to end: FrameMoment, _ shortfall: Shortfall? = nil,
        detail: String? = nil
    ) {
        misses.append(
            Miss(
                reason: reason, start: min(notBeforeWatching(start), end), end: end, shortfall: shortfall,
                detail: detail))
    }

    /// Notes that the rule's filters refuse an object in the frame that decides.
    mutating func missFilter(_ course: Course, from start: FrameMoment, to end: FrameMoment) {
        if let miss = refusal(of: Credentials(course), from: start, to: end) { misses.append(miss) }
    }

    /// Notes that something did not last as long as the rule asks.
    mutating func missLasting(
        _ name: String, from start: FrameMoment, to end: FrameMoment, of needed_ms: Int64,
        reason: NearMiss.Reason = .tooShort
    ) {
        miss(reason, from: start, to: end, .lasted(name, from: start, to: end, of: needed_ms))
    }

    /// Why the rule refuses an object, by what is known of it over the whole attempt; nil when it does not.
    func refusal(of object: Credentials, from start: FrameMoment, to end: FrameMoment) -> Miss? {
        let start = min(notBeforeWatching(start), end)
        guard object.isConfirmed else { return Miss(reason: .unconfirmed, start: start, end: end) }
        guard settings.classes.isEmpty || object.wasUnclassed || settings.classes.contains(where: object.wasClass)
        else {
            return Miss(reason: .objectClass, start: start, end: end, detail: object.classNames)
        }
        guard object.confidence >= settings.confidence else {
            let sure = Shortfall("confidence", object.confidence, of: settings.confidence, "ratio")
            return Miss(reason: .confidence, start: start, end: end, shortfall: sure)
        }
        return nil
    }
}

extension Shortfall {
    /// How long something lasted, of what was needed.
    static func lasted(_ name: String, from start: FrameMoment, to end: FrameMoment, of needed_ms: Int64) -> Shortfall {
        Shortfall(name, max(0, end.seconds(since: start)), of: Double(needed_ms) / 1000, "s")
    }
}

/// What filters ask of an object, gathered over an attempt: a filter refused it when nothing that was seen would pass.
struct Credentials: Sendable {
    /// Whether it was confirmed in any frame.
    private(set) var isConfirmed = false
    /// The highest confidence of a confirmed frame, 0...1.
    private(set) var confidence = 0.0
    /// Whether its class was unknown in a confirmed frame; such an object passes every filter.
    private(set) var wasUnclassed = false
    /// One bit for each class, in order of `ObjectClass.allCases`.
    private var classes: UInt8 = 0

    init() {}

    init(_ course: Course) { note(course) }

    /// Takes what is known of the object in this frame.
    mutating func note(_ course: Course) {
        guard course.confirmed else { return }
        isConfirmed = true
        confidence = max(confidence, course.confidence)
        if let objectClass = course.objectClass { classes |= Self.bit(objectClass) } else { wasUnclassed = true }
    }

    func wasClass(_ objectClass: ObjectClass) -> Bool { classes & Self.bit(objectClass) != 0 }

    /// The classes it was known to be of, e.g. `vehicle`.
    var classNames: String { ObjectClass.allCases.filter(wasClass).map(\.rawValue).joined(separator: ", ") }

    private static func bit(_ objectClass: ObjectClass) -> UInt8 {
        switch objectClass {
        case .person: 1
        case .bicycle: 2
        case .vehicle: 4
        case .animal: 8
        case .object: 16
        }
    }
}
