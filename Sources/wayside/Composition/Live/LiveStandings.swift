import Base
import Settings
import Ledger
import Score

/// Where the places of a watched camera stand, for the live view. Asks by a reader of its own, so that scoring does not
/// wait for it.
struct LiveStandings {
    private let subjects: [Subject]
    private let policy: Policy
    private let ledgerPath: String

    init(_ plan: WatchPlan, _ session: LedgerSession) {
        let source = "\(plan.site)/\(plan.camera.id)"
        subjects = plan.camera.places.prefix(LiveView.mostPlaces).map { Subject(source: source, id: $0.id) }
        (policy, ledgerPath) = (session.policy.policy, session.state.ledgerPath)
    }

    /// Where they stand at this time, in the order of the configuration.
    func places(at time: Timestamp) throws -> [LiveSnapshot.Place] {
        try Failure.mapping { () throws(LedgerError) in
            let reader = try LedgerReader(path: ledgerPath)
            var places: [LiveSnapshot.Place] = []
            for subject in subjects {
                places.append(place(try reader.standing(of: subject, at: time, policy: policy)))
            }
            return places
        }
    }

    private func place(_ standing: Standing) -> LiveSnapshot.Place {
        let range_mp = Double(policy.standing.highest_mp - policy.standing.lowest_mp)
        let share = range_mp > 0 ? Double(standing.shown_mp - policy.standing.lowest_mp) / range_mp : 0
        return LiveSnapshot.Place(
            name: standing.subject.id, share: share,
            number: standing.isRated ? pointsText(standing.shown_mp) : "unrated",
            consequence: standing.consequence?.rawValue,
            observed: standing.exposure.observed_permille.map { Double($0) / 1000 })
    }
}
