import Base

/// Spans of ticks, end not included.
typealias TickSpan = Range<Int>

/// Who is inside a zone when, and what follows from it.
enum ZoneTruth {
    /// A step outside shorter than this does not end a stay, and a stay shorter than `least_s` is none.
    static let step_s = 1.0
    static let least_s = 0.4
    /// A loiterer who steps out for less than this is still the same loiterer.
    static let loiteringStep_s = 2.0
    /// A number of people must hold this long to count.
    static let settled_s = 1.0

    /// The stays of one actor.
    static func stays(_ record: ActorRecord, _ zone: Polygon, step_s: Double = step_s) -> [TickSpan] {
        let inside = record.sightings.map { sighting in sighting.map { $0.inPicture && zone.contains($0.foot) } ?? false
        }
        return merged(spans(inside), gap_s: step_s).filter { Double($0.count) * Ticks.step_s >= least_s }
    }

    /// Runs of true.
    static func spans(_ flags: [Bool]) -> [TickSpan] {
        var spans: [TickSpan] = [], start: Int?
        for (tick, flag) in (flags + [false]).enumerated() {
            if flag, start == nil { start = tick }
            if !flag, let first = start {
                spans.append(first..<tick)
                start = nil
            }
        }
        return spans
    }

    /// Spans with gaps shorter than `gap_s` closed; the input is in order of starts.
    static func merged(_ spans: [TickSpan], gap_s: Double) -> [TickSpan] {
        var result: [TickSpan] = []
        for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = result.last, Double(span.lowerBound - last.upperBound) * Ticks.step_s < gap_s {
                result[result.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
            } else {
                result.append(span)
            }
        }
        return result
    }

    /// How many are inside at each tick.
    static func counts(_ stays: [TickSpan], ticks: Int) -> [Int] {
        var counts = Array(repeating: 0, count: ticks)
        for stay in stays { for tick in stay { counts[tick] += 1 } }
        return counts
    }

    /// Changes of the count that hold for `hold_s`, with the number from then on.
    static func changes(_ counts: [Int], hold_s: Double) -> [(tick: Int, count: Int)] {
        var changes: [(tick: Int, count: Int)] = [], settled = 0, tick = 0
        let hold = Int((hold_s / Ticks.step_s).rounded())
        while tick < counts.count {
            let value = counts[tick]
            var end = tick
            while end < counts.count, counts[end] == value { end += 1 }
            if value != settled, end - tick >= hold {
                changes.append((tick, value))
                settled = value
            }
            tick = end
        }
        return changes
    }

    /// Spans in which more than `limit` are inside for longer than `after_s`; they begin when that time has run out.
    static func overcrowded(_ counts: [Int], limit: Int, after_s: Double) -> [TickSpan] {
        let after = Int((after_s / Ticks.step_s).rounded())
        return merged(spans(counts.map { $0 > limit }), gap_s: settled_s).compactMap { span in
            span.count > after ? span.lowerBound + after..<span.upperBound : nil
        }
    }
}
