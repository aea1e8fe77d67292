public import Base

/// A scored event.
public struct EventEntry: EntryContent {
    /// Id of the event.
    public let evidence: String
    /// SHA-256 of the event's JSON line as 64 hex digits, set by the ledger; nil in entries from before it was entered.
    public private(set) var content: String?
    public let behaviour: Behaviour
    public let phase: ObservedEvent.Phase
    /// Id of the event that began the stay which this one ends; nil for other phases, and in entries from before it was
    /// entered.
    public let began: String?
    /// Id of the policy's term that applied; nil when none did.
    public let term: String?
    public let severity: Severity
    /// What decided the weight.
    public let outcome: Outcome
    /// What the policy gives a certain event at an ordinary place, in milli-points.
    public let points_mp: Int64
    /// What the event adds to the standing, in milli-points.
    public let weight_mp: Int64
    public let halfLife_ms: Int64
    /// `note`, `alarm` or `digest`.
    public let consequence: Consequence

    /// Makes an event's entry.
    public init(
        evidence: String, behaviour: Behaviour, phase: ObservedEvent.Phase, began: String? = nil, term: String?,
        severity: Severity, outcome: Outcome, points_mp: Int64, weight_mp: Int64, halfLife_ms: Int64,
        consequence: Consequence
    ) {
        (self.evidence, self.behaviour, self.phase) = (evidence, behaviour, phase)
        (self.began, self.term) = (began, term)
        (self.severity, self.outcome, self.points_mp) = (severity, outcome, points_mp)
        (self.weight_mp, self.halfLife_ms, self.consequence) = (weight_mp, halfLife_ms, consequence)
    }

    func committing(to content: String) -> EventEntry {
        var entry = self
        entry.content = content
        return entry
    }

    /// Whether the event counts, or would count but for the cap, and so uses up the cap and is a repetition.
    public var eligible: Bool { outcome == .counted || outcome == .capped }

    func write(into entry: inout JSONText) {
        entry.member("evidence", evidence)
        if let content { entry.member("content", content) }
        entry.member("behaviour", behaviour.rawValue)
        entry.member("phase", phase.rawValue)
        if let began { entry.member("began", began) }
        if let term { entry.member("term", term) }
        entry.member("vector", severity.vector)
        entry.member("number", Int64(severity.number))
        entry.member("level", severity.level.rawValue)
        entry.member("outcome", outcome.rawValue)
        entry.member("points_mp", points_mp)
        entry.member("weight_mp", weight_mp)
        entry.member("half_life_ms", halfLife_ms)
        entry.member("consequence", consequence.rawValue)
    }

    init?(_ reader: inout CanonicalReader) {
        guard reader.take(",\"evidence\":"), let evidence = reader.string(),
            let content = reader.optional(",\"content\":", { $0.string() }),
            reader.take(",\"behaviour\":"), let behaviour = reader.word(Behaviour.self),
            reader.take(",\"phase\":"), let phase = reader.word(ObservedEvent.Phase.self),
            let began = reader.optional(",\"began\":", { $0.string() }),
            let term = reader.optional(",\"term\":", { $0.string() }),
            reader.take(",\"vector\":"), let vector = reader.string(), let severity = Severity(vector: vector),
            reader.take(",\"number\":"), reader.integer() == Int64(severity.number),
            reader.take(",\"level\":"), reader.word(Level.self) == severity.level,
            reader.take(",\"outcome\":"), let outcome = reader.word(Outcome.self),
            reader.take(",\"points_mp\":"), let points_mp = reader.integer(),
            reader.take(",\"weight_mp\":"), let weight_mp = reader.integer(),
            reader.take(",\"half_life_ms\":"), let halfLife_ms = reader.integer(), halfLife_ms >= 1,
            reader.take(",\"consequence\":"), let consequence = reader.word(Consequence.self)
        else { return nil }
        self.init(
            evidence: evidence, behaviour: behaviour, phase: phase, began: began, term: term, severity: severity,
            outcome: outcome, points_mp: points_mp, weight_mp: weight_mp, halfLife_ms: halfLife_ms,
            consequence: consequence)
        self.content = content
    }
}

/// Why an event weighs what it weighs.
public enum Outcome: String, CaseIterable, Sendable {
    /// It counts in full.
    case counted
    /// The cap of its term left only a part of it, or nothing.
    case capped
    /// It ends a stay whose beginning has been entered; one stay counts once.
    case endOfStay = "end-of-stay"
    /// The detector was less sure than the policy asks.
    case belowConfidence = "below-confidence"
    /// The policy has no term for the behaviour at this place and hour.
    case noTerm = "no-term"
}
