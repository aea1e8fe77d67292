import Base

/// The results of several recordings and their totals.
package struct EvaluationReport: Hashable, Sendable {
    package let results: [FixtureResult]

    /// Makes a report; results keep their order.
    package init(_ results: [FixtureResult]) { self.results = results }

    /// Totals per behaviour over all recordings, in the order of the catalogue.
    package var tallies: [BehaviourTally] {
        Behaviour.allCases.compactMap { behaviour in
            let parts = results.flatMap(\.tallies).filter { $0.behaviour == behaviour }
            guard !parts.isEmpty else { return nil }
            var sum = BehaviourTally(behaviour: behaviour)
            for part in parts { sum.tally.add(part.tally) }
            return sum
        }
    }

    /// Totals over all behaviours and recordings: every event weighs the same.
    package var all: Tally {
        var sum = Tally()
        for result in results { for part in result.tallies { sum.add(part.tally) } }
        return sum
    }

    /// Length judged, in hours of one camera.
    package var cameraHours: Double { results.reduce(0) { $0 + $1.judged_s } / 3600 }

    /// False events per hour of one camera; nil when nothing was judged.
    package func falsePerHour(_ tally: Tally) -> Double? { cameraHours > 0 ? Double(tally.wrong) / cameraHours : nil }
}
