public import Base

/// Where a scorer takes up its work.
public struct ScorerState: Hashable, Sendable {
    /// Position of the next entry.
    public let nextSequence: Int64

    /// Makes a state from the number of entries already in the ledger.
    public init(nextSequence: Int64) { self.nextSequence = nextSequence }

    /// Nothing has been entered.
    public static let empty = ScorerState(nextSequence: 0)
}

/// From when a policy applies.
public struct PolicyPeriod: Hashable, Sendable {
    /// By the time of what is scored.
    public let start: Timestamp
    public let policy: Policy

    /// Makes a period; it lasts until that of another policy begins.
    public init(start: Timestamp, policy: Policy) { (self.start, self.policy) = (start, policy) }
}

/// Turns observations into ledger entries: a pure fold over what is observed, under the policy that applies at the time of
/// each observation.
///
/// The same observations in any order give the same standings; in the same order, the same entries, byte for byte. The
/// caller sees to it that no observation comes twice (the ledger knows the ids). What a scorer must know of the past is
/// asked of the caller: nothing while events come in order of time, so that its memory stays small; the eligible events
/// of one term, when one comes late or when the scorer has just been made anew from a ledger.
public struct Scorer: Sendable {
    public private(set) var nextSequence: Int64
    /// In order of activation; never empty.
    private var periods: [(start_us: Int64, scorer: PolicyScorer)]
    private var alarms = AlarmAccount()

    /// Makes a scorer that continues a ledger, or begins one, under one policy for all times.
    public init(policy: Policy, state: ScorerState = .empty) {
        self.init([PolicyPeriod(start: Timestamp(microseconds: .min), policy: policy)], state: state)
    }

    /// Makes a scorer that continues a ledger, or begins one.
    /// - Parameter periods: in the order in which they were activated; at least one. At any time that one applies which
    ///   began last, of two that began together the later activated; before all of them the first.
    public init(_ periods: [PolicyPeriod], state: ScorerState) {
        precondition(!periods.isEmpty, "a scorer needs a policy")
        nextSequence = state.nextSequence
        self.periods = periods.map {
            ($0.start.microseconds, PolicyScorer($0.policy, resumed: state.nextSequence > 0))
        }
    }

    /// A scorer under the same policies that knows nothing but how long the ledger is.
    public func anew(nextSequence: Int64) -> Scorer {
        let same = periods.map { period in
            PolicyPeriod(start: Timestamp(microseconds: period.start_us), policy: period.scorer.policy)
        }
        return Scorer(same, state: ScorerState(nextSequence: nextSequence))
    }

    /// The policy that was activated last.
    public var policy: Policy { periods[periods.count - 1].scorer.policy }

    /// Every policy that applies at some time.
    public var policies: [Policy] { periods.map(\.scorer.policy) }

    /// The policy that applies at a time.
    public func policy(at time: Timestamp) -> Policy { periods[period(at: time)].scorer.policy }

    private func period(at time: Timestamp) -> Int {
        if periods.count == 1 { return 0 }
        let time_us = time.microseconds
        var best = 0
        for (index, period) in periods.enumerated()
        where period.start_us <= time_us
            && (period.start_us >= periods[best].start_us || periods[best].start_us > time_us)
        {
            best = index
        }
        return best
    }

    /// Scores one observation that has not been scored before.
    /// - Parameter past: what has been entered so far.
    /// - Returns: one entry for it, then what it changes: weights of events under the same cap, if it came late, and merits.
    public mutating func score<Past: LedgerPast>(
        _ observation: Observation, past: Past
    ) throws(Past.Failure) -> [LedgerEntry] {
        switch observation {
        case .exposure(let exposure):
            let index = period(at: exposure.end)
            return number(try periods[index].scorer.score(exposure, past: past), index)
        case .event(let event):
            let index = period(at: event.time)
            let drafts = try periods[index].scorer.score(event, &alarms, past: past)
            return number(drafts.own, drafts.others, index)
        case .nearMiss: return []  // what did not happen weighs nothing
        }
    }

    /// Takes back an event after an appeal was upheld: what it added, what it took from others under the same cap, and what it
    /// kept the place from earning. The end of a stay is taken back after its beginning, by a call of its own. A scorer that
    /// scores on must be made anew afterwards.
    /// - Parameters:
    ///   - entry: the event's own entry, not reversed.
    ///   - policy: that of the entry.
    ///   - weight_mp: sum of the weights of all entries about the event, in milli-points.
    ///   - past: what has been entered so far, the decision and earlier reversals included.
    /// - Returns: the reversal, then adjustments and merits; none when the entry is not one of an event.
    public static func reverse<Past: LedgerPast>(
        _ entry: LedgerEntry, under policy: Policy, weight_mp: Int64, appeal: Int64, next: ScorerState, past: Past
    ) throws(Past.Failure) -> [LedgerEntry] {
        guard case .event(let event) = entry.content else { return [] }
        var scorer = Scorer(policy: policy, state: next)
        let drafts = try scorer.periods[0].scorer.reverse(
            entry, event, weight_mp: weight_mp, appeal: appeal, past: past)
        return scorer.number(drafts, 0)
    }

    private mutating func number(_ drafts: [Draft], _ index: Int) -> [LedgerEntry] {
        drafts.map { number($0, periods[index].scorer.policy.hash) }
    }

    /// The same without an array for the one that nearly always is alone.
    private mutating func number(_ own: Draft, _ others: [Draft], _ index: Int) -> [LedgerEntry] {
        let entry = number(own, periods[index].scorer.policy.hash)
        return others.isEmpty ? [entry] : [entry] + number(others, index)
    }

    private mutating func number(_ draft: Draft, _ hash: String) -> LedgerEntry {
        defer { nextSequence += 1 }
        return LedgerEntry(
            sequence: nextSequence, subject: draft.subject, time: draft.time, policy: hash, content: draft.content)
    }
}
