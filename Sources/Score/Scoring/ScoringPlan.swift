import Base

/// What the policy says about one behaviour at one subject, looked up once. A class, since a term is large and every event
/// passes here.
final class ScoringPlan: Sendable {
    /// A term for the behaviour whose places fit, with its slot in the scorer's progress.
    final class Candidate: Sendable {
        let term: BehaviourTerm
        let slot: Int

        init(_ term: BehaviourTerm, slot: Int) { (self.term, self.slot) = (term, slot) }
    }

    let place: PlaceRule
    /// In the policy's order.
    let candidates: [Candidate]
    /// Where the subject's merits are, when one of them excludes the behaviour.
    let merits: Int?

    init(place: PlaceRule, candidates: [Candidate], merits: Int?) {
        (self.place, self.candidates, self.merits) = (place, candidates, merits)
    }

    /// The term that applies at this minute of the UTC day.
    func candidate(minute: Int) -> Candidate? {
        candidates.first { $0.term.hours.isEmpty || $0.term.hours.contains { $0.contains(minute: minute) } }
    }
}

/// Which plan: a subject and a behaviour.
struct PlanKey: Hashable, Sendable {
    let source: String
    let subject: String
    let behaviour: UInt8

    init(_ event: ObservedEvent) {
        (source, subject, behaviour) = (event.source, event.subject, event.behaviour.ordinal)
    }
}

extension Behaviour {
    /// Position in the closed list; hashing it is cheaper than hashing the name.
    var ordinal: UInt8 {
        switch self {
        case .motion: 0
        case .lineCrossed: 1
        case .zoneEntered: 2
        case .loitering: 3
        case .occupancy: 4
        case .overcrowding: 5
        case .wrongWay: 6
        case .speeding: 7
        case .exitBlocked: 8
        case .objectLeft: 9
        case .objectRemoved: 10
        case .fall: 11
        case .cameraTampered: 12
        case .signalLost: 13
        }
    }
}
