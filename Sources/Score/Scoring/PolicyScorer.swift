import Base

/// Scores what falls under one policy; `Scorer` numbers the entries and knows which policy applies when.
struct PolicyScorer: Sendable {
    let policy: Policy
    /// Whether entries exist that this value has not made itself.
    let resumed: Bool
    private var plans: [PlanKey: ScoringPlan] = [:]
    /// One per term and subject; nil until its past has been asked for.
    private var progress: [TermProgress?] = []
    /// One list per subject, each in the policy's order; and where that of a subject is.
    var merits: [[MeritProgress]] = []
    var meritSlots: [Subject: Int] = [:]

    init(_ policy: Policy, resumed: Bool) { (self.policy, self.resumed) = (policy, resumed) }

    /// The entries that follow from an event: its own; then adjustments of earlier ones if it came late under a cap, and what
    /// changes of merits.
    mutating func score<Past: LedgerPast>(
        _ event: ObservedEvent, _ alarms: inout AlarmAccount, past: Past
    ) throws(Past.Failure) -> (own: Draft, others: [Draft]) {
        let plan = plan(for: event), minute = event.time.minuteOfDay
        let candidate = plan.candidate(minute: minute)
        var judgement = Judgement(event, candidate, place: plan.place, minute: minute)
        let subject = event.scoredSubject
        var others: [Draft] = []
        if let candidate, judgement.outcome == .counted {
            others = try weigh(&judgement, candidate, subject, past: past)
        }
        let entry = try judgement.entry(of: event, policy.consequences) { () throws(Past.Failure) in
            guard let budget = policy.alarms else { return true }
            return try alarms.admit(at: event.time.milliseconds, under: budget, past: past)
        }
        if let slot = plan.merits { others += try settleMerits(slot, event, entry, past: past) }
        return (Draft(subject, event.time, .event(entry)), others)
    }

    /// Settles repetition and cap; asks for the past only when the event is late or the past is unknown.
    private mutating func weigh<Past: LedgerPast>(
        _ judgement: inout Judgement, _ candidate: ScoringPlan.Candidate, _ subject: Subject, past: Past
    ) throws(Past.Failure) -> [Draft] {
        let term = candidate.term, slot = candidate.slot
        guard term.cap != nil || term.repetitionWindow_ms != nil else { return [] }
        let event = judgement.eligible
        if progress[slot] != nil, progress[slot]?.isInOrder(event) == true {
            judgement.repetition =
                progress[slot]?.repetition(at: event.time_ms, window_ms: term.repetitionWindow_ms) ?? 0
            judgement.weight_mp = progress[slot]?.enter(event, under: term.cap) ?? event.weight_mp
            return []
        }
        let known = resumed || progress[slot] != nil
        let earlier = known ? try past.eligible(query(term, subject, around: event.time_ms)) : []
        let late = LateArrival(event, among: earlier, under: term.cap)
        judgement.weight_mp = late.weight_mp
        if let window_ms = term.repetitionWindow_ms {
            judgement.repetition = earlier.count { (event.time_ms - window_ms...event.time_ms).contains($0.time_ms) }
        }
        var rebuilt = TermProgress()
        for other in (earlier + [event]).sorted() { _ = rebuilt.enter(other, under: term.cap) }
        progress[slot] = rebuilt
        return late.changes.map { adjustment(of: $0.event, by: $0.weight_mp, cause: event.evidence, subject) }
    }

    /// Asks for what an event at this time can change, or be changed by.
    func query(_ term: BehaviourTerm, _ subject: Subject, around time_ms: Int64) -> HistoryQuery {
        HistoryQuery(
            subject: subject, policy: policy.hash, term: term.id,
            from_ms: min(term.cap?.windowStart_ms(of: time_ms) ?? .max, time_ms - (term.repetitionWindow_ms ?? 0)))
    }

    func adjustment(of event: EligibleEvent, by weight_mp: Int64, cause: String, _ subject: Subject) -> Draft {
        let content = AdjustmentEntry(
            evidence: event.evidence, cause: cause, weight_mp: weight_mp, halfLife_ms: event.halfLife_ms)
        return Draft(subject, event.time_ms, .adjustment(content))
    }

    private mutating func plan(for event: ObservedEvent) -> ScoringPlan {
        let key = PlanKey(event)
        if let plan = plans[key] { return plan }
        let subject = event.scoredSubject
        let terms = policy.terms.filter { term in
            term.behaviour == event.behaviour && (term.places.isEmpty || term.places.contains { $0.matches(subject) })
        }
        let firstSlot = progress.count
        let candidates = terms.enumerated().map { ScoringPlan.Candidate($1, slot: firstSlot + $0) }
        progress.append(contentsOf: repeatElement(nil, count: terms.count))
        let slot = policy.merits.isEmpty ? nil : meritSlot(of: subject)
        let merits = slot.flatMap { slot in
            self.merits[slot].contains { $0.excludes(event.behaviour) } ? slot : nil
        }
        let plan = ScoringPlan(place: policy.place(subject), candidates: candidates, merits: merits)
        plans[key] = plan
        return plan
    }
}
