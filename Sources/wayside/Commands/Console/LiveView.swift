import Base
import Score

/// The live view as text: what a snapshot says, line by line. Pure; `LiveScreen` brings it to the terminal.
package enum LiveView {
    private static let barWidth = 24
    /// Places shown; the ledger has the others.
    package static let mostPlaces = 12

    /// The lines of a snapshot, at most `height`, the most important first.
    package static func lines(_ snapshot: LiveSnapshot, height: Int = .max) -> [LiveLine] {
        var lines = [camera(snapshot), state(snapshot), pace(snapshot.pace), frames(snapshot)]
        lines += signal(snapshot.counts)
        lines += places(snapshot.places)
        if let recording = snapshot.recording {
            var line = LiveLine("recording")
            line.add(recording)
            lines.append(line)
        }
        return Array(lines.prefix(max(0, height)))
    }

    private static func camera(_ snapshot: LiveSnapshot) -> LiveLine {
        var line = LiveLine("camera")
        line.add(snapshot.source, .strong)
        line.add("  \(snapshot.place)", .soft)
        return line
    }

    private static func state(_ snapshot: LiveSnapshot) -> LiveLine {
        var line = LiveLine("state")
        switch snapshot.state {
        case .opening: line.add("opening", .attention)
        case .streaming(let format):
            line.add("streaming", .good)
            if !format.isEmpty { line.add(" \(format)") }
        case .lost(let reason, let since_s):
            line.add("lost", .bad)
            line.add(": \(reason.rawValue) for \(Int(since_s)) s, trying to get it back")
        }
        line.add("  \(clock(snapshot.elapsed_s))", .soft)
        return line
    }

    private static func pace(_ pace: LivePace) -> LiveLine {
        var line = LiveLine("pace")
        line.add(pace.rate.map { number($0, 1) + " fps" } ?? "no pictures yet")
        if let granted = pace.granted { line.add(" of \(number(granted, 1))", .soft) }
        if let median_ms = pace.median_ms, let longest_ms = pace.longest_ms {
            line.add("  latency \(number(median_ms, 1)) ms, at most \(number(longest_ms, 1)) ms")
        }
        if let busy = pace.busy { line.add("  processor \(number(busy * 100, 0)) %") }
        return line
    }

    private static func frames(_ snapshot: LiveSnapshot) -> LiveLine {
        let counts = snapshot.counts
        var line = LiveLine("frames")
        line.add("\(counts.received) in, \(counts.processed) processed, ")
        line.add(LiveCounts.words("skipped", counts.skipped), counts.skipped.isEmpty ? nil : .attention)
        line.add(", ")
        line.add(LiveCounts.words("dropped", counts.dropped), counts.dropped.isEmpty ? nil : .attention)
        line.add("; \(snapshot.events) " + (snapshot.events == 1 ? "event" : "events"))
        return line
    }

    /// Only where something happened.
    private static func signal(_ counts: LiveCounts) -> [LiveLine] {
        guard !counts.losses.isEmpty || counts.clockSteps > 0 else { return [] }
        var line = LiveLine("signal"), words: [String] = []
        if !counts.losses.isEmpty { words.append("lost: \(LiveCounts.list(counts.losses)), back \(counts.returns)") }
        if counts.clockSteps > 0 { words.append("clock set: \(counts.clockSteps)") }
        line.add(words.joined(separator: "; "), .attention)
        return [line]
    }

    private static func places(_ places: [LiveSnapshot.Place]) -> [LiveLine] {
        let width = places.map(\.name.count).max() ?? 0
        return places.prefix(mostPlaces).enumerated().map { index, place in
            var line = LiveLine(index == 0 ? "places" : "")
            line.add(place.name + String(repeating: " ", count: width - place.name.count + 2))
            line.add(bar(place.share), place.observed == nil ? .soft : .accent)
            line.add("  " + String(repeating: " ", count: max(0, 7 - place.number.count)) + place.number)
            if let consequence = place.consequence { line.add("  \(consequence)", .attention) }
            if let observed = place.observed { line.add("  observed \(number(observed * 100, 0)) %", .soft) }
            return line
        }
    }

    private static func bar(_ share: Double) -> String {
        let filled = min(barWidth, max(0, Int((share * Double(barWidth)).rounded())))
        return "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: barWidth - filled) + "]"
    }

    /// `1:02:03`, without hours `02:03`.
    private static func clock(_ seconds: Double) -> String {
        let whole = Int(seconds)
        let parts = [whole / 60 % 60, whole % 60].map { $0 < 10 ? "0\($0)" : String($0) }
        return (whole >= 3600 ? "\(whole / 3600):" : "") + parts.joined(separator: ":")
    }

    /// With as many decimals as asked, zeros too, so that the line does not jump about.
    private static func number(_ value: Double, _ decimals: Int) -> String {
        let text = JSONText.format(value, decimals: decimals)
        return decimals == 0 || text.contains(".") ? text : text + "." + String(repeating: "0", count: decimals)
    }
}
