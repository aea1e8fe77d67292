import Base

/// The timeline of a report: one row per place and behaviour, stays as bars and moments as diamonds, each a link to the
/// card of its event.
struct TimelinePlot {
    private static let width = 1040.0
    private static let labels = 250.0
    private static let rowHeight = 26.0
    private static let head = 8.0

    let rows: [TimelineRow]
    let axis: TimeAxis

    /// Lays out the rows of a report.
    init(_ content: ReportContent) {
        rows = TimelineRow.rows(of: content)
        axis = TimeAxis(start: content.start, end: content.end, left: Self.labels, right: Self.width - 30)
    }

    /// The plot as an inline `svg` element.
    func draw(into page: inout Markup) {
        let bottom = Self.head + Double(max(rows.count, 1)) * Self.rowHeight
        page.element(
            "svg",
            [
                "class": "plot wide", "viewBox": "0 0 \(coordinate(Self.width)) \(coordinate(bottom + 24))",
                "role": "img",
                "aria-label": "Timeline of events",
            ]
        ) { svg in
            for index in rows.indices where index % 2 == 0 {
                svg.empty(
                    "rect",
                    [
                        "class": "band", "x": "0", "y": coordinate(Self.head + Double(index) * Self.rowHeight),
                        "width": coordinate(Self.width), "height": coordinate(Self.rowHeight), "rx": "4",
                    ])
            }
            axis.draw(into: &svg, top: Self.head, bottom: bottom, most: 10)
            for (index, row) in rows.enumerated() {
                draw(row, middle: Self.head + (Double(index) + 0.5) * Self.rowHeight, into: &svg)
            }
        }
    }

    private func draw(_ row: TimelineRow, middle: Double, into svg: inout Markup) {
        svg.element("text", ["class": "row", "x": "10", "y": coordinate(middle + 4)]) { label in
            label.element("tspan", ["class": "strong"], row.place)
            label.element("tspan", ["class": "soft", "dx": "6"], row.behaviour.rawValue)
        }
        if row.behaviour.kind == .count { return drawCounts(row, bottom: middle + 10, into: &svg) }
        for mark in row.marks {
            svg.element("a", ["href": "#event-\(mark.event + 1)", "class": "mark \(levelClass(mark.rank))"]) { link in
                draw(mark, middle: middle, into: &link)
            }
        }
    }

    /// A count is a staircase: as high as the greatest count of the row, which is written at its end.
    private func drawCounts(_ row: TimelineRow, bottom: Double, into svg: inout Markup) {
        let most = row.marks.compactMap(\.count).max() ?? 0
        guard most > 0 else { return }
        var path = "M\(coordinate(axis.left)),\(coordinate(bottom))"
        for mark in row.marks {
            path += "H\(coordinate(axis.x(mark.start)))V\(coordinate(bottom - 18 * (mark.count ?? 0) / most))"
        }
        path += "H\(coordinate(axis.right))V\(coordinate(bottom))Z"
        svg.element("path", ["class": "count", "d": path]) {
            $0.element("title", "greatest: \(JSONText.format(most, decimals: 0))")
        }
        svg.element(
            "text", ["class": "tick", "x": coordinate(axis.right + 6), "y": coordinate(bottom - 6)],
            JSONText.format(most, decimals: 0))
    }

    private func draw(_ mark: TimelineRow.Mark, middle: Double, into svg: inout Markup) {
        let x = axis.x(mark.start)
        if let end = mark.end {
            let width = max(axis.x(end) - x, 4)
            svg.element(
                "rect",
                [
                    "x": coordinate(x), "y": coordinate(middle - 7), "width": coordinate(width), "height": "14",
                    "rx": "4",
                ]
            ) { $0.element("title", mark.words) }
        } else {
            let points = [(x, middle - 8), (x + 6, middle), (x, middle + 8), (x - 6, middle)]
                .map { "\(coordinate($0.0)),\(coordinate($0.1))" }.joined(separator: " ")
            svg.element("polygon", ["points": points]) { $0.element("title", mark.words) }
        }
    }
}

/// The style class of a severity level; ungraded events are drawn in the neutral colour.
func levelClass(_ rank: Int?) -> String { rank.map { "level\(min(max($0, 0), 3))" } ?? "ungraded" }
