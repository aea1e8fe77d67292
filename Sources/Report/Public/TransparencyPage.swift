import Base
import Score

/// The record and the notice as one self-contained page.
struct TransparencyPage {
    private let content: TransparencyContent

    init(_ content: TransparencyContent) { self.content = content }

    func html() -> String {
        SelfContainedPage.html(title: "\(content.siteName) · transparency", sheet: Self.sheet) { main in
            main.element("header", [:]) { header in
                header.element("p", ["class": "kicker"], "What is observed, kept, looked at and erased")
                header.element("h1", content.siteName)
                header.element("p", ["class": "purpose"], content.purpose)
                header.element("p", ["class": "soft"], "As of \(content.facts.time.dateAndTime) UTC")
            }
            tiles(into: &main)
            balance(into: &main)
            cameras(into: &main)
            for (title, rows) in TransparencyRecord.sections(content.facts) { list(title, rows, into: &main) }
        }
    }

    private static let sheet = "th{text-align:left;font-weight:600;padding:3px 0}th+th,td+td{padding-left:20px}"

    private func tiles(into page: inout Markup) {
        let tiles = [
            (String(content.facts.events), "events"), (String(content.facts.reversed), "taken back after an appeal"),
            (String(content.facts.appeals.appeals.count), "appeals"),
            (String(content.facts.count(.access)), "looks, exports, questions"),
            (String(content.facts.notesKept), "notes kept"), (String(content.facts.picturesKept), "pictures kept"),
            (String(content.facts.count(.erasure)), "erasures"),
        ]
        page.element("div", ["class": "tiles"]) { list in
            for (value, name) in tiles {
                list.element("div", ["class": "tile"]) { tile in
                    tile.element("strong", value)
                    tile.element("span", name)
                }
            }
        }
    }

    /// What the places gained, and what watching them cost.
    private func balance(into page: inout Markup) {
        let hours = Double(content.facts.observed_ms) / 3_600_000
        let rate = hours > 0 ? JSONText.format(Double(content.facts.events) / hours, decimals: 2) : "no"
        page.element("section", [:]) { section in
            section.element("h2", "What watching costs")
            section.element(
                "p",
                "Places were watched for \(PublicWords.duration(content.facts.observed_ms)) in all. "
                    + "That gave \(rate) events an hour; of everything else that was seen in that time nothing is left."
            )
        }
    }

    private func cameras(into page: inout Markup) {
        page.element("section", [:]) { section in
            section.element("h2", "Cameras")
            section.element("table", [:]) { table in
                table.element("thead", [:]) { head in
                    head.element("tr", [:]) { row in
                        for name in ["camera", "what for", "what it tells", "may be used for"] {
                            row.element("th", ["scope": "col"], name)
                        }
                    }
                }
                table.element("tbody", [:]) { body in
                    for camera in content.cameras {
                        body.element("tr", [:]) { row in
                            row.element("td", camera.id)
                            row.element("td", camera.purpose)
                            row.element("td", camera.behaviours.map(\.rawValue).joined(separator: ", "))
                            row.element("td", camera.uses.map(\.rawValue).joined(separator: ", "))
                        }
                    }
                }
            }
        }
    }

    private func list(_ title: String, _ rows: [String], into page: inout Markup) {
        page.element("section", [:]) { section in
            section.element("h2", title)
            guard !rows.isEmpty else {
                section.element("p", ["class": "soft"], "Nothing.")
                return
            }
            section.element("ul", [:]) { list in rows.forEach { list.element("li", $0) } }
        }
    }
}
