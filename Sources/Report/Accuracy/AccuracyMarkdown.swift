package import Evaluate

/// The measurement of a dataset as a Markdown document.
package struct AccuracyMarkdown {
    private let report: DatasetReport

    /// Makes the document of a measurement.
    package init(_ report: DatasetReport) { self.report = report }

    /// The text; the same measurement gives the same text. What belongs to the machine stands in the last section alone.
    package func text() -> String {
        var text = "# Accuracy\n\n*Status: measured, not written: `make accuracy` makes this file anew.* "
        text += "Detector `\(report.detector)`.\n"
        for note in report.notes { text += "\n> \(note)\n" }
        for section in AccuracySections(report).all {
            text += "\n## \(section.title)\n"
            for block in section.blocks { text += AccuracyMarkdown.block(block) }
        }
        return text
    }

    private static func block(_ block: AccuracyBlock) -> String {
        switch block {
        case .text(let words): "\n\(words)\n"
        case .list(let items): "\n" + items.map { "- \($0)\n" }.joined()
        case .table(let table): "\n" + AccuracyMarkdown.table(table)
        case .plot: ""
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
