import Base

/// What one side of a comparison says about an event or a merit.
struct ReplaySide: Hashable {
    /// Sum of all entries about it, in milli-points.
    var weight_mp: Int64
    var halfLife_ms: Int64
    /// Of the severity, 0...100; 0 for merits.
    var number: UInt8 = 0
    var level = Level.info
    var outcome = Outcome.counted
    var consequence = Consequence.note

    init(_ event: EventEntry) {
        (weight_mp, halfLife_ms) = (event.weight_mp, event.halfLife_ms)
        (number, level) = (UInt8(clamping: event.severity.number), event.severity.level)
        (outcome, consequence) = (event.outcome, event.consequence)
    }

    init(
        weight_mp: Int64, halfLife_ms: Int64, number: UInt8, level: Level, outcome: Outcome, consequence: Consequence
    ) {
        (self.weight_mp, self.halfLife_ms, self.number) = (weight_mp, halfLife_ms, number)
        (self.level, self.outcome, self.consequence) = (level, outcome, consequence)
    }

    init(_ merit: MeritEntry) { (weight_mp, halfLife_ms) = (merit.weight_mp, merit.halfLife_ms) }

    /// What is left of the weight.
    func remaining_mp(after age_ms: Int64) -> Int64 {
        weight_mp == 0 ? 0 : Decay.remaining_mp(of: weight_mp, age_ms: age_ms, halfLife_ms: halfLife_ms)
    }
}

/// An event or a merit under both policies; nil where one of them has none.
struct ReplayRecord {
    let evidence: String
    /// Number of the subject in the replay.
    let subject: Int
    let time_ms: Int64
    /// Nil for a merit.
    let behaviour: Behaviour?
    /// Whether the candidate does not apply, so that both sides are the entries of the ledger.
    let isKept: Bool
    var before: ReplaySide?
    var after: ReplaySide?
}
