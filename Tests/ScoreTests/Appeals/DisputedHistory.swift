import Base
import Score

/// A short random history in which appeals come between events: stays with beginning and end, moments, accounts of
/// observed time, in any order of arrival, under two policies that use everything, one after the other.
struct DisputedHistory {
    /// What comes next.
    enum Step {
        case observation(Observation)
        /// An upheld appeal against a stay.
        case appeal(ObservedEvent)
    }

    /// What came, in order of arrival.
    private(set) var steps: [Step] = []
    /// Ids of all events that were taken back, beginnings and ends.
    private(set) var takenBack: Set<String> = []
    static let hours: Int64 = 6
    static let places = ["door", "gate"]

    init(_ dice: inout Dice) {
        let stays = (0..<(3 + Int(dice.below(7)))).map { Self.stay($0, &dice) }
        var observations = stays.flatMap { $0 }.map { Observation.event($0) }
        for place in Self.places { observations += Self.accounts(of: place, &dice).map { .exposure($0) } }
        // Mostly in order of time, with a few that come late; now and then any order at all.
        observations.sort { Self.time($0) < Self.time($1) }
        if dice.below(3) == 0 {
            observations.shuffle(using: &dice)
        } else {
            for _ in 0..<2 {
                let late = observations.remove(at: Int(dice.below(Int64(observations.count))))
                observations.append(late)
            }
        }
        steps = observations.map { .observation($0) }
        for stay in stays where dice.below(3) == 0 { appeal(stay, &dice) }
    }

    /// Puts an appeal somewhere after the beginning of the stay; its end may come later.
    private mutating func appeal(_ stay: [ObservedEvent], _ dice: inout Dice) {
        takenBack.formUnion(stay.map(\.id))
        let begun = steps.firstIndex { if case .observation(.event(stay[0])) = $0 { true } else { false } } ?? 0
        steps.insert(.appeal(stay[0]), at: begun + 1 + Int(dice.below(Int64(steps.count - begun))))
    }

    /// The observations alone, without the events that were taken back.
    var undisputed: [Observation] {
        steps.compactMap { step in
            guard case .observation(let observation) = step else { return nil }
            if case .event(let event) = observation, takenBack.contains(event.id) { return nil }
            return observation
        }
    }

    private static func time(_ observation: Observation) -> Timestamp {
        switch observation {
        case .event(let event): event.time
        case .exposure(let exposure): exposure.end
        case .nearMiss(let nearMiss): nearMiss.end
        }
    }

    private static func stay(_ index: Int, _ dice: inout Dice) -> [ObservedEvent] {
        let behaviours: [Behaviour] = [.loitering, .exitBlocked, .wrongWay, .occupancy]
        let behaviour = behaviours[Int(dice.below(4))], place = places[Int(dice.below(2))]
        // Coarse times, so that several events share one instant and one window.
        let time_ms = dice.below(hours * 6) * 600_000, confidence = Double(dice.below(1001)) / 1000
        let isInstant = behaviour == .wrongWay
        let began = event(
            behaviour, at: time_ms, place: place, phase: isInstant ? .instant : .began, confidence: confidence,
            lasted_ms: 60_000, sequence: index)
        if isInstant || dice.below(4) == 0 { return [began] }
        let length_ms = dice.below(12) * 600_000
        var ended = event(
            behaviour, at: time_ms + length_ms, place: place, phase: .ended, confidence: confidence,
            lasted_ms: length_ms + 60_000, sequence: index)
        ended.end = ended.time
        return [began, ended]
    }

    private static func accounts(of place: String, _ dice: inout Dice) -> [Exposure] {
        (0..<hours).filter { _ in dice.below(8) > 0 }.map { hour in
            Exposure(
                source: "depot/bay", place: place, start: monday.plus(ms: hour * hour_ms),
                end: monday.plus(ms: (hour + 1) * hour_ms), observed_ms: hour_ms - dice.below(12) * 60_000, blind_ms: []
            )
        }
    }

    /// Two policies, the second from the third hour on.
    static let periods: [PolicyPeriod] = {
        var early = richPolicy(), late = richPolicy()
        for index in early.terms.indices where early.terms[index].cap != nil {
            early.terms[index].cap = Cap(.points_mp(3000), window_ms: 2 * hour_ms)
            late.terms[index].cap = Cap(.count(2), window_ms: 3 * hour_ms)
        }
        var blocked = BehaviourTerm(id: "exit-blocked", behaviour: .exitBlocked, level: .high)
        (blocked.points_mp, blocked.halfLife_ms, blocked.cap) = (-4000, 9 * hour_ms, Cap(.count(1), window_ms: hour_ms))
        early.terms.append(blocked)
        late.terms.append(blocked)
        early.merits = [MeritTerm(id: "kept-clear", merit: .keptClear, points_mp: 120)]
        late.merits = [
            MeritTerm(id: "kept-clear", merit: .keptClear, points_mp: 70),
            MeritTerm(id: "one-way-kept", merit: .oneWayKept, points_mp: 30),
        ]
        late.hash = "p2"
        return [
            PolicyPeriod(start: monday, policy: early),
            PolicyPeriod(start: monday.plus(ms: 3 * hour_ms), policy: late),
        ]
    }()
}

extension Book {
    /// What came, as it came.
    init(_ history: DisputedHistory) {
        self.init(DisputedHistory.periods)
        var number: Int64 = 0
        for step in history.steps {
            switch step {
            case .observation(let observation): enter(observation)
            case .appeal(let event):
                number += 1
                reverse(event, appeal: number)
            }
        }
    }

    /// What gives something to a place's standing, without the entries that it comes from.
    func given(at time: Timestamp, place: String) -> [Given] {
        contributions(at: time, place: place).filter { $0.weight_mp != 0 }.map { Given($0) }
    }
}

/// What one event or merit gives.
struct Given: Equatable {
    private let evidence: String
    private let time: Timestamp
    private let weight_mp: Int64
    private let halfLife_ms: Int64
    let remaining_mp: Int64

    init(_ contribution: Contribution) {
        (evidence, time) = (contribution.evidence, contribution.time)
        (weight_mp, halfLife_ms) = (contribution.weight_mp, contribution.halfLife_ms)
        remaining_mp = contribution.remaining_mp
    }
}
