import Base
import Foundation
import Score

/// One card per moment or stay: its picture, when and where, its severity and the terms behind it.
struct EventCards {
    let content: ReportContent
    let overlay: Overlay

    /// Prepares the cards of a report.
    init(_ content: ReportContent) {
        self.content = content
        overlay = Overlay(camera: content.camera, pictureSize: content.pictureSize)
    }

    /// Writes the cards in order of time. Ends of stays and counts have no card of their own: the card of the beginning
    /// and the stairs of the timeline say it all.
    func write(into page: inout Markup) {
        page.element("div", ["class": "cards"]) { grid in
            for (index, reported) in content.events.enumerated() where reported.hasCard {
                write(reported, number: index + 1, into: &grid)
            }
        }
    }

    private func write(_ reported: ReportedEvent, number: Int, into grid: inout Markup) {
        let event = reported.event
        grid.element("article", ["class": "card", "id": "event-\(number)"]) { card in
            if let picture = reported.picture { draw(picture, of: event, into: &card) }
            card.element("div", ["class": "card-text"]) { text in
                text.element("h3", [:]) { title in
                    title.element("span", event.behaviour.rawValue)
                    if let severity = reported.entry?.severity {
                        title.element(
                            "span", ["class": "pill \(levelClass(severity.level.rank))"],
                            "\(severity.level.rawValue) \(severity.number)")
                    }
                }
                text.element("p", ["class": "where"], when(event) + " · " + details(event))
                if let entry = reported.entry { write(entry, into: &text) }
            }
        }
    }

    private func draw(_ picture: [UInt8], of event: ObservedEvent, into card: inout Markup) {
        card.element(
            "svg",
            [
                "class": "picture", "viewBox": overlay.viewBox, "role": "img",
                "aria-label": "\(event.behaviour.rawValue) at \(event.subject), people pixelated",
            ]
        ) { svg in
            svg.empty(
                "image",
                [
                    "href": "data:image/jpeg;base64," + Data(picture).base64EncodedString(),
                    "width": coordinate(Overlay.width), "height": coordinate(overlay.height),
                    "preserveAspectRatio": "none",
                ])
            overlay.draw(subject: event.subject, box: event.box, into: &svg)
        }
    }

    private func when(_ event: ObservedEvent) -> String {
        guard event.phase == .began else { return event.time.clockTimeWithMilliseconds }
        guard let end = Stay.end(of: event, in: content.events) else { return "\(event.start.clockTime), goes on" }
        let lasted = JSONText.format(end.seconds(since: event.start), decimals: 1)
        return "\(event.start.clockTime) to \(end.clockTime) (\(lasted) s)"
    }

    private func details(_ event: ObservedEvent) -> String {
        var words = [event.subject]
        if let direction = event.direction { words.append(direction.rawValue) }
        if let reason = event.reasonName { words.append(reason) }
        words += event.classes.map(\.rawValue)
        // A bearing's fractions of a degree say nothing to anyone.
        words += event.measures.map {
            "\($0.name) \(JSONText.format($0.value, decimals: $0.unit == "deg" ? 0 : 2)) \($0.unit)"
        }
        words.append("confidence \(JSONText.format(event.confidence, decimals: 2))")
        return words.joined(separator: " · ")
    }

    private func write(_ entry: EventEntry, into text: inout Markup) {
        let severity = entry.severity
        text.element("p", ["class": "vector"]) { $0.element("code", severity.vector) }
        let terms = severity.terms.filter { $0.points != 0 || $0.name == "base" }
            .map { Term(name: $0.name, reason: EventCards.reason($0), amount: signed($0.points)) }
        TermTable(terms: terms, total: String(severity.number), totalName: "severity").write(into: &text)
        text.element("p", ["class": "where"], EventCards.weight(entry))
    }

    /// What a term's letter or number in the vector means (docs/scoring.md).
    private static func reason(_ term: TermContribution) -> String {
        switch term.name {
        case "base":
            let level = Level.allCases.first { String($0.letter) == term.factor }
            return "the policy's level: \(level?.rawValue ?? term.factor)"
        case "place": return "criticality \(term.factor) %"
        case "confidence": return JSONText.format((Double(term.factor) ?? 0) / 1000, decimals: 3) + " sure"
        case "limit": return "severities end at 100"
        default: return "step \(term.factor)"
        }
    }

    /// What the event adds to its place's standing, and why so much.
    private static func weight(_ entry: EventEntry) -> String {
        switch entry.outcome {
        case .counted where entry.weight_mp == 0: "adds nothing: the policy gives no points for it"
        case .counted: "adds \(pointsText(entry.weight_mp, signed: true)) to the standing"
        case .capped: "adds \(pointsText(entry.weight_mp, signed: true)) to the standing: the cap left no more"
        case .endOfStay: "adds nothing: its stay counted when it began"
        case .belowConfidence: "adds nothing: below the confidence that the policy asks"
        case .noTerm: "adds nothing: the policy has no term for it"
        }
    }

    private func signed(_ points: Int) -> String { points > 0 ? "+\(points)" : String(points) }
}
