/// A piece of a measurement's report; the Markdown and the HTML page show the same pieces.
enum AccuracyBlock {
    case text(String)
    case list([String])
    case table(AccuracyTable)
    /// Drawn in HTML alone; tables beside it hold the same figures.
    case plot(any AccuracyPlot)
}

/// A table; columns from `numbers` on hold numbers and stand to the right.
struct AccuracyTable {
    let head: [String]
    let rows: [[String]]
    var numbers = 1
}

/// A titled part of the report.
struct AccuracySection {
    let title: String
    let blocks: [AccuracyBlock]
}

/// A drawing.
protocol AccuracyPlot {
    /// What it shows, in a few words; names its file.
    var title: String { get }

    /// Writes one inline `svg` element.
    func draw(into page: inout Markup)
}
