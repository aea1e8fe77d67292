/// A recorded fixture as its `fixture.yaml` describes it; the pictures themselves lie in `directory`.
public struct Recording: Sendable {
    /// How the recording's clock runs.
    public enum Pace: Hashable, Sendable {
        /// Pictures per second; picture `n` is at `n / rate` seconds.
        case rate(Double)
        /// Seconds from the first picture, one per picture, not falling.
        case times([Double])
    }

    /// Directory with `frames/*.jpg` (bytewise name order) or one `frames.mjpeg`; or a bare directory of JPEG files.
    public let directory: String
    public var title: String
    public var pace: Pace
    /// Wall-clock time of the first picture.
    public var start: Timestamp
    public var camera: CameraSettings
    /// Numbers of the recording that have no picture, and why, rising by number: what a live camera gave instead.
    public var gaps: [RecordedGap] = []
    /// What makes the recording hard, in words of whoever labelled it: `night`, `rain`; for reports of measurements.
    public var conditions: [String] = []

    /// Makes a recording.
    public init(
        directory: String, title: String, pace: Pace, start: Timestamp, camera: CameraSettings,
        gaps: [RecordedGap] = []
    ) {
        (self.directory, self.title, self.pace, self.start, self.camera) = (directory, title, pace, start, camera)
        self.gaps = gaps
    }

    /// When picture `sequence` (from 0) was taken; past the end of `times` the last step is repeated.
    public func time(of sequence: Int) -> Timestamp {
        switch pace {
        case .rate(let rate): start.advanced(bySeconds: Double(sequence) / rate)
        case .times(let times):
            if sequence < times.count {
                start.advanced(bySeconds: times[sequence])
            } else {
                extrapolated(sequence, times)
            }
        }
    }

    /// Which of the pictures number `sequence` (from 0) is; nil for a gap.
    public func picture(of sequence: Int) -> Int? {
        // First gap that is not before the number.
        var low = 0, high = gaps.count
        while low < high {
            let middle = (low + high) / 2
            if gaps[middle].sequence < sequence { low = middle + 1 } else { high = middle }
        }
        if low < gaps.count, gaps[low].sequence == sequence { return nil }
        return sequence - low
    }

    /// Why number `sequence` has no picture; nil when it has one.
    public func gap(at sequence: Int) -> RecordedGap.Kind? {
        guard picture(of: sequence) == nil else { return nil }
        return gaps.first { $0.sequence == sequence }?.kind
    }

    private func extrapolated(_ sequence: Int, _ times: [Double]) -> Timestamp {
        guard let last = times.last else { return start }
        let step = times.count > 1 ? last - times[times.count - 2] : 0
        return start.advanced(bySeconds: last + step * Double(sequence - times.count + 1))
    }
}

/// A number of a recording without a picture.
public struct RecordedGap: Hashable, Sendable {
    /// What a live camera gave instead of a picture.
    public enum Kind: Hashable, Sendable {
        case skipped(SkipReason)
        case lost(LossReason)
    }

    public let sequence: Int
    public let kind: Kind

    /// Makes a gap.
    public init(sequence: Int, kind: Kind) { (self.sequence, self.kind) = (sequence, kind) }

    /// The word in `frames.csv`: `skipped:flagged`, `lost:stalled`.
    public var word: String {
        switch kind {
        case .skipped(let reason): "skipped:\(reason.rawValue)"
        case .lost(let reason): "lost:\(reason.rawValue)"
        }
    }

    /// Reads such a word; nil when it is none.
    public init?(sequence: Int, word: String) {
        if word.hasPrefix("skipped:"), let reason = SkipReason(rawValue: String(word.dropFirst(8))) {
            self.init(sequence: sequence, kind: .skipped(reason))
        } else if word.hasPrefix("lost:"), let reason = LossReason(rawValue: String(word.dropFirst(5))) {
            self.init(sequence: sequence, kind: .lost(reason))
        } else {
            return nil
        }
    }
}
