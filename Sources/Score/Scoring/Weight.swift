/// What an event adds to a standing: points * criticality * confidence, rounded once.
public enum Weight {
    /// The weight before any cap, in milli-points: `points_mp * P/100 * C/1000` in one division.
    /// - Parameters:
    ///   - points_mp: what the policy gives a certain event at an ordinary place; magnitude at most 10^9.
    ///   - criticality_percent: P, 0...300.
    ///   - confidence_permille: C, 0...1000.
    public static func beforeCap_mp(points_mp: Int64, criticality_percent: Int64, confidence_permille: Int64) -> Int64 {
        roundedQuotient(points_mp * criticality_percent * confidence_permille, 100_000)
    }
}

extension EventEntry {
    /// What the event would add without a cap, in milli-points.
    public var weightBeforeCap_mp: Int64 {
        Weight.beforeCap_mp(
            points_mp: points_mp, criticality_percent: severity.factors.criticality_percent,
            confidence_permille: severity.factors.confidence_permille)
    }
}
