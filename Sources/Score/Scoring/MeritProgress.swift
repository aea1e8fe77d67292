import Base

/// What is carried from observation to observation for one merit at one place.
///
/// Whether a window earns its merit is a function of what is in the ledger, and not of the order in which it came
/// (docs/scoring.md, "Merits"). What comes in order is settled from what is carried here; for a window that was closed
/// before, the past is asked for.
struct MeritProgress: Sendable {
    private struct Window: Sendable {
        let start_ms: Int64
        var observed_ms: Int64
    }

    private let term: MeritTerm
    private let subject: Subject
    private let policy: String
    /// What a window is worth at this place, in milli-points.
    private let weight_mp: Int64
    /// Whether the past need not be asked for what is carried.
    private var isKnown: Bool
    /// Whether the end of a stay may be in the ledger before its beginning is.
    private var mayKnowEnds: Bool
    /// End of the latest account: windows that end before it are closed.
    private var closedUntil_ms = Int64.min
    /// Windows that have accounts and are not closed, in order of time.
    private var windows: [Window] = []
    /// Stays that may touch a window that is not closed.
    private var stays: [Stay] = []

    /// - Parameter resumed: whether the ledger has entries that this value has not seen.
    init(_ term: MeritTerm, at subject: Subject, under policy: Policy, resumed: Bool) {
        (self.term, self.subject, self.policy) = (term, subject, policy.hash)
        weight_mp = roundedQuotient(term.points_mp * policy.place(subject).criticality_percent, 100)
        (isKnown, mayKnowEnds) = (!resumed, resumed)
    }

    /// Whether the behaviour keeps the place from the merit.
    func excludes(_ behaviour: Behaviour) -> Bool { term.without.contains(behaviour) }

    /// Takes an account of the place.
    mutating func observe<Past: LedgerPast>(
        _ exposure: ExposureEntry, until end: Timestamp, past: Past
    ) throws(Past.Failure) -> [Draft] {
        let end_ms = end.milliseconds, start_ms = term.windowStart_ms(of: end_ms - 1)
        try learn(start_ms, past)
        guard start_ms + term.window_ms > closedUntil_ms else {
            return try settle([start_ms], cause: exposure.evidence, past) { $0.observed_ms += exposure.observed_ms }
        }
        add(exposure.observed_ms, to: start_ms)
        closedUntil_ms = max(closedUntil_ms, end_ms)
        return close()
    }

    /// Takes an event that began a stay, or was one of no length.
    /// - Parameter isInstant: whether no end will come.
    mutating func begin<Past: LedgerPast>(
        _ evidence: String, at time_ms: Int64, isInstant: Bool, past: Past
    ) throws(Past.Failure) -> [Draft] {
        try learn(term.windowStart_ms(of: time_ms), past)
        var stay = Stay(evidence: evidence, began_ms: time_ms, ended_ms: isInstant ? time_ms : nil)
        if !isInstant, mayKnowEnds {
            stay.ended_ms = try past.end_ms(ofStay: evidence, at: subject, policy: policy, from_ms: time_ms)
        }
        stays.append(stay)
        return try settle(closed(from: time_ms, to: stay.reaches_ms), cause: evidence, past) { $0.stays.append(stay) }
    }

    /// Takes an event that ended a stay.
    mutating func end<Past: LedgerPast>(
        _ began: String, at time_ms: Int64, cause: String, past: Past
    ) throws(Past.Failure) -> [Draft] {
        try learn(term.windowStart_ms(of: time_ms), past)
        let known = stays.firstIndex { $0.evidence == began }
        let began_ms =
            if let known { stays[known].began_ms } else { try past.time_ms(ofEligible: began, policy: policy) }
        guard let began_ms else {
            mayKnowEnds = true
            return []
        }
        let open = Stay(evidence: began, began_ms: began_ms, ended_ms: nil)
        let ended = Stay(evidence: began, began_ms: began_ms, ended_ms: time_ms)
        if let known { stays[known] = ended } else { stays.append(ended) }
        let first = term.windowStart_ms(of: min(open.reaches_ms, time_ms)) + term.window_ms
        return try settle(closed(from: first, to: max(open.reaches_ms, time_ms)), cause: cause, past) { record in
            record.stays.removeAll { $0.evidence == began }
            record.stays.append(ended)
        }
    }

    /// Takes back an event that began a stay, with the stay.
    mutating func reverse<Past: LedgerPast>(
        _ evidence: String, at time_ms: Int64, isInstant: Bool, cause: String, past: Past
    ) throws(Past.Failure) -> [Draft] {
        try learn(term.windowStart_ms(of: time_ms), past)
        var stay = Stay(evidence: evidence, began_ms: time_ms, ended_ms: isInstant ? time_ms : nil)
        if !isInstant {
            stay.ended_ms = try past.end_ms(ofStay: evidence, at: subject, policy: policy, from_ms: time_ms)
        }
        stays.removeAll { $0.evidence == evidence }
        return try settle(closed(from: time_ms, to: stay.reaches_ms), cause: cause, past) { record in
            record.stays.removeAll { $0.evidence == evidence }
        }
    }
}

extension MeritProgress {
    /// Before anything that is observed: some 35 000 years before 1970.
    private static let earliest_ms: Int64 = -(1 << 50)

    /// Learns what the ledger knows of the window that is open, once.
    private mutating func learn<Past: LedgerPast>(_ start_ms: Int64, _ past: Past) throws(Past.Failure) {
        if isKnown { return }
        isKnown = true
        let record = try past.merit(query(start_ms))
        guard let latest_ms = record.latestAccount_ms else {
            // No window is closed: accounts may still come for any that a known stay touches.
            stays = try past.merit(query(term.windowStart_ms(of: Self.earliest_ms))).stays
            return
        }
        let open_ms = term.windowStart_ms(of: latest_ms), open = try past.merit(query(open_ms))
        (closedUntil_ms, stays) = (latest_ms, open.stays)
        if open_ms < latest_ms { windows = [Window(start_ms: open_ms, observed_ms: open.observed_ms)] }
    }

    private func query(_ start_ms: Int64) -> MeritQuery {
        MeritQuery(
            subject: subject, policy: policy, merit: id(start_ms), without: term.without, start_ms: start_ms,
            end_ms: start_ms + term.window_ms)
    }

    /// Names the merit of a window.
    private func id(_ start_ms: Int64) -> String {
        fnv1a128("merit\u{1F}\(subject.source)\u{1F}\(subject.id)\u{1F}\(policy)\u{1F}\(term.id)\u{1F}\(start_ms)")
    }

    private mutating func add(_ observed_ms: Int64, to start_ms: Int64) {
        if let index = windows.firstIndex(where: { $0.start_ms == start_ms }) {
            windows[index].observed_ms += observed_ms
        } else {
            let index = windows.firstIndex { $0.start_ms > start_ms } ?? windows.count
            windows.insert(Window(start_ms: start_ms, observed_ms: observed_ms), at: index)
        }
    }

    /// Settles the windows over which accounts have gone, and forgets what can touch none that is left.
    private mutating func close() -> [Draft] {
        var drafts: [Draft] = []
        while let window = windows.first, window.start_ms + term.window_ms <= closedUntil_ms {
            windows.removeFirst()
            if worth(window.start_ms, observed_ms: window.observed_ms, stays) != 0 {
                drafts.append(merit(window.start_ms))
            }
        }
        let open_ms = term.windowStart_ms(of: closedUntil_ms)
        stays.removeAll { $0.reaches_ms < open_ms }
        return drafts
    }

    /// Starts of the closed windows that lie from one instant to another.
    private func closed(from first_ms: Int64, to last_ms: Int64) -> StrideTo<Int64> {
        let end = min(last_ms + 1, closedUntil_ms == .min ? .min : closedUntil_ms - term.window_ms + 1)
        let start = term.windowStart_ms(of: first_ms)
        return stride(from: start, to: max(start, end), by: Int64.Stride(term.window_ms))
    }

    /// What a window earns, in milli-points.
    private func worth(_ start_ms: Int64, observed_ms: Int64, _ stays: [Stay]) -> Int64 {
        let end_ms = start_ms + term.window_ms
        let isSeen = observed_ms * 1000 >= term.observed_permille * term.window_ms
        return isSeen && !stays.contains { $0.touches(start_ms, end_ms) } ? weight_mp : 0
    }

    private func merit(_ start_ms: Int64) -> Draft {
        let content = MeritEntry(
            evidence: id(start_ms), term: term.id, start: Timestamp(microseconds: start_ms * 1000),
            points_mp: term.points_mp, weight_mp: weight_mp, halfLife_ms: term.halfLife_ms)
        return Draft(subject, start_ms + term.window_ms, .merit(content))
    }

    /// Settles closed windows once more, after something has changed what is known of them.
    private func settle<Past: LedgerPast>(
        _ starts: some Sequence<Int64>, cause: String, _ past: Past, _ change: (inout MeritRecord) -> Void
    ) throws(Past.Failure) -> [Draft] {
        var drafts: [Draft] = []
        for start_ms in starts {
            var record = try past.merit(query(start_ms))
            change(&record)
            let due_mp = worth(start_ms, observed_ms: record.observed_ms, record.stays)
            guard let given_mp = record.given_mp else {
                if due_mp != 0 { drafts.append(merit(start_ms)) }
                continue
            }
            if given_mp == due_mp { continue }
            let content = AdjustmentEntry(
                evidence: id(start_ms), cause: cause, weight_mp: due_mp - given_mp, halfLife_ms: term.halfLife_ms)
            drafts.append(Draft(subject, start_ms + term.window_ms, .adjustment(content)))
        }
        return drafts
    }
}
