package import Base

/// How often events were right, missed and false, and what follows from it. A ratio without a denominator is nil.
package struct Tally: Hashable, Sendable {
    /// Lines of truth that an event reported.
    package var found = 0
    /// Lines of truth that no event reported.
    package var missed = 0
    /// Events without a line of truth.
    package var wrong = 0
    /// Sum of event time minus due time over the found ones that have a time, in seconds, and how many those are.
    package var delay_s = 0.0
    package var timed = 0
    /// Sum over places and directions of how far the number of events is from the number due.
    package var countError = 0

    /// A tally of nothing.
    package init() {}

    package var due: Int { found + missed }

    /// Share of the events that were right.
    package var precision: Double? { ratio(Double(found), Double(found + wrong)) }
    /// Share of the truth that was reported.
    package var recall: Double? { ratio(Double(found), Double(due)) }
    /// Harmonic mean of precision and recall.
    package var f1: Double? { ratio(2 * Double(found), Double(2 * found + wrong + missed)) }

    /// i-LIDS F1: `(α + 1) R P / (R + α P)`; a greater α weighs recall more (UK Home Office i-LIDS user guide).
    package func f1(alpha: Double) -> Double? {
        ratio((alpha + 1) * Double(found), Double(found + wrong) + alpha * Double(due))
    }

    /// Weight for the role "operational alert", in which a person acts at once and false alarms cost most. Published
    /// values lie between 0.55 and 0.75; this one is ours.
    package static let alertAlpha = 0.65
    /// Weight for the role "event recording", in which events are searched later and misses cost most. Published for
    /// parked vehicles: about 60; taken for all behaviours by us.
    package static let recordingAlpha = 60.0

    /// Mean of event time minus due time, in seconds; negative when events come early.
    package var meanDelay_s: Double? { ratio(delay_s, Double(timed)) }

    /// Adds another tally of the same behaviour.
    package mutating func add(_ other: Tally) {
        found += other.found
        missed += other.missed
        wrong += other.wrong
        delay_s += other.delay_s
        timed += other.timed
        countError += other.countError
    }

    private func ratio(_ part: Double, _ whole: Double) -> Double? { whole > 0 ? part / whole : nil }
}

/// The tally of one behaviour.
package struct BehaviourTally: Hashable, Sendable {
    package let behaviour: Behaviour
    package var tally = Tally()

    /// An empty tally.
    package init(behaviour: Behaviour) { self.behaviour = behaviour }
}
