import Base

/// One event under one term, on its way to an entry: everything that follows from the event and the policy alone is
/// settled at once; repetition and what the cap leaves come from the past.
struct Judgement {
    let eligible: EligibleEvent
    private(set) var outcome: Outcome
    /// Weight under the cap, in milli-points.
    var weight_mp: Int64
    /// R before it is limited to five.
    var repetition = 0
    private let candidate: ScoringPlan.Candidate?
    private var factors: SeverityFactors

    init(_ event: ObservedEvent, _ candidate: ScoringPlan.Candidate?, place: PlaceRule, minute: Int) {
        self.candidate = candidate
        factors = SeverityFactors(event, candidate, place: place, minute: minute)
        outcome = Judgement.outcome(event, candidate, factors)
        let raw_mp = Weight.beforeCap_mp(
            points_mp: candidate?.term.points_mp ?? 0, criticality_percent: factors.criticality_percent,
            confidence_permille: factors.confidence_permille)
        eligible = EligibleEvent(
            time_ms: event.time.milliseconds, evidence: event.id, weight_mp: raw_mp,
            halfLife_ms: candidate?.term.halfLife_ms ?? 1)
        weight_mp = outcome == .counted ? raw_mp : 0
    }

    private static func outcome(
        _ event: ObservedEvent, _ candidate: ScoringPlan.Candidate?, _ factors: SeverityFactors
    ) -> Outcome {
        guard let candidate else { return .noTerm }
        if event.phase == .ended { return .endOfStay }
        return factors.confidence_permille < candidate.term.minimumConfidence_permille ? .belowConfidence : .counted
    }

    /// The severity, once repetition is known.
    private var severity: Severity {
        var factors = factors
        factors.repetition = min(Steps.most, repetition)
        return Severity(factors)
    }

    /// The finished entry. Only what counts (or would, but for the cap) can alarm anyone.
    /// - Parameters:
    ///   - event: the one that is judged.
    ///   - alarms: whether another alarm may be sent; asked only when there is one.
    func entry<E: Error>(
        of event: ObservedEvent, _ rule: ConsequenceRule, alarms: () throws(E) -> Bool
    ) throws(E) -> EventEntry {
        let severity = severity
        var consequence = outcome == .counted ? rule.ofEvent(level: severity.level) : .note
        if consequence == .alarm, try !alarms() { consequence = .digest }
        let settled = outcome == .counted && weight_mp != eligible.weight_mp ? Outcome.capped : outcome
        return EventEntry(
            evidence: eligible.evidence, behaviour: event.behaviour, phase: event.phase,
            began: event.beganID, term: candidate?.term.id, severity: severity, outcome: settled,
            points_mp: candidate?.term.points_mp ?? 0, weight_mp: weight_mp,
            halfLife_ms: eligible.halfLife_ms,
            consequence: consequence)
    }
}

extension SeverityFactors {
    /// The factors that follow from the event and the policy alone; repetition is left at 0.
    init(_ event: ObservedEvent, _ candidate: ScoringPlan.Candidate?, place: PlaceRule, minute: Int) {
        self.init()
        criticality_percent = place.criticality_percent
        confidence_permille = min(max(permille(event.confidence), 0), 1000)
        sensitive = place.sensitiveHours.contains { $0.contains(minute: minute) }
        guard let candidate else { return }
        base = candidate.term.level
        if let steps = candidate.term.duration {
            // Spelled out: `??` would copy the event.
            let end = if let end = event.end { end } else { event.time }
            duration = steps.reached(by: end.milliseconds - event.start.milliseconds)
        }
        if let wanted = candidate.term.measure, let found = event.measures.first(where: { $0.name == wanted.name }) {
            measure = wanted.steps.reached(by: permille(found.value))
        }
    }
}
