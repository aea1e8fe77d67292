package import Base

/// What really happened in a recording. Times are seconds from its first picture.
package struct Truth: Hashable, Sendable {
    /// One thing that happened, and that an event should report.
    package struct Event: Hashable, Sendable {
        package var behaviour: Behaviour
        /// Nil matches any place.
        package var place: String?
        /// Nil or `any` matches any direction.
        package var direction: Direction?
        /// When an event is due: the moment, or the beginning of the span.
        package var onset_s: Double
        /// The end of the span, where one is known.
        package var end_s: Double?
        /// Whether it is enough that the event's span and this one overlap.
        package var matchesByOverlap: Bool
        /// The number that `occupancy` changes to; nil matches any.
        package var value: Int?
        /// Line of the truth file, for reports; 0 when it does not come from a file.
        package var line: Int

        /// Makes one line of truth.
        package init(
            behaviour: Behaviour, place: String? = nil, direction: Direction? = nil, onset_s: Double,
            end_s: Double? = nil,
            matchesByOverlap: Bool = false, value: Int? = nil, line: Int = 0
        ) {
            (self.behaviour, self.place, self.direction) = (behaviour, place, direction)
            (self.onset_s, self.end_s, self.matchesByOverlap) = (onset_s, end_s, matchesByOverlap)
            (self.value, self.line) = (value, line)
        }
    }

    /// How often something happened, where the single times are not known.
    package struct Count: Hashable, Sendable {
        package var behaviour: Behaviour
        package var place: String?
        package var direction: Direction?
        package var count: Int
        package var line: Int

        /// Makes one total.
        package init(behaviour: Behaviour, place: String? = nil, direction: Direction? = nil, count: Int, line: Int = 0)
        {
            (self.behaviour, self.place, self.direction) = (behaviour, place, direction)
            (self.count, self.line) = (count, line)
        }
    }

    /// How the labels were made and how exact they are, in words.
    package var labelled: String?
    /// How far an event's time may be off and still match, in seconds.
    package var tolerance_s: Double
    /// Spans that are not judged, ends included.
    package var ignore_s: [ClosedRange<Double>]
    /// In order of onset.
    package var events: [Event]
    package var counts: [Count]

    /// Makes a truth; events are put in order of onset.
    package init(
        labelled: String? = nil, tolerance_s: Double, ignore_s: [ClosedRange<Double>] = [], events: [Event] = [],
        counts: [Count] = []
    ) {
        (self.labelled, self.tolerance_s, self.ignore_s, self.counts) = (labelled, tolerance_s, ignore_s, counts)
        self.events = events.enumerated()
            .sorted { ($0.element.onset_s, $0.offset) < ($1.element.onset_s, $1.offset) }.map(\.element)
    }

    /// Whether a moment lies in a span that is not judged.
    func isIgnored(_ time_s: Double) -> Bool { ignore_s.contains { $0.contains(time_s) } }
}
