import Base

/// What the policy says about one behaviour at one subject, looked up once.
struct ScoringPlan: Sendable {
    let place: PlaceRule
    /// Terms for the behaviour whose places fit, in the policy's order, each with its slot in the scorer's progress.
    let candidates: [(term: BehaviourTerm, slot: Int)]

    /// The term that applies at this minute of the UTC day.
    func term(minute: Int) -> (term: BehaviourTerm, slot: Int)? {
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
