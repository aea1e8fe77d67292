public import Base

/// What a steward has entered by hand, and what became of it.
public struct HandObservation: Hashable, Sendable {
    /// The detector of events that were seen by people.
    public static let detector = "steward"

    /// Number of the entry.
    public let sequence: Int64
    /// Where it was seen.
    public let place: Subject
    /// When it was entered.
    public let entered: Timestamp
    public let content: ObservationEntry
    /// What a second steward said; nil while nobody has.
    public internal(set) var verdict: ConfirmationEntry?
    /// Number of the appeal that took its event back.
    public internal(set) var overturnedBy: Int64?
    /// Whether an appeal against it has been dismissed; it is upheld by that once, however often somebody appeals.
    var wasDefended = false

    /// Takes an observation from its entry.
    public init(sequence: Int64, place: Subject, entered: Timestamp, content: ObservationEntry) {
        (self.sequence, self.place, self.entered, self.content) = (sequence, place, entered, content)
    }

    /// The event that it becomes when it is confirmed. Follows from the entry alone, so that anyone can make it again.
    public var event: ObservedEvent {
        var event = ObservedEvent(
            source: place.source, behaviour: content.behaviour, subject: place.id, rule: "observation@" + place.id,
            phase: .instant, time: content.observed, start: content.observed, startSequence: Int(sequence))
        event.confidence = Double(content.confidence_permille) / 1000
        return event
    }

    /// Who has made the event what it is: the author, and whoever confirmed.
    public var makers: [String] { [content.author] + (verdict.map { [$0.author] } ?? []) }

    /// Whether its event is in the ledger and has not been taken back.
    var counts: Bool { verdict?.outcome == .confirmed && overturnedBy == nil }
}
