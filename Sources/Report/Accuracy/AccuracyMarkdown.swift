package import Evaluate

/// The measurement of a dataset as a Markdown document, and its plots as pictures of their own.
package struct AccuracyMarkdown {
    private let report: DatasetReport
    private let folder: String?

    /// Makes the document of a measurement.
    /// - Parameter plots: directory of the plots as seen from the document, without a slash at its end; nil leaves them out.
    package init(_ report: DatasetReport, plots: String? = nil) { (self.report, folder) = (report, plots) }

    /// The text; the same measurement gives the same text. What belongs to the machine stands in the last section alone.
    package func text() -> String {
        var text = "# Accuracy\n\n*Status: measured, not written: `make accuracy` makes this file anew.* "
        text += "Detector `\(report.detector)`.\n"
        for note in report.notes { text += "\n> \(note)\n" }
        var names = PlotNames()
        for section in AccuracySections(report).all {
            text += "\n## \(section.title)\n"
            for block in section.blocks { text += self.block(block, &names) }
        }
        return text
    }

    /// Every plot as an SVG file: its name and its text.
    package func plots() -> [(name: String, svg: String)] {
        var names = PlotNames()
        return AccuracySections(report).all.flatMap(\.blocks).compactMap { block in
            guard case .plot(let plot) = block else { return nil }
            return (names.next(plot.title), StandalonePlot.text(plot))
        }
    }

    private func block(_ block: AccuracyBlock, _ names: inout PlotNames) -> String {
        switch block {
        case .text(let words): return "\n\(words)\n"
        case .list(let items): return "\n" + items.map { "- \($0)\n" }.joined()
        case .table(let table): return "\n" + AccuracyMarkdown.table(table)
        case .plot(let plot):
            let name = names.next(plot.title)
            return folder.map { "\n![\(plot.title)](\($0)/\(name))\n" } ?? ""
        }
    }

    private static func table(_ table: AccuracyTable) -> String {
        func line(_ cells: [String]) -> String {
            "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
        }
        let rule = table.head.indices.map { $0 < table.numbers ? "---" : "--:" }
        return line(table.head) + line(rule) + table.rows.map(line).joined()
    }
}

/// File names from titles, each once.
private struct PlotNames {
    private var used: [String: Int] = [:]

    mutating func next(_ title: String) -> String {
        let words = title.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        let name = words.joined(separator: "-"), count = (used[name] ?? 0) + 1
        used[name] = count
        return count == 1 ? "\(name).svg" : "\(name)-\(count).svg"
    }
}
