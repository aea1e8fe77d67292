import Base
import Foundation
package import Score

/// What the public board shows: places that are commended, where every place stands and how long it was seen, how often
/// events were wrong, and how to appeal.
package struct BoardContent: Sendable {
    /// A commended place with a picture without people; nil when none could be made.
    package struct Commended: Sendable {
        package let standing: Standing
        package let picture: [UInt8]?

        /// Makes one.
        package init(_ standing: Standing, picture: [UInt8]?) { (self.standing, self.picture) = (standing, picture) }
    }

    package var title: String
    /// How to reach those who run the site; nil leaves that out.
    package var contact: String?
    package var commended: [Commended] = []
    /// Of every place, in order of path.
    package var standings: [Standing]
    package var rollUps: [RollUp]
    package var facts: PublicFacts
    package var policy: Policy

    /// Makes a board without commended places.
    package init(title: String, standings: [Standing], rollUps: [RollUp], facts: PublicFacts, policy: Policy) {
        (self.title, self.standings, self.rollUps) = (title, standings, rollUps)
        (self.facts, self.policy) = (facts, policy)
    }
}

/// The board as one self-contained page.
package struct BoardPage {
    private let content: BoardContent

    /// Makes the page.
    package init(_ content: BoardContent) { self.content = content }

    /// The document as UTF-8 text; the same content gives the same text.
    package func html() -> String {
        SelfContainedPage.html(title: "\(content.title) · board", sheet: Self.sheet) { main in
            header(into: &main)
            commended(into: &main)
            standings(into: &main)
            errors(into: &main)
            appeal(into: &main)
            footer(into: &main)
        }
    }

    private static let sheet = """
        .board{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,340px),1fr));gap:16px;align-items:start}
        .board img{display:block;width:100%;aspect-ratio:16/9;object-fit:contain;background:var(--band)}
        .board .none{display:grid;place-items:center;aspect-ratio:16/9;background:var(--band);color:var(--soft)}
        th{text-align:left;font-weight:600;padding:3px 0;vertical-align:bottom}th.number{text-align:right}
        th+th,td+td{padding-left:20px}.fit{width:auto}
        """

    private func header(into page: inout Markup) {
        page.element("header", [:]) { header in
            header.element("p", ["class": "kicker"], "Places and how they do")
            header.element("h1", content.title)
            header.element(
                "p", ["class": "purpose"],
                "Scores here belong to places and to events. Nobody has a score, and nobody can be found on this page.")
            header.element("p", ["class": "soft"], "As of \(content.facts.time.dateAndTime) UTC")
        }
    }

    private func commended(into page: inout Markup) {
        page.element("section", [:]) { section in
            section.element("h2", "Commended")
            guard !content.commended.isEmpty else {
                section.element("p", ["class": "soft"], "No place is commended at the moment.")
                return
            }
            section.element("div", ["class": "board"]) { grid in
                for place in content.commended { card(of: place, into: &grid) }
            }
        }
    }

    private func card(of place: BoardContent.Commended, into grid: inout Markup) {
        grid.element("article", ["class": "card"]) { card in
            if let picture = place.picture {
                card.empty(
                    "img",
                    [
                        "src": "data:image/jpeg;base64," + Data(picture).base64EncodedString(),
                        "alt": "\(place.standing.subject.id), without people",
                    ])
            } else {
                card.element("div", ["class": "none"], "no quiet picture")
            }
            card.element("div", ["class": "card-text"]) { text in
                text.element("h3", [:]) { title in
                    title.element("span", place.standing.subject.path)
                    title.element("span", ["class": "points"], pointsText(place.standing.shown_mp))
                }
                text.element("p", ["class": "where"], PublicWords.exposure(place.standing.exposure))
            }
        }
    }

    private func standings(into page: inout Markup) {
        page.element("section", [:]) { section in
            section.element("h2", "All places")
            section.element("table", [:]) { table in
                head([("place", "text"), ("standing", "number"), ("observed", "text"), ("", "text")], into: &table)
                table.element("tbody", [:]) { body in
                    for standing in content.standings { row(standing, into: &body) }
                    for rollUp in content.rollUps { row(rollUp, into: &body) }
                }
            }
            section.element(
                "p", ["class": "soft"],
                "A place that was seen for too little of the time is unrated: that is neither good nor bad. "
                    + "Every number can be explained term by term; ask for it.")
        }
    }

    /// Heads of columns; a column of numbers has its head above them, on the right.
    private func head(_ columns: [(name: String, style: String)], into table: inout Markup) {
        table.element("thead", [:]) { head in
            head.element("tr", [:]) { row in
                for column in columns {
                    row.element("th", ["scope": "col", "class": column.style], column.name)
                }
            }
        }
    }

    private func row(_ standing: Standing, into body: inout Markup) {
        body.element("tr", [:]) { row in
            row.element("td", standing.subject.path)
            row.element("td", ["class": "number"], standing.isRated ? pointsText(standing.shown_mp) : "unrated")
            row.element("td", PublicWords.exposure(standing.exposure))
            row.element("td", standing.consequence?.rawValue ?? "")
        }
    }

    private func row(_ rollUp: RollUp, into body: inout Markup) {
        body.element("tr", ["class": "total"]) { row in
            row.element("td", rollUp.site.map { "site \($0)" } ?? "all sites")
            row.element("td", ["class": "number"], rollUp.isRated ? pointsText(rollUp.sum_mp) : "unrated")
            row.element("td", PublicWords.exposure(rollUp.exposure))
            row.element("td", "\(rollUp.rated) of \(rollUp.places) places rated")
        }
    }

    private func errors(into page: inout Markup) {
        page.element("section", [:]) { section in
            section.element("h2", "How often it was wrong")
            guard content.facts.events > 0 else {
                section.element("p", ["class": "soft"], "Nothing has been observed yet.")
                return
            }
            section.element("table", ["class": "fit"]) { table in
                head(
                    [("behaviour", "text"), ("events", "number"), ("taken back after an appeal", "number")],
                    into: &table)
                table.element("tbody", [:]) { body in
                    for line in content.facts.behaviours {
                        body.element("tr", [:]) { row in
                            row.element("td", line.behaviour.rawValue)
                            row.element("td", ["class": "number"], String(line.events))
                            row.element("td", ["class": "number"], PublicWords.share(line.reversed, of: line.events))
                        }
                    }
                }
            }
            section.element(
                "p", ["class": "soft"],
                "Only what somebody appealed against is known to be wrong here. How often detection errs on footage with known "
                    + "truth is measured for every version of Wayside.")
        }
    }

    private func appeal(into page: inout Markup) {
        let days = content.policy.appeals.decideWithin_ms / 86_400_000
        page.element("section", [:]) { section in
            section.element("h2", "If something is wrong")
            section.element(
                "p",
                "Anybody concerned with a place or an event may appeal. Somebody decides who had nothing to do with the entry, "
                    + "within \(days) days; what you reply is shown beside it. If you are right, every number becomes what "
                    + "it would be had the event never counted.")
            if let contact = content.contact { section.element("p", ["class": "strong"], contact) }
            let appeals = content.facts.appeals.appeals
            let upheld = appeals.count { $0.decision?.outcome == .upheld }
            let dismissed = appeals.count { $0.decision?.outcome == .dismissed }
            section.element(
                "p", ["class": "soft"],
                "So far: \(appeals.count) appeals, \(upheld) upheld, \(dismissed) dismissed, "
                    + "\(appeals.count - upheld - dismissed) waiting.")
        }
    }

    private func footer(into page: inout Markup) {
        page.element("footer", ["class": "soft"]) { footer in
            footer.write("Policy \(content.policy.id) version \(content.policy.version), sha256 ")
            footer.element("code", content.policy.hash)
        }
    }
}

/// Words that public pages share.
enum PublicWords {
    /// e.g. `observed 23 h 10 min of 24 h`.
    static func exposure(_ share: ExposureShare) -> String {
        guard share.accounted_ms > 0 else { return "not observed" }
        let blind = share.blind_ms.map { ", \($0.reason) \(duration($0.milliseconds))" }.joined()
        return "\(duration(share.observed_ms)) of \(duration(share.accounted_ms))\(blind)"
    }

    /// In days, hours, minutes or seconds, the two greatest that there are.
    static func duration(_ milliseconds: Int64) -> String {
        let seconds = milliseconds / 1000
        let parts = [
            (seconds / 86_400, "d"), (seconds / 3600 % 24, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s"),
        ]
        let shown = parts.drop { $0.0 == 0 }.prefix(2).filter { $0.0 > 0 }
        return shown.isEmpty ? "0 s" : shown.map { "\($0.0) \($0.1)" }.joined(separator: " ")
    }

    /// e.g. `3 (1.2 %)`.
    static func share(_ part: Int, of whole: Int) -> String {
        guard whole > 0 else { return String(part) }
        return "\(part) (\(JSONText.format(100 * Double(part) / Double(whole), decimals: 1)) %)"
    }
}
