import Base
import Score

/// The whole page: one self-contained HTML document without scripts and without any request to elsewhere.
package struct ReportPage {
    let content: ReportContent

    /// Makes the page of a report.
    package init(_ content: ReportContent) { self.content = content }

    /// The document as UTF-8 text. The same content gives the same text.
    package func html() -> String {
        SelfContainedPage.html(title: "\(content.title) · Wayside report") { main in
            header(into: &main)
            tiles(into: &main)
            timeline(into: &main)
            standings(into: &main)
            events(into: &main)
            statistics(into: &main)
            footer(into: &main)
        }
    }

    private func header(into page: inout Markup) {
        page.element("header", [:]) { header in
            header.element("p", ["class": "kicker"], "Wayside report · \(content.site)/\(content.camera.id)")
            header.element("h1", content.title)
            if let purpose = content.purpose { header.element("p", ["class": "purpose"], purpose) }
            header.element("p", ["class": "soft"]) { line in
                line.write("\(content.start.dateAndTime) to \(content.end.dateAndTime) UTC · detector ")
                line.element("code", content.detector)
                line.write(" · policy \(content.policy.id) version \(content.policy.version) ")
                line.element("code", ["title": content.policy.hash], String(content.policy.hash.prefix(12)))
            }
            for note in content.notes { header.element("p", ["class": "note"], note) }
        }
    }

    private func tiles(into page: inout Markup) {
        let opened = content.events.filter { $0.event.phase != .ended }
        let graded = (0...3).map { rank in opened.count { $0.entry?.severity.level.rank == rank } }
        page.element("div", ["class": "tiles"]) { tiles in
            tile("\(opened.count)", "events", into: &tiles)
            tile("\(graded[3])", "high", into: &tiles, style: levelClass(3))
            tile("\(graded[2])", "medium", into: &tiles, style: levelClass(2))
            tile("\(graded[1])", "low", into: &tiles, style: levelClass(1))
            tile("\(content.camera.places.count)", "places", into: &tiles)
            tile(ReportPage.length(from: content.start, to: content.end), "long", into: &tiles)
        }
    }

    private func tile(_ value: String, _ name: String, into tiles: inout Markup, style: String = "plain") {
        tiles.element("div", ["class": "tile \(style)"]) { tile in
            tile.element("strong", value)
            tile.element("span", name)
        }
    }

    private func timeline(into page: inout Markup) {
        page.element("section", [:]) { section in
            section.element("h2", "Timeline")
            guard !content.events.isEmpty else {
                section.element("p", ["class": "soft"], "Nothing was observed.")
                return
            }
            section.element("div", ["class": "scroll"]) { TimelinePlot(content).draw(into: &$0) }
            section.element("p", ["class": "legend soft"]) { legend in
                for (rank, level) in ["info", "low", "medium", "high"].enumerated() {
                    legend.element("span", ["class": "key \(levelClass(rank))"], level)
                }
                legend.write("bars are stays, diamonds are moments, stairs are counts; a mark leads to its event")
            }
        }
    }

    private func standings(into page: inout Markup) {
        let places = PlaceHistory.all(in: content)
        guard !places.isEmpty else { return }
        page.element("section", [:]) { section in
            section.element("h2", "Standing of the places")
            section.element("div", ["class": "places"]) { grid in
                for place in places where !place.contributions.isEmpty { standing(of: place, into: &grid) }
            }
            untouched(places.filter(\.contributions.isEmpty), into: &section)
        }
    }

    private func standing(of place: PlaceHistory, into grid: inout Markup) {
        let standing = place.standing
        grid.element("article", ["class": "card place"]) { card in
            card.element("h3", [:]) { title in
                title.element("span", place.subject.id)
                title.element(
                    "span", ["class": standing.isRated ? "points" : "points unrated"],
                    standing.isRated ? pointsText(standing.shown_mp) : "unrated")
            }
            StandingPlot(place, start: content.start, end: content.end).draw(into: &card)
            card.element("p", ["class": "where"], ReportPage.exposure(standing.exposure))
            TermTable(
                terms: StandingTerms(content).terms(of: place), total: pointsText(standing.sum_mp),
                totalName: "standing"
            )
            .write(into: &card)
        }
    }

    /// Places whose standing nothing has changed: one row each instead of a flat plot.
    private func untouched(_ places: [PlaceHistory], into section: inout Markup) {
        guard !places.isEmpty else { return }
        section.element("table", ["class": "counts untouched"]) { table in
            table.element("tbody", [:]) { body in
                for place in places {
                    body.element("tr", [:]) { row in
                        row.element("td", place.subject.id)
                        row.element(
                            "td", ["class": "soft"], "nothing weighed · " + ReportPage.exposure(place.standing.exposure)
                        )
                        row.element(
                            "td", ["class": "number"],
                            place.standing.isRated ? pointsText(place.standing.shown_mp) : "unrated")
                    }
                }
            }
        }
    }

    private static func exposure(_ share: ExposureShare) -> String {
        var words = "observed \(seconds(share.observed_ms)) of \(seconds(share.accounted_ms))"
        for blind in share.blind_ms { words += ", \(blind.reason) \(seconds(blind.milliseconds))" }
        return words
    }

    private static func seconds(_ milliseconds: Int64) -> String {
        JSONText.format(Double(milliseconds) / 1000, decimals: 1) + " s"
    }

    private func events(into page: inout Markup) {
        guard content.events.contains(where: { $0.event.phase != .ended }) else { return }
        page.element("section", [:]) { section in
            section.element("h2", "Events")
            EventCards(content).write(into: &section)
        }
    }

    private func statistics(into page: inout Markup) {
        guard !content.counts.isEmpty else { return }
        page.element("section", [:]) { section in
            section.element("h2", "What was processed")
            section.element("table", ["class": "counts"]) { table in
                table.element("tbody", [:]) { body in
                    for count in content.counts {
                        body.element("tr", [:]) { row in
                            row.element("td", count.name)
                            row.element("td", ["class": "number"], count.value)
                        }
                    }
                }
            }
        }
    }

    private func footer(into page: inout Markup) {
        page.element("footer", ["class": "soft"]) { footer in
            footer.write(
                "A score belongs to a place, never to a person. In the pictures everything that moves is pixelated and masked parts are black; "
                    + "nothing on this page is loaded from elsewhere.")
        }
    }

    /// `1 min 4 s`, `2 h 5 min`.
    static func length(from start: Timestamp, to end: Timestamp) -> String {
        let seconds = Int64(end.seconds(since: start).rounded())
        if seconds < 60 { return "\(seconds) s" }
        if seconds < 3600 { return "\(seconds / 60) min \(seconds % 60) s" }
        return "\(seconds / 3600) h \(seconds / 60 % 60) min"
    }
}
