public import Base

/// Scores a ledger's history once more under a candidate policy and sets the result beside the entries that were made.
///
/// The caller gives the ledger's entries in their order, each event with what was observed. Pure: the same history gives the
/// same comparison. Memory: about 300 bytes for each event.
public struct PolicyReplay: Sendable {
    let candidate: Policy
    /// From when the candidate applies, by event time; before, both sides are the entries of the ledger.
    let from_ms: Int64
    /// What lies after this is not looked at.
    let until_ms: Int64
    private var scorer: Scorer
    private var past: ReplayPast
    private var subjectNumbers: [Subject: Int] = [:]
    private var numbers: [String: Int] = [:]
    private(set) var subjects: [Subject] = []
    var records: [ReplayRecord] = []
    /// Per subject, in order of the ledger.
    var accounts: [[(end_ms: Int64, exposure: ExposureEntry)]] = []
    private(set) var counts = PolicyDiff.Counts()

    /// Begins with an empty history.
    /// - Parameters:
    ///   - from: the candidate applies from then on; nil: always.
    ///   - until: the instant at which standings are compared.
    ///   - expected: about how many events there will be, for whom there is room at once.
    public init(candidate: Policy, from: Timestamp?, until: Timestamp, expected: Int = 0) {
        records.reserveCapacity(expected)
        numbers.reserveCapacity(expected)
        self.candidate = candidate
        (from_ms, until_ms) = (from?.milliseconds ?? .min, until.milliseconds)
        (scorer, past) = (Scorer(policy: candidate), ReplayPast(policy: candidate))
    }

    /// Takes the next entry of the ledger.
    /// - Parameters:
    ///   - event: what was observed; nil for other kinds, and when it has been erased.
    ///   - isReversed: whether the event was taken back after an appeal. Such an event counts on neither side.
    public mutating func take(_ entry: LedgerEntry, event: ObservedEvent?, isReversed: Bool = false) {
        take(PastEntry(entry), event: event, isReversed: isReversed)
    }

    /// The same of what a replay must know of an entry.
    package mutating func take(_ entry: PastEntry, event: ObservedEvent?, isReversed: Bool = false) {
        switch entry {
        case .event(let past):
            guard past.time.milliseconds <= until_ms else { return }
            if isReversed { counts.reversed += 1 } else { take(past, event) }
        case .exposure(let exposure, let subject, let end):
            if end.milliseconds <= until_ms { take(exposure, of: subject, until: end) }
        case .other(let entry):
            if entry.time.milliseconds <= until_ms { take(entry) }
        }
    }

    private mutating func take(_ entry: LedgerEntry) {
        switch entry.content {
        case .merit(let merit):
            let isKept = entry.time.milliseconds <= from_ms, side = ReplaySide(merit)
            let number = number(merit.evidence, of: entry.subject, at: entry.time, behaviour: nil, isKept: isKept)
            records[number].before = side
            if isKept { records[number].after = side }
        case .adjustment(let adjustment): adjust(adjustment.evidence, by: adjustment.weight_mp)
        case .reversal(let reversal): adjust(reversal.evidence, by: reversal.weight_mp)
        default: return
        }
    }

    private mutating func take(_ past: PastEvent, _ event: ObservedEvent?) {
        let isKept = event == nil || past.time.milliseconds < from_ms
        let number = number(
            past.evidence, of: past.subject, at: past.time, behaviour: past.behaviour, isKept: isKept)
        records[number].before = past.side
        guard let event, !isKept else {
            records[number].after = past.side
            if past.side.consequence == .alarm { self.past.appendAlarm(at: past.time.milliseconds) }
            if event == nil { counts.erased += 1 } else { counts.earlier += 1 }
            return
        }
        counts.replayed += 1
        enter(scorer.score(.event(event), past: self.past), event: number)
    }

    private mutating func take(_ exposure: ExposureEntry, of subject: Subject, until end: Timestamp) {
        accounts[number(of: subject)].append((end.milliseconds, exposure))
        guard end.milliseconds >= from_ms else { return }
        let account = Exposure(
            source: subject.source, place: subject.id, start: exposure.start, end: end,
            observed_ms: exposure.observed_ms, blind_ms: exposure.blind_ms)
        enter(scorer.score(.exposure(account), past: past), event: nil)
    }

    /// Notes what the candidate makes of an observation.
    /// - Parameter event: the record of the event that was observed.
    private mutating func enter(_ entries: [LedgerEntry], event record: Int?) {
        for entry in entries {
            switch entry.content {
            case .event(let event):
                if let record { records[record].after = ReplaySide(event) }
            case .merit(let merit):
                let number = number(
                    merit.evidence, of: entry.subject, at: entry.time, behaviour: nil, isKept: false)
                records[number].after = ReplaySide(merit)
            case .adjustment(let adjustment):
                if let number = numbers[adjustment.evidence] {
                    records[number].after?.weight_mp += adjustment.weight_mp
                }
            default: continue
            }
        }
        past.append(entries)
    }

    /// Takes a change that the ledger made to a weight. What is unknown belongs to an event that was taken back.
    private mutating func adjust(_ evidence: String, by weight_mp: Int64) {
        guard let number = numbers[evidence] else { return }
        records[number].before?.weight_mp += weight_mp
        if records[number].isKept { records[number].after?.weight_mp += weight_mp }
    }

    private mutating func number(
        _ evidence: String, of subject: Subject, at time: Timestamp, behaviour: Behaviour?, isKept: Bool
    ) -> Int {
        if let number = numbers[evidence] { return number }
        numbers[evidence] = records.count
        records.append(
            ReplayRecord(
                evidence: evidence, subject: number(of: subject), time_ms: time.milliseconds, behaviour: behaviour,
                isKept: isKept))
        return records.count - 1
    }

    private mutating func number(of subject: Subject) -> Int {
        if let number = subjectNumbers[subject] { return number }
        subjectNumbers[subject] = subjects.count
        subjects.append(subject)
        accounts.append([])
        return subjects.count - 1
    }
}
