import Base

/// The past of a replay: what a scorer can ask of entries that exist in memory only. Each answer is found by key, since a
/// history may have a million events.
struct ReplayPast: LedgerPast {
    private struct TermKey: Hashable {
        let subject: Subject
        let term: String
    }
    private struct Begun {
        let behaviour: Behaviour
        let evidence: String
        let time_ms: Int64
        let isInstant: Bool
    }
    private struct Account {
        let end_ms: Int64
        let observed_ms: Int64
    }

    /// Behaviours that some merit of the policy excludes; stays of others need not be known.
    private let excluded: Set<Behaviour>
    private var eligible: [TermKey: [EligibleEvent]] = [:]
    private var begun: [Subject: [Begun]] = [:]
    private var beginnings: [String: Int64] = [:]
    private var endings: [String: Int64] = [:]
    private var accounts: [Subject: [Account]] = [:]
    private var merits: [String: Int64] = [:]
    /// Times of alarms, rising.
    private var alarmTimes: [Int64] = []

    init(policy: Policy) { excluded = Set(policy.merits.flatMap(\.without)) }

    /// Notes entries that the scorer has made.
    mutating func append(_ entries: [LedgerEntry]) {
        for entry in entries {
            switch entry.content {
            case .event(let event): append(event, of: entry)
            case .exposure(let exposure):
                if excluded.isEmpty { continue }
                accounts[entry.subject, default: []].append(
                    Account(end_ms: entry.time.milliseconds, observed_ms: exposure.observed_ms))
            case .merit(let merit): merits[merit.evidence, default: 0] += merit.weight_mp
            case .adjustment(let adjustment):
                if let given = merits[adjustment.evidence] {
                    merits[adjustment.evidence] = given + adjustment.weight_mp
                }
            default: continue
            }
        }
    }

    private mutating func append(_ event: EventEntry, of entry: LedgerEntry) {
        let time_ms = entry.time.milliseconds
        if event.consequence == .alarm { appendAlarm(at: time_ms) }
        if let began = event.began, excluded.contains(event.behaviour) { endings[began] = time_ms }
        guard let own = EligibleEvent(entry) else { return }
        if let term = event.term {
            eligible[TermKey(subject: entry.subject, term: term), default: []].append(own)
        }
        guard excluded.contains(event.behaviour) else { return }
        beginnings[event.evidence] = time_ms
        begun[entry.subject, default: []].append(
            Begun(
                behaviour: event.behaviour, evidence: event.evidence, time_ms: time_ms,
                isInstant: event.phase == .instant))
    }

    /// Notes an alarm that was sent.
    mutating func appendAlarm(at time_ms: Int64) {
        var index = alarmTimes.count
        while index > 0, alarmTimes[index - 1] > time_ms { index -= 1 }
        alarmTimes.insert(time_ms, at: index)
    }

    // There is one policy, so what is asked about another is not here.

    func eligible(_ query: HistoryQuery) -> [EligibleEvent] {
        (eligible[TermKey(subject: query.subject, term: query.term)] ?? []).filter { $0.time_ms >= query.from_ms }
    }

    func merit(_ query: MeritQuery) -> MeritRecord {
        var record = MeritRecord()
        record.given_mp = merits[query.merit]
        for account in accounts[query.subject] ?? [] {
            record.latestAccount_ms = max(record.latestAccount_ms ?? .min, account.end_ms)
            if account.end_ms > query.start_ms, account.end_ms <= query.end_ms {
                record.observed_ms += account.observed_ms
            }
        }
        for event in begun[query.subject] ?? [] where query.without.contains(event.behaviour) {
            let stay = Stay(
                evidence: event.evidence, began_ms: event.time_ms,
                ended_ms: event.isInstant ? event.time_ms : endings[event.evidence])
            if stay.reaches_ms >= query.start_ms { record.stays.append(stay) }
        }
        return record
    }

    func time_ms(ofEligible evidence: String, policy: String) -> Int64? { beginnings[evidence] }

    func end_ms(ofStay began: String, at subject: Subject, policy: String, from_ms: Int64) -> Int64? { endings[began] }

    func alarms(from_ms: Int64, until_ms: Int64) -> Int { position(of: until_ms) - position(of: from_ms) }

    /// How many alarms were before a time.
    private func position(of time_ms: Int64) -> Int {
        var low = 0, high = alarmTimes.count
        while low < high {
            let middle = (low + high) / 2
            if alarmTimes[middle] < time_ms { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
