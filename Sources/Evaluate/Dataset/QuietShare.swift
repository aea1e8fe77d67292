package import Base

/// How much of the time in which nothing was due the picture was said to be in motion.
///
/// Quiet is the time of a recording outside all ignored spans and outside every labelled event or span, each widened to
/// both sides by the truth's tolerance and `margin_s`. In that margin whoever the event is about comes into the picture and
/// goes. It says something where labels cover everything that moves; where people walk about without an event being due,
/// motion in quiet time is right and no error.
package struct QuietShare: Hashable, Sendable {
    /// Quiet time in seconds.
    package let quiet_s: Double
    /// Part of it in which the state `motion` was on, in seconds.
    package let moving_s: Double

    /// 0...1; nil when the recording has no quiet time.
    package var share: Double? { quiet_s > 0 ? moving_s / quiet_s : nil }

    /// Seconds added to the tolerance on both sides: a walker needs about so long to leave a picture.
    package static let margin_s = 1.0

    /// Makes a share.
    package init(quiet_s: Double, moving_s: Double) { (self.quiet_s, self.moving_s) = (quiet_s, moving_s) }

    /// Measures one recording.
    /// - Parameters:
    ///   - motion: the events of one whole-picture `motion` rule.
    ///   - start: time of the first picture.
    ///   - duration_s: length of the recording; a motion that did not end lasts to there.
    /// - Returns: nil when the truth gives totals without times, so that nobody knows what was quiet.
    package static func measure(
        truth: Truth, motion: [ObservedEvent], start: Timestamp, duration_s: Double
    ) -> QuietShare? {
        guard truth.counts.isEmpty else { return nil }
        let margin = truth.tolerance_s + margin_s
        var busy = TimeSpans(truth.ignore_s)
        for event in truth.events {
            busy.add(event.onset_s - margin...max(event.onset_s, event.end_s ?? event.onset_s) + margin)
        }
        let quiet = busy.gaps(from: 0, to: duration_s)
        var moving = TimeSpans([])
        for event in motion where event.phase == .began {
            let from = event.start.seconds(since: start)
            let ended = motion.first { $0.phase == .ended && $0.start == event.start }
            let to = ended.map { ($0.end ?? $0.time).seconds(since: start) } ?? duration_s
            if to >= from { moving.add(from...to) }
        }
        return QuietShare(quiet_s: quiet.length_s, moving_s: quiet.shared_s(with: moving))
    }
}

/// Spans of time in seconds, kept sorted and apart.
struct TimeSpans {
    private(set) var spans: [ClosedRange<Double>] = []

    init(_ spans: [ClosedRange<Double>]) { for span in spans { add(span) } }

    var length_s: Double { spans.reduce(0) { $0 + $1.upperBound - $1.lowerBound } }

    mutating func add(_ span: ClosedRange<Double>) {
        var joined = span
        for other in spans where other.overlaps(joined) {
            joined = min(joined.lowerBound, other.lowerBound)...max(joined.upperBound, other.upperBound)
        }
        spans.removeAll { $0.overlaps(joined) }
        spans.insert(joined, at: spans.firstIndex { $0.lowerBound > joined.lowerBound } ?? spans.count)
    }

    /// What lies between the spans from one time to another.
    func gaps(from start_s: Double, to end_s: Double) -> TimeSpans {
        var result = TimeSpans([]), reached = start_s
        for span in spans {
            let until = min(span.lowerBound, end_s)
            if until > reached { result.add(reached...until) }
            reached = max(reached, span.upperBound)
        }
        if end_s > reached { result.add(reached...end_s) }
        return result
    }

    /// Length of what both hold.
    func shared_s(with other: TimeSpans) -> Double {
        var shared = 0.0
        for a in spans {
            for b in other.spans {
                shared += max(0, min(a.upperBound, b.upperBound) - max(a.lowerBound, b.lowerBound))
            }
        }
        return shared
    }
}
