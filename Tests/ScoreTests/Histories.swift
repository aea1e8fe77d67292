import Base
import Score

/// A generator of numbers that gives the same ones on every machine (SplitMix64, S. Vigna's public domain reference).
struct Dice: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ bound: Int64) -> Int64 { Int64.random(in: 0..<bound, using: &self) }
}

/// 2026-05-04T00:00:00Z.
let monday = Timestamp(microseconds: 1_777_852_800_000_000)
let hour_ms: Int64 = 3_600_000

extension Timestamp {
    /// The instant so many milliseconds later.
    func plus(ms: Int64) -> Timestamp { Timestamp(microseconds: microseconds + ms * 1000) }
}

/// An event with the fields that scoring looks at.
func event(
    _ behaviour: Behaviour = .loitering, at ms: Int64, place: String = "door", phase: ObservedEvent.Phase = .began,
    confidence: Double = 1, lasted_ms: Int64 = 0, sequence: Int = 0
) -> ObservedEvent {
    var event = ObservedEvent(
        source: "depot/bay", behaviour: behaviour, subject: place, rule: "\(behaviour.rawValue)@\(place)", phase: phase,
        time: monday.plus(ms: ms), start: monday.plus(ms: ms - lasted_ms), startSequence: sequence)
    event.confidence = confidence
    return event
}

/// A policy with one term for loitering: -2 points, half-life 72 h, at most 3 points a day.
func smallPolicy(cap: Cap? = Cap(.points_mp(3000), window_ms: 24 * hour_ms), repetition_ms: Int64? = nil) -> Policy {
    var policy = Policy(id: "small", version: 1, title: "Small", reason: "Tests", hash: "p1")
    var term = BehaviourTerm(id: "loitering", behaviour: .loitering, level: .low)
    (term.points_mp, term.halfLife_ms, term.cap) = (-2000, 72 * hour_ms, cap)
    (term.minimumConfidence_permille, term.repetitionWindow_ms) = (400, repetition_ms)
    policy.terms = [term]
    return policy
}

/// Scores observations in the order given; the past is what has been entered so far.
struct Book {
    var scorer: Scorer
    var entries: [LedgerEntry] = []
    private var past = CountingPast()

    init(_ policy: Policy) { scorer = Scorer(policy: policy) }
    init(_ periods: [PolicyPeriod]) { scorer = Scorer(periods, state: .empty) }

    /// How often the scorer asked for the past.
    var recalls: Int { past.asked.count }

    mutating func enter(_ observation: Observation) { append(scorer.score(observation, past: past)) }

    mutating func append(_ new: [LedgerEntry]) {
        entries += new
        past.entries.append(new)
    }

    /// Takes back a stay, as an upheld appeal does, and goes on with a scorer made anew.
    mutating func reverse(_ event: ObservedEvent, appeal: Int64 = 1) {
        let policies = Dictionary(scorer.policies.map { ($0.hash, $0) }) { $1 }
        for entry in entries.filter({ entry in
            if case .event(let found) = entry.content {
                found.evidence == event.id || found.began == event.id
            } else {
                false
            }
        }) {
            guard let policy = policies[entry.policy] else { continue }
            let weight_mp = entries.filter { $0.evidence == entry.evidence }.reduce(0) { $0 + $1.weight_mp }
            append(
                Scorer.reverse(
                    entry, under: policy, weight_mp: weight_mp, appeal: appeal,
                    next: ScorerState(nextSequence: Int64(entries.count)), past: past))
        }
        restart()
    }

    mutating func enter(_ events: [ObservedEvent]) { events.forEach { enter(.event($0)) } }

    /// Goes on with a scorer made anew, as after a restart.
    mutating func restart() {
        scorer = scorer.anew(nextSequence: Int64(entries.count))
    }

    func contributions(at time: Timestamp, place: String = "door") -> [Contribution] {
        let inputs = entries.filter { $0.subject.id == place }.compactMap { StandingInput($0) }
        return Contribution.all(of: inputs, at: time)
    }

    func standing_mp(at time: Timestamp, place: String = "door") -> Int64 {
        Standing(
            of: Subject(source: "depot/bay", id: place), at: time, contributions: contributions(at: time, place: place),
            exposure: .none, policy: scorer.policy
        ).sum_mp
    }

    /// Event entries alone, in order.
    var events: [EventEntry] {
        entries.compactMap { if case .event(let event) = $0.content { event } else { nil } }
    }
}

/// A policy that uses everything: caps by points and by count, hours, places, repetition, a merit.
func richPolicy() -> Policy {
    var policy = smallPolicy(repetition_ms: hour_ms)
    policy.places = [PlaceRule(selector: PlaceSelector("bay/gate"))]
    policy.places[0].criticality_percent = 150
    policy.places[0].sensitiveHours = [DailyHours(fromMinute: 22 * 60, toMinute: 6 * 60)]
    var night = BehaviourTerm(id: "wrong-way-night", behaviour: .wrongWay, level: .high)
    night.hours = [DailyHours(fromMinute: 22 * 60, toMinute: 6 * 60)]
    (night.points_mp, night.halfLife_ms, night.cap) = (-777, 5 * hour_ms, Cap(.count(3), window_ms: hour_ms))
    var day = BehaviourTerm(id: "wrong-way", behaviour: .wrongWay, level: .medium)
    (day.points_mp, day.halfLife_ms) = (-333, 100 * hour_ms)
    var merit = BehaviourTerm(id: "occupancy", behaviour: .occupancy, level: .info)
    (merit.points_mp, merit.halfLife_ms, merit.cap) = (150, 24 * hour_ms, Cap(.points_mp(400), window_ms: 6 * hour_ms))
    policy.terms += [night, day, merit]
    return policy
}

/// A random history of distinct events over four days, in order of time.
func randomHistory(_ dice: inout Dice, count: Int) -> [ObservedEvent] {
    let behaviours: [Behaviour] = [.loitering, .wrongWay, .occupancy, .motion]
    return (0..<count).map { index in
        // Coarse times, so that several events share one instant.
        event(
            behaviours[Int(dice.below(4))], at: dice.below(96) * hour_ms + dice.below(3) * 600_000,
            place: dice.below(2) == 0 ? "door" : "gate", phase: dice.below(6) == 0 ? .ended : .began,
            confidence: Double(dice.below(1001)) / 1000, lasted_ms: dice.below(600_000), sequence: index)
    }.sorted { ($0.time, $0.id) < ($1.time, $1.id) }
}

/// A past that counts the questions.
final class Questions: @unchecked Sendable {
    var count = 0
}

/// The entries so far, and how often they were asked for.
struct CountingPast: LedgerPast {
    var entries = EntriesPast()
    let asked = Questions()

    func eligible(_ query: HistoryQuery) -> [EligibleEvent] {
        asked.count += 1
        return entries.eligible(query)
    }

    func merit(_ query: MeritQuery) -> MeritRecord {
        asked.count += 1
        return entries.merit(query)
    }

    func time_ms(ofEligible evidence: String, policy: String) -> Int64? {
        asked.count += 1
        return entries.time_ms(ofEligible: evidence, policy: policy)
    }

    func end_ms(ofStay began: String, at subject: Subject, policy: String, from_ms: Int64) -> Int64? {
        asked.count += 1
        return entries.end_ms(ofStay: began, at: subject, policy: policy, from_ms: from_ms)
    }

    func alarms(from_ms: Int64, until_ms: Int64) -> Int { entries.alarms(from_ms: from_ms, until_ms: until_ms) }
}
