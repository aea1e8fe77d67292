import Base
import Score

/// The account behind a standing: where it starts, and what is left of each event.
struct StandingTerms {
    private let events: [String: ObservedEvent]
    private let policy: Policy
    /// Contributions that are listed one by one; older ones are added up in one line, so that the sum still holds.
    private static let most = 12

    /// Knows the events of a report by id.
    init(_ content: ReportContent) {
        events = Dictionary(content.events.map { ($0.event.id, $0.event) }) { first, _ in first }
        policy = content.policy
    }

    /// Where the place starts, then one line per contribution in order of time; the amounts add up to the standing.
    func terms(of place: PlaceHistory) -> [Term] {
        let rest = place.contributions.dropFirst(Self.most)
        var terms = [
            Term(
                name: "start", reason: "policy \(policy.id)", amount: pointsText(policy.standing.start_mp, signed: true)
            )
        ]
        if !rest.isEmpty {
            let sum = rest.reduce(0) { $0 + $1.remaining_mp }
            terms.append(
                Term(name: "earlier", reason: "\(rest.count) more events", amount: pointsText(sum, signed: true)))
        }
        return terms
            + place.contributions.prefix(Self.most).reversed().map { contribution in
                Term(
                    name: events[contribution.evidence]?.behaviour.rawValue ?? String(contribution.evidence.prefix(8)),
                    reason:
                        "\(contribution.time.clockTime), \(pointsText(contribution.weight_mp, signed: true)) when it happened",
                    amount: pointsText(contribution.remaining_mp, signed: true))
            }
    }
}
