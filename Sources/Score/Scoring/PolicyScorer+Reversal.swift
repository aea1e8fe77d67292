import Base

extension PolicyScorer {
    /// The entries that take back an event and all that followed from it for other weights.
    /// - Parameters:
    ///   - entry: the event's own entry, made under this policy and not reversed.
    ///   - weight_mp: sum of the weights of all entries about it.
    mutating func reverse<Past: LedgerPast>(
        _ entry: LedgerEntry, _ event: EventEntry, weight_mp: Int64, appeal: Int64, past: Past
    ) throws(Past.Failure) -> [Draft] {
        let content = ReversalEntry(
            evidence: event.evidence, appeal: appeal, weight_mp: -weight_mp, halfLife_ms: event.halfLife_ms)
        var drafts = [Draft(entry.subject, entry.time, .reversal(content))]
        let cause = "appeal \(appeal)"
        guard let own = EligibleEvent(entry) else { return drafts }
        drafts += try release(own, event, of: entry.subject, cause: cause, past: past)
        try changeMerits(meritSlot(of: entry.subject), without: event.behaviour) { merit throws(Past.Failure) in
            drafts += try merit.reverse(
                event.evidence, at: own.time_ms, isInstant: event.phase == .instant, cause: cause, past: past)
        }
        return drafts
    }

    /// Gives others under the same cap what the event had used of it.
    private func release<Past: LedgerPast>(
        _ own: EligibleEvent, _ event: EventEntry, of subject: Subject, cause: String, past: Past
    ) throws(Past.Failure) -> [Draft] {
        guard let term = policy.terms.first(where: { $0.id == event.term }), let cap = term.cap else { return [] }
        let known = try past.eligible(query(term, subject, around: own.time_ms))
        // What the event's coming would take from the others is what its going gives back.
        let others = known.filter { $0.evidence != own.evidence }
        return LateArrival(own, among: others, under: cap).changes.map {
            adjustment(of: $0.event, by: -$0.weight_mp, cause: cause, subject)
        }
    }
}
