package import Base

/// One pass over all clips with one detector.
package struct DatasetRun: Hashable, Sendable {
    /// `motion alone`, or the name of the neural model that helped.
    package let name: String
    package let clips: [ClipOutcome]

    /// Makes a run.
    package init(name: String, clips: [ClipOutcome]) { (self.name, self.clips) = (name, clips) }

    /// Filmed or rendered clips alone.
    package func clips(simulated: Bool) -> [ClipOutcome] { clips.filter { $0.isSimulated == simulated } }
}

/// A whole dataset's measurement, ready to be shown: values only, so that the same measurement gives the same pages.
package struct DatasetReport: Sendable {
    /// The same clips in every run, in the same order; motion alone comes first.
    package var runs: [DatasetRun]
    package var peers: [PeerFigure] = []
    package var parity: ParityReport?
    /// Behaviours whose figures stand in a table of their own.
    package var experimental: [Behaviour] = []
    /// Sentences the reader must know: what was absent and therefore not measured.
    package var notes: [String] = []
    package var detector: String
    /// The processor that the costs belong to.
    package var machine: String

    /// Makes a report of at least one run.
    package init(runs: [DatasetRun], detector: String, machine: String) {
        precondition(!runs.isEmpty, "a report without a run says nothing")
        (self.runs, self.detector, self.machine) = (runs, detector, machine)
    }

    /// Names of the other programs, in order of appearance.
    package var peerNames: [String] { peers.reduce(into: []) { if !$0.contains($1.peer) { $0.append($1.peer) } } }
}

/// Clips that belong together, and what they add up to.
package struct ClipGroup: Sendable {
    /// Of the group, e.g. a condition.
    package let name: String
    package let clips: [ClipOutcome]

    /// Makes a group.
    package init(name: String, clips: [ClipOutcome]) { (self.name, self.clips) = (name, clips) }

    /// One group for each condition, by name; clips of which nobody said any are one group, `not stated`.
    package static func byCondition(_ clips: [ClipOutcome]) -> [ClipGroup] {
        let unstated = clips.filter(\.conditions.isEmpty)
        return Set(clips.flatMap(\.conditions)).sorted().map { name in
            ClipGroup(name: name, clips: clips.filter { $0.conditions.contains(name) })
        } + (unstated.isEmpty ? [] : [ClipGroup(name: "not stated", clips: unstated)])
    }

    /// One group for each band of picture rate, size and brightness in which there is a clip.
    package static func byTrait(_ clips: [ClipOutcome]) -> [ClipGroup] {
        ClipTraits.all.compactMap { band in
            let own = clips.filter { $0.traits?.bands.contains(band) ?? false }
            return own.isEmpty ? nil : ClipGroup(name: band, clips: own)
        }
    }

    /// Behaviours that were judged, in the order of the catalogue.
    package var behaviours: [Behaviour] {
        Behaviour.allCases.filter { behaviour in
            clips.contains { $0.result.tallies.contains { $0.behaviour == behaviour } }
        }
    }

    /// The tally of each clip that was judged for one of these behaviours; nil stands for all behaviours.
    package func tallies(of behaviours: Set<Behaviour>? = nil) -> [Tally] {
        clips.compactMap { clip in
            let parts = clip.result.tallies.filter { behaviours?.contains($0.behaviour) ?? true }
            guard !parts.isEmpty else { return nil }
            var sum = Tally()
            for part in parts { sum.add(part.tally) }
            return sum
        }
    }

    /// The sum of those tallies.
    package func sum(of behaviours: Set<Behaviour>? = nil) -> Tally {
        var sum = Tally()
        for tally in tallies(of: behaviours) { sum.add(tally) }
        return sum
    }

    /// Hours judged.
    package var hours: Double { clips.reduce(0) { $0 + $1.result.judged_s } / 3600 }

    /// Event time minus due time of the found events, rising; of one behaviour or of all.
    package func delays_s(of behaviour: Behaviour? = nil) -> [Double] {
        clips.flatMap(\.result.found).filter { behaviour == nil || $0.behaviour == behaviour }.compactMap(\.delay_s)
            .sorted()
    }
}

/// Where the middle and the ends of some values lie.
package struct Spread: Hashable, Sendable {
    package let tenth: Double
    package let median: Double
    package let ninetieth: Double

    /// Nil without values.
    /// - Parameter sorted: rising values.
    package init?(sorted: [Double]) {
        guard !sorted.isEmpty else { return nil }
        (tenth, median) = (quantile(sorted, 0.1), quantile(sorted, 0.5))
        ninetieth = quantile(sorted, 0.9)
    }
}
