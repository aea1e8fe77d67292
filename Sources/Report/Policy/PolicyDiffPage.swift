import Base
package import Score

/// What another policy would change, for people who decide about it: one self-contained page without scripts.
package struct PolicyDiffPage {
    private let diff: PolicyDiff
    private let before: Policy
    private let candidate: Policy
    /// Places that are drawn; the rest are in the table.
    private static let mostPlots = 60

    /// Makes the page of a comparison.
    /// - Parameters:
    ///   - before: the policy that the ledger has at the end.
    ///   - candidate: the one that is considered.
    package init(_ diff: PolicyDiff, before: Policy, candidate: Policy) {
        (self.diff, self.before, self.candidate) = (diff, before, candidate)
    }

    private static let sheet = """
        .was{stroke:var(--soft);stroke-dasharray:5 4;stroke-width:1.6}.then{fill:var(--soft)}
        .matrix{max-width:620px}.matrix th{font-weight:600;text-align:right;padding:3px 0 3px 10px;font-size:13px}
        .matrix th:first-child{text-align:left;padding-left:0}.matrix td+td,.matrix th+td{padding-left:10px}.matrix td{font-variant-numeric:tabular-nums}
        .matrix .moved{font-weight:600;color:var(--accent)}.matrix .zero{color:var(--soft)}
        .wide td,.wide th{padding:4px 10px 4px 0;text-align:left}.wide .number{text-align:right}
        .wide th{font-size:13px;color:var(--soft);font-weight:600}
        """

    /// The document as UTF-8 text. The same comparison gives the same text.
    package func html() -> String {
        SelfContainedPage.html(title: "\(candidate.title) · Wayside policy", sheet: Self.sheet) { main in
            header(into: &main)
            tiles(into: &main)
            plots(into: &main)
            places(into: &main)
            levels(into: &main)
            events(into: &main)
            footer(into: &main)
        }
    }

    private func header(into page: inout Markup) {
        page.element("header", [:]) { header in
            header.element("p", ["class": "kicker"], "What a policy would change")
            header.element("h1", candidate.title)
            header.element("p", ["class": "purpose"], candidate.reason)
            header.element("p", ["class": "soft"]) { line in
                line.write("\(candidate.id) version \(candidate.version) ")
                line.element("code", ["title": candidate.hash], String(candidate.hash.prefix(12)))
                line.write(" instead of \(before.id) version \(before.version) ")
                line.element("code", ["title": before.hash], String(before.hash.prefix(12)))
                let from = diff.from.map { "from \($0.dateAndTime)" } ?? "from the beginning"
                line.write(", \(from) until \(diff.until.dateAndTime) UTC")
            }
            if diff.isSame { header.element("p", ["class": "strong"], "Nothing would be different.") }
            for note in PolicyDiffPage.notes(diff.counts) { header.element("p", ["class": "note"], note) }
        }
    }

    /// What was not replayed, and why.
    private static func notes(_ counts: PolicyDiff.Counts) -> [String] {
        var notes: [String] = []
        if counts.earlier > 0 { notes.append("\(counts.earlier) earlier events keep what they were given.") }
        if counts.erased > 0 {
            notes.append(
                "\(counts.erased) events have been erased and cannot be scored again; they keep what they were given.")
        }
        if counts.reversed > 0 {
            notes.append("\(counts.reversed) events were taken back after an appeal and count on neither side.")
        }
        return notes
    }

    private func tiles(into page: inout Markup) {
        let changed = diff.places.count(where: \.isChanged)
        page.element("div", ["class": "tiles"]) { tiles in
            tile("\(diff.counts.replayed)", "events scored again", into: &tiles)
            tile("\(diff.changedEvents)", "of them differently", into: &tiles)
            tile("\(changed) of \(diff.places.count)", "places change", into: &tiles)
            tile("\(diff.alarms.before) → \(diff.alarms.after)", "alarms", into: &tiles)
            tile("\(diff.digested.before) → \(diff.digested.after)", "told as a digest", into: &tiles)
        }
    }

    private func tile(_ value: String, _ name: String, into tiles: inout Markup) {
        tiles.element("div", ["class": "tile"]) { tile in
            tile.element("strong", value)
            tile.element("span", name)
        }
    }

    private func plots(into page: inout Markup) {
        let drawn = diff.places.filter { !$0.curveAfter.isEmpty }
        guard !drawn.isEmpty, diff.times.count > 1 else { return }
        page.element("section", [:]) { section in
            section.element("h2", "Standing of the places that change")
            section.element("p", ["class": "soft"], "Dashed: as it was. Solid: as it would have been. Hours are UTC.")
            section.element("div", ["class": "places"]) { grid in
                for place in drawn.prefix(Self.mostPlots) {
                    grid.element("article", ["class": "card place"]) { card in
                        card.element("h3", [:]) { title in
                            title.element("span", place.subject.path)
                            title.element("span", ["class": "points"], PolicyDiffPage.change(place))
                        }
                        ChangePlot(place, times: diff.times).draw(into: &card)
                    }
                }
            }
            if drawn.count > Self.mostPlots {
                section.element(
                    "p", ["class": "soft"], "\(drawn.count - Self.mostPlots) more places are in the table below.")
            }
        }
    }

    private static func change(_ place: PolicyDiff.Place) -> String {
        "\(shown(place.before)) → \(shown(place.after))"
    }

    private static func shown(_ state: PolicyDiff.State) -> String {
        state.isRated ? pointsText(state.shown_mp) : "unrated (\(pointsText(state.shown_mp)))"
    }

    private func places(into page: inout Markup) {
        guard !diff.places.isEmpty else { return }
        page.element("section", [:]) { section in
            section.element("h2", "All places")
            section.element("div", ["class": "scroll"]) { box in
                box.element("table", ["class": "wide"]) { table in
                    row(
                        ["place", "before", "after", "follows before", "follows after", "events", "merits"], "th",
                        &table)
                    for place in diff.places {
                        row(
                            [
                                place.subject.path, Self.shown(place.before), Self.shown(place.after),
                                place.before.consequence?.rawValue ?? "–", place.after.consequence?.rawValue ?? "–",
                                "\(place.changedEvents)", "\(place.merits.before) → \(place.merits.after)",
                            ], "td", &table)
                    }
                }
            }
        }
    }

    private func row(_ cells: [String], _ kind: String, _ table: inout Markup) {
        table.element("tr", [:]) { row in cells.forEach { row.element(kind, $0) } }
    }

    private func levels(into page: inout Markup) {
        let names = Level.allCases.map(\.rawValue)
        page.element("section", [:]) { section in
            section.element("h2", "How serious events are")
            section.element(
                "p", ["class": "soft"], "Rows: level before. Columns: level after. What moves is set in bold.")
            section.element("table", ["class": "matrix"]) { table in
                table.element("tr", [:]) { row in
                    row.element("th", "before \\ after")
                    names.forEach { row.element("th", $0) }
                }
                for (before, counts) in diff.levels.enumerated() {
                    table.element("tr", [:]) { row in
                        row.element("th", names[before])
                        for (after, count) in counts.enumerated() {
                            let style = count == 0 ? "zero" : before == after ? "" : "moved"
                            row.element("td", ["class": "number \(style)"], "\(count)")
                        }
                    }
                }
            }
        }
    }

    private func events(into page: inout Markup) {
        guard !diff.most.isEmpty else { return }
        page.element("section", [:]) { section in
            section.element("h2", "Events that change most")
            section.element("div", ["class": "scroll"]) { box in
                box.element("table", ["class": "wide"]) { table in
                    row(
                        ["when (UTC)", "place", "behaviour", "severity", "adds to the standing", "follows"], "th",
                        &table)
                    for event in diff.most {
                        let a = event.before, b = event.after
                        row(
                            [
                                event.time.dateAndTime, event.subject.path, event.behaviour.rawValue,
                                "\(a.number) \(a.level.rawValue) → \(b.number) \(b.level.rawValue)",
                                "\(pointsText(a.weight_mp, signed: true)) → \(pointsText(b.weight_mp, signed: true))",
                                a.consequence == b.consequence
                                    ? a.consequence.rawValue : "\(a.consequence.rawValue) → \(b.consequence.rawValue)",
                            ], "td", &table)
                    }
                }
            }
        }
    }

    private func footer(into page: inout Markup) {
        page.element("footer", ["class": "soft"]) { footer in
            footer.element(
                "p",
                "Both sides are worked out from the ledger's entries and events; places and events are scored, never persons."
            )
        }
    }
}
