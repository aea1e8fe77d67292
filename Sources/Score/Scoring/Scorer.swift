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

/// Turns observations into ledger entries: a pure fold over what is observed, under one policy.
///
/// The same observations in any order give the same standings; in the same order, the same entries, byte for byte. The
/// caller sees to it that no observation comes twice (the ledger knows the ids). What a scorer must know of the past is
/// asked of the caller: nothing while events come in order of time, so that its memory stays small; the eligible events
/// of one term, when one comes late or when the scorer has just been made anew from a ledger.
public struct Scorer: Sendable {
    public let policy: Policy
    public private(set) var nextSequence: Int64
    /// Whether entries exist that this value has not made itself.
    private let resumed: Bool
    private var plans: [PlanKey: ScoringPlan] = [:]
    /// One per term and subject; nil until its past has been asked for.
    private var progress: [TermProgress?] = []

    /// Makes a scorer that continues a ledger, or begins one.
    public init(policy: Policy, state: ScorerState = .empty) {
        (self.policy, nextSequence, resumed) = (policy, state.nextSequence, state.nextSequence > 0)
    }

    /// Scores one observation that has not been scored before.
    /// - Parameter recall: answers with the eligible events in the ledger that the query matches, in any order.
    /// - Returns: one entry for it, then adjustments of earlier ones if it came late under a cap.
    public mutating func score<E: Error>(
        _ observation: Observation, recall: (HistoryQuery) throws(E) -> [EligibleEvent]
    ) throws(E) -> [LedgerEntry] {
        switch observation {
        case .exposure(let exposure): return [enter(exposure)]
        case .event(let event): return try enter(event, recall: recall)
        case .nearMiss: return []  // what did not happen weighs nothing
        }
    }

    private mutating func enter(_ exposure: Exposure) -> LedgerEntry {
        entry(
            Subject(source: exposure.source, id: exposure.place), exposure.end,
            .exposure(
                ExposureEntry(
                    evidence: exposure.id, start: exposure.start, observed_ms: exposure.observed_ms,
                    blind_ms: exposure.blind_ms)))
    }

    private mutating func enter<E: Error>(
        _ event: ObservedEvent, recall: (HistoryQuery) throws(E) -> [EligibleEvent]
    ) throws(E) -> [LedgerEntry] {
        let plan = plan(for: event), minute = event.time.minuteOfDay
        let candidate = plan.term(minute: minute)
        var judgement = Judgement(event, term: candidate?.term, place: plan.place, minute: minute)
        let subject = event.scoredSubject
        guard let (term, slot) = candidate, judgement.outcome == .counted else {
            return [entry(subject, event.time, .event(judgement.entry(policy.consequences)))]
        }
        let changes = try weigh(&judgement, term, slot, subject, recall: recall)
        var entries = [entry(subject, event.time, .event(judgement.entry(policy.consequences)))]
        for change in changes {
            let adjustment = AdjustmentEntry(
                evidence: change.event.evidence, cause: judgement.eligible.evidence, weight_mp: change.weight_mp,
                halfLife_ms: change.event.halfLife_ms)
            let time = Timestamp(microseconds: change.event.time_ms * 1000)
            entries.append(entry(subject, time, .adjustment(adjustment)))
        }
        return entries
    }

    /// Settles repetition and cap; asks for the past only when the event is late or the past is unknown.
    private mutating func weigh<E: Error>(
        _ judgement: inout Judgement, _ term: BehaviourTerm, _ slot: Int, _ subject: Subject,
        recall: (HistoryQuery) throws(E) -> [EligibleEvent]
    ) throws(E) -> [(event: EligibleEvent, weight_mp: Int64)] {
        let event = judgement.eligible
        guard term.cap != nil || term.repetitionWindow_ms != nil else { return [] }
        if progress[slot] != nil, progress[slot]?.isInOrder(event) == true {
            judgement.repetition =
                progress[slot]?.repetition(at: event.time_ms, window_ms: term.repetitionWindow_ms) ?? 0
            judgement.weight_mp = progress[slot]?.enter(event, under: term.cap) ?? event.weight_mp
            return []
        }
        let from_ms = min(
            term.cap?.windowStart_ms(of: event.time_ms) ?? .max, event.time_ms - (term.repetitionWindow_ms ?? 0))
        let query = HistoryQuery(subject: subject, policy: policy.hash, term: term.id, from_ms: from_ms)
        let past = try resumed || progress[slot] != nil ? recall(query) : []
        let late = LateArrival(event, among: past, under: term.cap)
        judgement.weight_mp = late.weight_mp
        if let window_ms = term.repetitionWindow_ms {
            judgement.repetition = past.count { (event.time_ms - window_ms...event.time_ms).contains($0.time_ms) }
        }
        var rebuilt = TermProgress()
        for other in (past + [event]).sorted() { _ = rebuilt.enter(other, under: term.cap) }
        progress[slot] = rebuilt
        return late.changes
    }

    private mutating func plan(for event: ObservedEvent) -> ScoringPlan {
        let key = PlanKey(event)
        if let plan = plans[key] { return plan }
        let subject = event.scoredSubject
        let terms = policy.terms.filter { term in
            term.behaviour == event.behaviour && (term.places.isEmpty || term.places.contains { $0.matches(subject) })
        }
        let firstSlot = progress.count
        let candidates = terms.enumerated().map { (term: $1, slot: firstSlot + $0) }
        progress.append(contentsOf: repeatElement(nil, count: terms.count))
        let plan = ScoringPlan(place: policy.place(subject), candidates: candidates)
        plans[key] = plan
        return plan
    }

    private mutating func entry(_ subject: Subject, _ time: Timestamp, _ content: LedgerEntry.Content) -> LedgerEntry {
        defer { nextSequence += 1 }
        return LedgerEntry(sequence: nextSequence, subject: subject, time: time, policy: policy.hash, content: content)
    }
}
