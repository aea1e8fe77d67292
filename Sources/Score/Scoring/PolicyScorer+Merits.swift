import Base

extension PolicyScorer {
    /// The entries that follow from an account: its own, and the merits of windows that it closes or changes.
    mutating func score<Past: LedgerPast>(_ exposure: Exposure, past: Past) throws(Past.Failure) -> [Draft] {
        let subject = Subject(source: exposure.source, id: exposure.place)
        let entry = ExposureEntry(
            evidence: exposure.id, start: exposure.start, observed_ms: exposure.observed_ms,
            blind_ms: exposure.blind_ms)
        var drafts = [Draft(subject, exposure.end, .exposure(entry))]
        if policy.merits.isEmpty { return drafts }
        try changeMerits(meritSlot(of: subject)) { merit throws(Past.Failure) in
            drafts += try merit.observe(entry, until: exposure.end, past: past)
        }
        return drafts
    }

    /// What an event changes of merits: a stay begins or ends. Events that do not count change nothing.
    mutating func settleMerits<Past: LedgerPast>(
        _ slot: Int, _ event: ObservedEvent, _ entry: EventEntry, past: Past
    ) throws(Past.Failure) -> [Draft] {
        guard entry.eligible || entry.began != nil else { return [] }
        var drafts: [Draft] = []
        try changeMerits(slot, without: event.behaviour) { merit throws(Past.Failure) in
            let time_ms = event.time.milliseconds
            if let began = entry.began {
                drafts += try merit.end(began, at: time_ms, cause: entry.evidence, past: past)
            } else {
                drafts += try merit.begin(
                    entry.evidence, at: time_ms, isInstant: event.phase == .instant, past: past)
            }
        }
        return drafts
    }

    /// Where the merits are that a place can earn.
    mutating func meritSlot(of subject: Subject) -> Int {
        if let slot = meritSlots[subject] { return slot }
        meritSlots[subject] = merits.count
        merits.append(
            policy.merits.filter { $0.applies(to: subject) }
                .map { MeritProgress($0, at: subject, under: policy, resumed: resumed) })
        return merits.count - 1
    }

    /// Changes the merits in a slot.
    /// - Parameter without: only those that exclude this behaviour; nil for all.
    mutating func changeMerits<Failure: Error>(
        _ slot: Int, without behaviour: Behaviour? = nil, _ change: (inout MeritProgress) throws(Failure) -> Void
    ) throws(Failure) {
        for index in merits[slot].indices where behaviour.map({ merits[slot][index].excludes($0) }) ?? true {
            try change(&merits[slot][index])
        }
    }
}
