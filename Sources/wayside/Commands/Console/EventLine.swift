import Base
import Pipeline
import Score

/// One committed event as words for people: when, where, what, how severe, and the vector behind it.
struct EventLine {
    let style: Style
    let placeWidth: Int

    /// Columns that a line may take; the vector is left out where it would not fit.
    private let columns: @Sendable () -> Int

    /// - Parameters:
    ///   - camera: its places say how wide their column is.
    ///   - columns: of the terminal, where lines must not wrap.
    init(_ style: Style, camera: CameraSettings, columns: @escaping @Sendable () -> Int = { .max }) {
        (self.style, self.columns) = (style, columns)
        placeWidth = max(camera.id.count, camera.places.map(\.id.count).max() ?? 0)
    }

    /// The line, e.g. `14:00:12.400  gate       line-crossed left              medium 60  WS1/...`.
    func text(_ committed: CommittedEvent) -> String {
        let event = committed.event
        let time = String(event.time.rfc3339.dropFirst(11).dropLast())
        let line = "\(time)  \(padded(event.subject, placeWidth))  \(padded(what(event), 38))  "
        guard let scored = committed.scored else { return line }
        let level = padded("\(scored.severity.level.rawValue) \(scored.severity.number)", 10)
        let ink: Style.Ink = event.phase == .ended ? .soft : Style.ink(ofRank: scored.severity.level.rank)
        let short = line + style.paint(level, ink), vector = scored.severity.vector
        guard line.count + level.count + 2 + vector.count <= columns() else { return short }
        return short + "  " + style.paint(vector, .soft)
    }

    private func what(_ event: ObservedEvent) -> String {
        var words = event.behaviour.rawValue
        if let direction = event.direction { words += " \(direction.rawValue)" }
        if let reason = event.reasonName { words += " \(reason)" }
        if event.phase == .ended {
            return words
                + " ended, \(JSONText.format((event.end ?? event.time).seconds(since: event.start), decimals: 1)) s"
        }
        if event.behaviour.kind == .count || event.behaviour == .overcrowding, let measure = event.measures.first {
            words += " \(JSONText.format(measure.value, decimals: 0))"
        }
        return words
    }

    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
