import Base

/// How much of a cap the events of one window have used, in the order of their times and, at the same time, of their ids.
struct CapAccount: Hashable, Sendable {
    private var used: Int64 = 0

    /// What is left of a weight under the cap; the account takes note of it. Without a cap the weight stays whole.
    mutating func admit(_ weight_mp: Int64, under cap: Cap?) -> Int64 {
        switch cap?.limit {
        case nil: return weight_mp
        case .count(let most):
            used += 1
            return used <= Int64(most) ? weight_mp : 0
        case .points_mp(let most):
            let magnitude = min(Int64(weight_mp.magnitude), max(0, most - used))
            used += magnitude
            return weight_mp < 0 ? -magnitude : magnitude
        }
    }
}

/// An event that uses up a cap and counts as a repetition: what the scorer must remember of the past.
public struct EligibleEvent: Hashable, Comparable, Sendable {
    /// Milliseconds since the Unix epoch.
    public let time_ms: Int64
    /// Id of the event.
    public let evidence: String
    /// Weight before any cap, in milli-points.
    public let weight_mp: Int64
    /// Half-life in milliseconds.
    public let halfLife_ms: Int64

    /// Makes one.
    public init(time_ms: Int64, evidence: String, weight_mp: Int64, halfLife_ms: Int64) {
        (self.time_ms, self.evidence) = (time_ms, evidence)
        (self.weight_mp, self.halfLife_ms) = (weight_mp, halfLife_ms)
    }

    /// What an entry says about the past; nil when it is no eligible event.
    public init?(_ entry: LedgerEntry) {
        guard case .event(let event) = entry.content, event.eligible else { return nil }
        self.init(
            time_ms: entry.time.milliseconds, evidence: event.evidence, weight_mp: event.weightBeforeCap_mp,
            halfLife_ms: event.halfLife_ms)
    }

    /// Order by time, then by id: the order in which a cap is used up.
    public static func < (a: EligibleEvent, b: EligibleEvent) -> Bool {
        a.time_ms == b.time_ms ? a.evidence < b.evidence : a.time_ms < b.time_ms
    }
}
