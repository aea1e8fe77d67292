import Base
package import StrictYAML

/// Reads `truth.yaml`.
package enum TruthReader {
    /// Keys of the file.
    package static let keys = ["truth", "labelled", "tolerance", "ignore", "events", "counts"]
    /// Keys of one line of `events`.
    package static let eventKeys = ["behaviour", "place", "direction", "at", "start", "end", "match", "value"]
    /// Keys of one line of `counts`.
    package static let countKeys = ["behaviour", "place", "direction", "count"]

    /// How a line of truth is matched.
    enum Match: String, CaseIterable { case time, overlap }

    /// Reads and checks the whole file.
    /// - Throws: all problems of the file, sorted by position.
    package static func read(file: String) throws(Diagnostics) -> Truth { try YAMLFile.read(file, read) }

    /// The same for text in memory.
    package static func read(text: String, file: String) throws(Diagnostics) -> Truth {
        try YAMLFile.read(text: text, file: file, read)
    }

    private static func read(_ root: YAMLValue) -> Truth? {
        guard let reader = root.named("the truth").mapping(keys) else { return nil }
        reader.required("truth", example: "1")?.formatVersion(1)
        let labelled = reader.optional("labelled")?.text(limit: 2000)
        let tolerance = reader.required("tolerance", example: "2.0")?.number(in: 0...3600)
        let ignore = (reader.optional("ignore")?.list(item: "span") ?? []).compactMap(readSpan)
        let events = (reader.optional("events")?.list(count: 0...100_000, item: "truth event") ?? []).compactMap(
            readEvent)
        var counts: [Truth.Count] = []
        for item in reader.optional("counts")?.list(item: "truth count") ?? [] {
            guard let count = readCount(item) else { continue }
            checkApart(count, item, events: events, counts: counts)
            counts.append(count)
        }
        if !reader.has("events"), !reader.has("counts") {
            reader.value.problem(
                "the truth has neither `events` nor `counts`", mend: "add `events: []` when nothing happens")
        }
        return tolerance.map {
            Truth(labelled: labelled, tolerance_s: $0, ignore_s: ignore, events: events, counts: counts)
        }
    }

    private static func readSpan(_ value: YAMLValue) -> ClosedRange<Double>? {
        guard let ends = value.numbers(count: 2, in: 0...1e7) else { return nil }
        guard ends[0] < ends[1] else {
            return value.problem("the span ends before it begins", mend: "write [from, to] in seconds")
        }
        return ends[0]...ends[1]
    }

    private static func readEvent(_ item: YAMLValue) -> Truth.Event? {
        guard let reader = item.mapping(eventKeys) else { return nil }
        let behaviour = reader.required("behaviour")?.word(Behaviour.self)
        let place = reader.optional("place")?.identifier()
        let direction = reader.optional("direction")?.word(Direction.self)
        let value = reader.optional("value")?.integer(in: -10_000...10_000)
        let onset = readOnset(reader), end = reader.optional("end")?.number(in: 0...1e7)
        let match = reader.optional("match")?.word(Match.self) ?? .time
        if reader.has("end"), !reader.has("start") {
            reader.problem(
                atKey: "end", "`end` goes with `start`, not with `at`", mend: "write start and end, or at alone")
        } else if let onset, let end, end < onset {
            reader.problem(atKey: "end", "the event ends before it starts", mend: "write a later end")
        }
        if match == .overlap, !reader.has("start") || !reader.has("end") {
            reader.problem(atKey: "match", "only a span can be matched by overlap", mend: "add start and end")
        }
        guard let behaviour else { return nil }
        if reader.has("direction"), behaviour != .lineCrossed {
            reader.problem(atKey: "direction", "\(behaviour.rawValue) has no direction", mend: "remove it")
        }
        if reader.has("value"), behaviour != .occupancy {
            reader.problem(atKey: "value", "only occupancy has a value", mend: "remove it")
        }
        return onset.map {
            Truth.Event(
                behaviour: behaviour, place: place, direction: direction, onset_s: $0, end_s: end,
                matchesByOverlap: match == .overlap, value: value, line: item.node.line)
        }
    }

    private static func readOnset(_ reader: MappingReader) -> Double? {
        let at = reader.optional("at")?.number(in: 0...1e7), start = reader.optional("start")?.number(in: 0...1e7)
        switch (reader.has("at"), reader.has("start")) {
        case (true, true):
            reader.problem(atKey: "start", "an event has `at` or `start`, not both", mend: "remove one")
        case (false, false):
            reader.value.problem("the event has no time", mend: "add `at: 12.4`, or start and end for a span")
        default: break
        }
        return at ?? start
    }

    private static func readCount(_ item: YAMLValue) -> Truth.Count? {
        guard let reader = item.mapping(countKeys) else { return nil }
        let behaviour = reader.required("behaviour")?.word(Behaviour.self)
        let place = reader.optional("place")?.identifier()
        let direction = reader.optional("direction")?.word(Direction.self)
        let count = reader.required("count", example: "9")?.integer(in: 0...1_000_000)
        guard let behaviour, let count else { return nil }
        return Truth.Count(
            behaviour: behaviour, place: place, direction: direction, count: count, line: item.node.line)
    }

    /// An event may be judged by one line only: a total may not cover what another line of the truth covers.
    private static func checkApart(
        _ count: Truth.Count, _ item: YAMLValue, events: [Truth.Event], counts: [Truth.Count]
    ) {
        let subject = JudgedSubject(count.behaviour, count.place, count.direction)
        let other =
            events.first { subject.meets(JudgedSubject($0.behaviour, $0.place, $0.direction)) }?.line
            ?? counts.first { subject.meets(JudgedSubject($0.behaviour, $0.place, $0.direction)) }?.line
        if let other {
            item.problem(
                "this total covers what line \(other) says already",
                mend: "keep one of them, or name direction or place")
        }
    }
}
