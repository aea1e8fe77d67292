import Base
import Score

/// One row of the timeline: what one behaviour did at one place.
struct TimelineRow {
    /// A moment, or a stay from `start` to `end`.
    struct Mark {
        let start: Timestamp
        /// Nil for a moment.
        let end: Timestamp?
        let rank: Int?
        /// Index of the event in the report, for the link to its card.
        let event: Int
        let words: String
        /// The number, for behaviours that count.
        let count: Double?
    }

    let place: String
    let behaviour: Behaviour
    var marks: [Mark] = []

    /// Rows in the order of the camera's places, then of the behaviours; places the camera does not name come last.
    static func rows(of content: ReportContent) -> [TimelineRow] {
        var rows: [TimelineRow] = []
        var rowOf: [Key: Int] = [:]
        for (index, stay) in Stay.stays(in: content.events, until: content.end) {
            let event = content.events[index].event
            let key = Key(place: event.subject, behaviour: event.behaviour)
            let row = rowOf[key] ?? rows.count
            if row == rows.count { rows.append(TimelineRow(place: event.subject, behaviour: event.behaviour)) }
            rowOf[key] = row
            rows[row].marks.append(stay)
        }
        return rows.sorted { rank($0, content) < rank($1, content) }
    }

    private struct Key: Hashable {
        let place: String
        let behaviour: Behaviour
    }

    private static func rank(_ row: TimelineRow, _ content: ReportContent) -> (Int, Int, String) {
        let place = content.camera.places.firstIndex { $0.id == row.place } ?? content.camera.places.count
        return (place, Behaviour.allCases.firstIndex(of: row.behaviour) ?? 0, row.place)
    }
}

/// Joins `began` and `ended` events of one stay.
enum Stay {
    /// Marks with the index of the event that opened each; a stay that never ended lasts to `end`.
    static func stays(in events: [ReportedEvent], until end: Timestamp) -> [(Int, TimelineRow.Mark)] {
        var ends: [Key: Timestamp] = [:]
        for case let event in events.map(\.event) where event.phase == .ended {
            ends[Key(event)] = event.end ?? event.time
        }
        return events.enumerated().compactMap { index, reported in
            let event = reported.event
            guard event.phase != .ended else { return nil }
            let stop = event.phase == .began ? ends[Key(event)] ?? end : nil
            return (
                index,
                TimelineRow.Mark(
                    start: event.phase == .began ? event.start : event.time, end: stop,
                    rank: reported.entry?.severity.level.rank,
                    event: index, words: words(reported, end: stop),
                    count: event.behaviour.kind == .count ? event.measures.first?.value : nil)
            )
        }
    }

    /// When the stay that this event opened ended; nil while it goes on.
    static func end(of event: ObservedEvent, in events: [ReportedEvent]) -> Timestamp? {
        let key = Key(event)
        return events.first { $0.event.phase == .ended && Key($0.event) == key }.map { $0.event.end ?? $0.event.time }
    }

    private struct Key: Hashable {
        let rule: String, start: Timestamp, ordinal: Int
        init(_ event: ObservedEvent) { (rule, start, ordinal) = (event.rule, event.start, event.ordinal) }
    }

    private static func words(_ reported: ReportedEvent, end: Timestamp?) -> String {
        let event = reported.event
        var words = "\(event.behaviour.rawValue) at \(event.subject), \(event.time.clockTimeWithMilliseconds)"
        if let end { words += " to \(end.clockTimeWithMilliseconds)" }
        for measure in event.measures where event.behaviour.kind == .count {
            words += ", \(JSONText.format(measure.value, decimals: 1)) \(measure.unit)"
        }
        if let direction = event.direction { words += ", \(direction.rawValue)" }
        if let reason = event.reasonName { words += ", \(reason)" }
        if let severity = reported.entry?.severity { words += ", \(severity.level.rawValue) \(severity.number)" }
        return words
    }
}
