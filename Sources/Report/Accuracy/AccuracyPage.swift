package import Evaluate

/// The measurement of a dataset as one self-contained HTML page without scripts.
package struct AccuracyPage {
    private let report: DatasetReport

    /// Makes the page of a measurement.
    package init(_ report: DatasetReport) { self.report = report }

    /// The document as UTF-8 text. The same measurement gives the same text.
    package func html() -> String {
        SelfContainedPage.html(title: "Accuracy · Wayside", sheet: AccuracyStyle.sheet) { main in
            header(into: &main)
            for section in AccuracySections(report).all { write(section, into: &main) }
            main.element("footer", ["class": "soft"]) {
                $0.write("Made by `wayside evaluate`; nothing on this page is loaded from elsewhere.")
            }
        }
    }

    private func header(into page: inout Markup) {
        page.element("header", [:]) { header in
            header.element("p", ["class": "kicker"], "Wayside accuracy report")
            header.element("h1", "How good detection is")
            header.element("p", ["class": "soft"]) { line in
                line.write("detector ")
                line.element("code", report.detector)
                line.write(" · " + report.runs.map(\.name).joined(separator: ", "))
            }
            for note in report.notes { header.element("p", ["class": "note"], note) }
        }
        tiles(into: &page)
    }

    private func tiles(into page: inout Markup) {
        guard let best = report.runs.last else { return }
        let filmed = best.clips(simulated: false), clips = filmed.isEmpty ? best.clips : filmed
        let group = ClipGroup(name: "", clips: clips), sum = group.sum()
        page.element("div", ["class": "tiles"]) { tiles in
            for (value, name) in [
                (Decimals.fixed(sum.f1, 3), "F1 of all events"), ("\(sum.found) of \(sum.due)", "found"),
                ("\(sum.wrong)", "false"), ("\(clips.count)", clips.count == 1 ? "clip" : "clips"),
                (Decimals.fixed(group.hours * 60, 1) + " min", "judged"),
            ] {
                tiles.element("div", ["class": "tile plain"]) { tile in
                    tile.element("strong", value)
                    tile.element("span", name)
                }
            }
        }
    }

    private func write(_ section: AccuracySection, into page: inout Markup) {
        page.element("section", [:]) { part in
            part.element("h2", section.title)
            for block in section.blocks {
                switch block {
                case .text(let words): AccuracyPage.words(words, into: &part)
                case .list(let items):
                    part.element("ul", ["class": "findings"]) { list in for item in items { list.element("li", item) } }
                case .table(let table): AccuracyPage.table(table, into: &part)
                case .plot(let plot): part.element("div", ["class": "scroll"]) { plot.draw(into: &$0) }
                }
            }
        }
    }

    /// A paragraph in which what stands between backquotes is code.
    private static func words(_ words: String, into page: inout Markup) {
        page.element("p", ["class": "words"]) { line in
            for (index, part) in words.split(separator: "`", omittingEmptySubsequences: false).enumerated() {
                if index.isMultiple(of: 2) { line.write(String(part)) } else { line.element("code", String(part)) }
            }
        }
    }

    private static func table(_ table: AccuracyTable, into page: inout Markup) {
        page.element("div", ["class": "scroll figures"]) { box in
            box.element("table", [:]) { html in
                html.element("thead", [:]) { head in row(table.head, "th", table.numbers, into: &head) }
                html.element("tbody", [:]) { body in
                    for cells in table.rows { row(cells, "td", table.numbers, into: &body) }
                }
            }
        }
    }

    private static func row(_ cells: [String], _ name: String, _ numbers: Int, into part: inout Markup) {
        part.element("tr", [:]) { row in
            for (index, cell) in cells.enumerated() {
                if index < numbers { row.element(name, cell) } else { number(cell, name, into: &row) }
            }
        }
    }

    /// A number; its interval, which stands in brackets, is written smaller.
    private static func number(_ cell: String, _ name: String, into row: inout Markup) {
        row.element(name, ["class": "number"]) { part in
            guard let bracket = cell.firstIndex(of: "("), bracket != cell.startIndex, cell.hasSuffix(")") else {
                part.write(cell)
                return
            }
            part.write(String(cell[..<bracket]))
            part.element("span", ["class": "range"], String(cell[bracket...]))
        }
    }
}

/// Styles that only this page needs.
enum AccuracyStyle {
    static let sheet = """
        :root{--run0:#2f6f8f;--run1:#d08a1d;--run2:#8a5a9e;--run3:#3d8f6f}
        @media (prefers-color-scheme:dark){:root{--run0:#72b4d3;--run1:#e3aa4d;--run2:#b995cb;--run3:#5fb893}}
        .words{max-width:78ch;margin:8px 0}
        .figures{padding:2px 14px;margin:10px 0;width:fit-content;max-width:100%}.figures table{font-size:13px;width:auto}
        .figures td{white-space:nowrap}.figures .range{color:var(--soft);font-size:11px}
        .figures th{text-align:left;font-weight:600;font-size:12.5px;color:var(--soft);padding:7px 0 5px;vertical-align:bottom}
        .figures th+th,.figures td+td{padding-left:18px}.figures th.number{text-align:right;white-space:normal}
        .findings{margin:8px 0;padding-left:20px;font-size:13.5px;columns:2 380px;column-gap:32px}.findings li{break-inside:avoid}
        .run0{fill:var(--run0);color:var(--run0)}.run1{fill:var(--run1);color:var(--run1)}
        .run2{fill:var(--run2);color:var(--run2)}.run3{fill:var(--run3);color:var(--run3)}
        .whisker{stroke:currentColor;stroke-width:2;fill:none}.trace{stroke:currentColor;stroke-width:2;fill:none;stroke-linejoin:round}
        .spread{fill:currentColor;opacity:.13}.aim{stroke:var(--high);stroke-width:1.5;stroke-dasharray:5 4}
        .axis-name{fill:var(--soft);font-size:11.5px}
        """
}
