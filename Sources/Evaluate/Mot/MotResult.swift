import Base

/// How good a tracker is on one sequence, or on several together.
package struct MotResult: Hashable, Sendable {
    package let name: String
    package private(set) var frames: Int
    /// CPU time that the tracker took for them, in seconds; not that of reading or judging.
    package private(set) var tracker_s: Double
    package private(set) var clear: ClearTally
    package private(set) var identity: IdentityTally
    package private(set) var hota: HotaTally

    /// Judges the tracks of one sequence.
    /// - Precondition: as many frames of tracks as the sequence has.
    package init(_ sequence: MotSequence, tracks: [[MotSequence.TrackBox]], tracker_s: Double) {
        let comparison = MotComparison(truth: sequence.truth, tracks: tracks)
        (name, frames, self.tracker_s) = (sequence.name, sequence.frameCount, tracker_s)
        (clear, identity, hota) = (ClearTally(comparison), IdentityTally(comparison), HotaTally(comparison))
    }

    /// The sum of results, as MOTChallenge adds them up: counts are added, and only then are there ratios.
    package init(name: String, sumOf results: [MotResult]) {
        (self.name, frames, tracker_s) = (name, 0, 0)
        (clear, identity, hota) = (ClearTally(), IdentityTally(), HotaTally())
        for result in results {
            frames += result.frames
            tracker_s += result.tracker_s
            clear += result.clear
            identity += result.identity
            hota += result.hota
        }
    }

    /// Frames per second of the tracker alone, on one core; nil when it took no time that can be measured.
    package var framesPerSecond: Double? { tracker_s > 0 ? Double(frames) / tracker_s : nil }
}
