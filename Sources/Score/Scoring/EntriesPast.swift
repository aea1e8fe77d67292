import Base

/// The past as a list of entries: for histories that are not in a ledger file.
public struct EntriesPast: LedgerPast, Sendable {
    /// By place, in the order in which they were made.
    private var entries: [Subject: [LedgerEntry]] = [:]
    private var reversed: Set<String> = []

    /// Makes a past of entries in their order.
    public init(_ entries: some Sequence<LedgerEntry> = []) { append(entries) }

    /// Adds entries that were made meanwhile.
    public mutating func append(_ more: some Sequence<LedgerEntry>) {
        for entry in more {
            entries[entry.subject, default: []].append(entry)
            if case .reversal(let reversal) = entry.content { reversed.insert(reversal.evidence) }
        }
    }

    public func eligible(_ query: HistoryQuery) -> [EligibleEvent] {
        (entries[query.subject] ?? []).lazy.filter(query.matches).compactMap { EligibleEvent($0) }
            .filter { !reversed.contains($0.evidence) }
    }

    public func merit(_ query: MeritQuery) -> MeritRecord {
        var record = MeritRecord()
        for entry in entries[query.subject] ?? [] {
            if entry.evidence == query.merit { record.given_mp = (record.given_mp ?? 0) + entry.weight_mp }
            guard entry.policy == query.policy else { continue }
            if case .exposure(let exposure) = entry.content {
                record.take(exposure, until_ms: entry.time.milliseconds, query)
            }
            if let stay = stay(entry, query), stay.reaches_ms >= query.start_ms { record.stays.append(stay) }
        }
        return record
    }

    private func stay(_ entry: LedgerEntry, _ query: MeritQuery) -> Stay? {
        guard case .event(let event) = entry.content, event.eligible, query.without.contains(event.behaviour),
            !reversed.contains(event.evidence)
        else { return nil }
        let time_ms = entry.time.milliseconds
        let ended_ms =
            event.phase == .instant
            ? time_ms : end_ms(ofStay: event.evidence, at: entry.subject, policy: entry.policy, from_ms: time_ms)
        return Stay(evidence: event.evidence, began_ms: time_ms, ended_ms: ended_ms)
    }

    public func time_ms(ofEligible evidence: String, policy: String) -> Int64? {
        if reversed.contains(evidence) { return nil }
        for list in entries.values {
            for entry in list where entry.policy == policy {
                if case .event(let event) = entry.content, event.evidence == evidence, event.eligible {
                    return entry.time.milliseconds
                }
            }
        }
        return nil
    }

    public func end_ms(ofStay began: String, at subject: Subject, policy: String, from_ms: Int64) -> Int64? {
        for entry in entries[subject] ?? [] where entry.policy == policy {
            if case .event(let event) = entry.content, event.began == began, !reversed.contains(event.evidence) {
                return entry.time.milliseconds
            }
        }
        return nil
    }

    public func alarms(from_ms: Int64, until_ms: Int64) -> Int {
        entries.values.reduce(0) { sum, list in
            sum
                + list.count { entry in
                    guard case .event(let event) = entry.content, event.consequence == .alarm else { return false }
                    return (from_ms..<until_ms).contains(entry.time.milliseconds)
                }
        }
    }
}

extension MeritRecord {
    /// Takes an account made under the policy that is asked for.
    public mutating func take(_ exposure: ExposureEntry, until_ms: Int64, _ query: MeritQuery) {
        latestAccount_ms = max(latestAccount_ms ?? .min, until_ms)
        if until_ms > query.start_ms, until_ms <= query.end_ms { observed_ms += exposure.observed_ms }
    }
}
