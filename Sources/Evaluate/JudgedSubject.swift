import Base

/// What a line of truth or an event is about, where a missing place or direction stands for any.
struct JudgedSubject: Hashable {
    let behaviour: Behaviour
    let place: String?
    let direction: Direction?

    /// Behaviours of the camera itself have no place to compare: their subject is the camera, whatever its name.
    init(_ behaviour: Behaviour, _ place: String?, _ direction: Direction?) {
        self.behaviour = behaviour
        self.place = behaviour.concernsCamera ? nil : place
        self.direction = direction == .any ? nil : direction
    }

    /// Whether one event could be about both.
    func meets(_ other: JudgedSubject) -> Bool {
        behaviour == other.behaviour && (place == nil || other.place == nil || place == other.place)
            && (direction == nil || other.direction == nil || direction == other.direction)
    }
}

/// An event as the matcher sees it: its subject and its times in seconds from the recording's first picture.
struct JudgedEvent: Hashable {
    let subject: JudgedSubject
    /// The place as the event names it.
    let place: String
    let direction: Direction?
    /// Time of the deciding frame of phase `instant` or `began`.
    let onset_s: Double
    /// End of the span: the onset itself for an instant, the recording's end for a span that never ended.
    let end_s: Double
    /// What `occupancy` changed to.
    let value: Int?

    /// Every instant and every beginning, in order of time; an `ended` phase only gives its beginning an end.
    static func all(_ events: [ObservedEvent], start: Timestamp, duration_s: Double) -> [JudgedEvent] {
        var ends: [String: Double] = [:]
        for event in events where event.phase == .ended { ends[stay(event)] = event.time.seconds(since: start) }
        let judged = events.filter { $0.phase != .ended }.map { event in
            let onset = event.time.seconds(since: start)
            let end = event.phase == .instant ? onset : ends[stay(event)] ?? max(onset, duration_s)
            return JudgedEvent(
                subject: JudgedSubject(event.behaviour, event.subject, event.direction), place: event.subject,
                direction: event.direction, onset_s: onset, end_s: end, value: occupancy(event))
        }
        return judged.enumerated()
            .sorted { ($0.element.onset_s, $0.offset) < ($1.element.onset_s, $1.offset) }.map(\.element)
    }

    /// What the phases of one stay have in common.
    private static func stay(_ event: ObservedEvent) -> String {
        "\(event.source)\u{1F}\(event.rule)\u{1F}\(event.start.microseconds)\u{1F}\(event.startSequence)\u{1F}\(event.ordinal)"
    }

    private static func occupancy(_ event: ObservedEvent) -> Int? {
        guard event.behaviour == .occupancy, let measure = event.measures.first(where: { $0.name == "occupancy" })
        else {
            return nil
        }
        return Int(exactly: measure.value.rounded())
    }
}
