/// What became of the looks that a detector asked for.
package struct LookCounts: Hashable, Sendable {
    /// What became of one.
    package enum Outcome: String, CaseIterable, Sendable {
        case made
        /// All cameras together had used up what the machine allows.
        case overBudget = "over-budget"
        /// The source could not give its last picture again.
        case pictureless
        /// The inference process did not answer, or not in time.
        case unavailable
        /// The runtime failed on this picture.
        case failed
    }

    private var counts: [Outcome: Int] = [:]

    mutating func add(_ outcome: Outcome) { counts[outcome, default: 0] += 1 }

    /// How many looks ended so.
    package subscript(outcome: Outcome) -> Int { counts[outcome] ?? 0 }

    /// Looks asked for.
    package var all: Int { counts.values.reduce(0, +) }

    /// These and later ones.
    mutating func add(_ later: LookCounts) { counts.merge(later.counts, uniquingKeysWith: +) }

    /// Outcomes that occurred, in a fixed order.
    package var byOutcome: [(outcome: Outcome, count: Int)] {
        Outcome.allCases.compactMap { outcome in counts[outcome].map { (outcome, $0) } }
    }
}
