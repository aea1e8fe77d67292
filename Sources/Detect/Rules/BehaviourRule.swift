import Base

/// One configured rule: a state machine that is fed one frame after another and says what it has decided.
///
/// A rule keeps no clock and no random numbers; all it knows of a frame is a `RuleFrame`. Rules of places are not fed while
/// the camera is blind or the rule is not armed.
protocol BehaviourRule: Sendable {
    /// What every rule is made of.
    var core: RuleCore { get set }

    /// The zone or line that it shares with other rules, if any.
    var watched: Watched { get }

    /// Takes the next frame and appends what it decided, in order of the courses concerned.
    mutating func update(_ frame: RuleFrame, into events: inout [ObservedEvent])

    /// Ends what is going on: the recording is over, the rule is disarmed, or the camera has been blind for too long.
    /// - Parameters:
    ///   - last: the last frame that the rule may speak for.
    ///   - now: the deciding frame.
    mutating func interrupt(after last: FrameMoment, at now: FrameMoment, into events: inout [ObservedEvent])
}

extension BehaviourRule {
    var watched: Watched { .ownThings }
}

/// One frame as rules see it. Slots number courses; zones and lines keep their own state by slot.
struct RuleFrame: Sendable {
    let now: FrameMoment
    let courses: [Course]
    let zones: [ZoneWatch]
    let lines: [LineWatch]
    let motion: MotionSummary
    let changes: [StaticChange]
    let blindness: Blindness?
}

extension RuleFrame {
    /// Whether the object of a slot that has just become free goes on in another slot.
    func isTakenOver(_ slot: Int) -> Bool {
        courses[slot].state == .free
            && courses.contains { $0.state == .followed && $0.anchor == courses[slot].anchor }
    }
}

/// That a camera sees nothing of use, and since when.
struct Blindness: Sendable {
    let reason: BlindReason
    let since: FrameMoment

    var isSignalLost: Bool { reason.isSignalLost }
}

/// One event's name: where it starts, and which of the rule's events with that start it is.
struct EventStart: Hashable, Sendable {
    let moment: FrameMoment
    let ordinal: Int
}

/// What every rule is made of: its settings, and how its events are named.
struct RuleCore: Sendable {
    let settings: RuleSettings
    let source: String
    let subject: String
    let debounce_ms: Int64
    /// First frame since the rule was made, armed or interrupted; nothing it says began earlier.
    private(set) var watchingSince: FrameMoment?
    /// What came near an event since the engine last asked.
    var misses: [Miss] = []
    private var starts: [EventStart] = []
    private var oldest = 0

    init(settings: RuleSettings, source: String, subject: String, debounce_ms: Int64) {
        (self.settings, self.source, self.subject) = (settings, source, subject)
        self.debounce_ms = settings.debounce_ms ?? debounce_ms
        misses.reserveCapacity(8)
    }

    /// Notes that the rule is watching now.
    mutating func watch(_ now: FrameMoment) { if watchingSince == nil { watchingSince = now } }

    /// Notes that it stopped watching.
    mutating func stopWatching() { watchingSince = nil }

    /// The later of a moment and the first frame watched.
    func notBeforeWatching(_ moment: FrameMoment) -> FrameMoment {
        guard let watchingSince, watchingSince.time > moment.time else { return moment }
        return watchingSince
    }

    /// Whether the course's object counts for this rule. What has no class yet passes every filter: only an object known
    /// to be of another class is refused, so that a rule for persons works without a neural model as well.
    func accepts(_ course: Course) -> Bool {
        guard course.confidence >= settings.confidence else { return false }
        guard let objectClass = course.objectClass else { return true }
        return settings.classes.isEmpty || settings.classes.contains(objectClass)
    }

    /// Names a new event that starts at this moment. Remembers the last 64 starts, many more than begin in one frame.
    mutating func begin(at moment: FrameMoment) -> EventStart {
        let same = starts.filter { $0.moment == moment }
        let start = EventStart(moment: moment, ordinal: (same.map(\.ordinal).max() ?? -1) + 1)
        if starts.count < 64 {
            starts.append(start)
        } else {
            starts[oldest] = start
            oldest = (oldest + 1) % 64
        }
        return start
    }

    /// An event of this rule; the course gives it its box, class and confidence.
    func event(
        _ phase: ObservedEvent.Phase, _ start: EventStart, at now: FrameMoment, course: Course? = nil
    ) -> ObservedEvent {
        var event = ObservedEvent(
            source: source, behaviour: settings.behaviour, subject: subject, rule: settings.id, phase: phase,
            time: now.time, start: start.moment.time, startSequence: start.moment.sequence, ordinal: start.ordinal)
        if let course {
            event.box = course.box
            event.confidence = course.confidenceInClass
            if let objectClass = course.objectClass { event.classes = [objectClass] }
        }
        return event
    }

    /// The end of a stay: `end`, and how long it was, in the measure `lasted`.
    func ended(_ start: EventStart, end: FrameMoment, at now: FrameMoment) -> ObservedEvent {
        var event = event(.ended, start, at: now)
        let held = end.time < start.moment.time ? start.moment : end
        event.end = held.time
        event.measures = [Measure("lasted", held.seconds(since: start.moment), "s")]
        return event
    }
}
