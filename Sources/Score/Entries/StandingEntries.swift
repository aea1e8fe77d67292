public import Base

/// A change to the weight of an event or a merit that is already in the ledger.
public struct AdjustmentEntry: EntryContent {
    /// Id of the event or merit whose weight changes.
    public let evidence: String
    /// Id of the event, or number of the appeal (`appeal 3`), that made the change necessary.
    public let cause: String
    /// Added to the weight, in milli-points at the time of what is changed.
    public let weight_mp: Int64
    /// Half-life of what is changed, in milliseconds.
    public let halfLife_ms: Int64

    /// Makes an adjustment.
    public init(evidence: String, cause: String, weight_mp: Int64, halfLife_ms: Int64) {
        (self.evidence, self.cause, self.weight_mp, self.halfLife_ms) = (evidence, cause, weight_mp, halfLife_ms)
    }

    func write(into entry: inout JSONText) {
        entry.member("evidence", evidence)
        entry.member("cause", cause)
        entry.member("weight_mp", weight_mp)
        entry.member("half_life_ms", halfLife_ms)
    }

    init?(_ reader: inout CanonicalReader) {
        guard reader.take(",\"evidence\":"), let evidence = reader.string(),
            reader.take(",\"cause\":"), let cause = reader.string(),
            reader.take(",\"weight_mp\":"), let weight_mp = reader.integer(),
            reader.take(",\"half_life_ms\":"), let halfLife_ms = reader.integer(), halfLife_ms >= 1
        else { return nil }
        self.init(evidence: evidence, cause: cause, weight_mp: weight_mp, halfLife_ms: halfLife_ms)
    }
}

/// Credit for a window of time in which a place was observed and nothing of what the merit excludes was.
public struct MeritEntry: EntryContent {
    /// Names the merit: place, policy, term and window.
    public let evidence: String
    /// Id of the policy's merit term.
    public let term: String
    /// Where the window begins; it ends at the entry's time.
    public let start: Timestamp
    /// What the policy gives an ordinary place for a window, in milli-points.
    public let points_mp: Int64
    /// What is added to the standing, in milli-points.
    public let weight_mp: Int64
    public let halfLife_ms: Int64

    /// Makes a merit; parts of a millisecond of `start` are cut off.
    public init(
        evidence: String, term: String, start: Timestamp, points_mp: Int64, weight_mp: Int64, halfLife_ms: Int64
    ) {
        (self.evidence, self.term, self.points_mp) = (evidence, term, points_mp)
        (self.weight_mp, self.halfLife_ms) = (weight_mp, halfLife_ms)
        self.start = Timestamp(microseconds: start.milliseconds * 1000)
    }

    func write(into entry: inout JSONText) {
        entry.member("evidence", evidence)
        entry.member("term", term)
        entry.member("start", start)
        entry.member("points_mp", points_mp)
        entry.member("weight_mp", weight_mp)
        entry.member("half_life_ms", halfLife_ms)
    }

    init?(_ reader: inout CanonicalReader) {
        guard reader.take(",\"evidence\":"), let evidence = reader.string(),
            reader.take(",\"term\":"), let term = reader.string(),
            reader.take(",\"start\":"), let start = reader.time(),
            reader.take(",\"points_mp\":"), let points_mp = reader.integer(),
            reader.take(",\"weight_mp\":"), let weight_mp = reader.integer(),
            reader.take(",\"half_life_ms\":"), let halfLife_ms = reader.integer(), halfLife_ms >= 1
        else { return nil }
        self.init(
            evidence: evidence, term: term, start: start, points_mp: points_mp, weight_mp: weight_mp,
            halfLife_ms: halfLife_ms)
    }
}

/// Takes back whatever an event added, because an appeal was upheld.
public struct ReversalEntry: EntryContent {
    /// Id of the event.
    public let evidence: String
    /// Number of the appeal.
    public let appeal: Int64
    /// Minus the sum of the weights of all earlier entries about the event, in milli-points.
    public let weight_mp: Int64
    /// The event's half-life in milliseconds.
    public let halfLife_ms: Int64

    /// Makes a reversal.
    public init(evidence: String, appeal: Int64, weight_mp: Int64, halfLife_ms: Int64) {
        (self.evidence, self.appeal, self.weight_mp, self.halfLife_ms) = (evidence, appeal, weight_mp, halfLife_ms)
    }

    func write(into entry: inout JSONText) {
        entry.member("evidence", evidence)
        entry.member("appeal", appeal)
        entry.member("weight_mp", weight_mp)
        entry.member("half_life_ms", halfLife_ms)
    }

    init?(_ reader: inout CanonicalReader) {
        guard reader.take(",\"evidence\":"), let evidence = reader.string(),
            reader.take(",\"appeal\":"), let appeal = reader.integer(),
            reader.take(",\"weight_mp\":"), let weight_mp = reader.integer(),
            reader.take(",\"half_life_ms\":"), let halfLife_ms = reader.integer(), halfLife_ms >= 1
        else { return nil }
        self.init(evidence: evidence, appeal: appeal, weight_mp: weight_mp, halfLife_ms: halfLife_ms)
    }
}
