/// A plot as a file of its own, with the styles of the page and a ground of its own colour: readable in light and dark.
enum StandalonePlot {
    static func text(_ plot: any AccuracyPlot) -> String {
        var drawing = Markup()
        plot.draw(into: &drawing)
        let style = "<style>\(colours)</style><rect width=\"100%\" height=\"100%\" fill=\"var(--paper)\"/>"
        // The first `>` ends the start tag: attribute values have it written as a reference.
        guard let end = drawing.text.firstIndex(of: ">") else { return "" }
        let start = drawing.text[..<end].replacing(
            "<svg", with: "<svg xmlns=\"http://www.w3.org/2000/svg\"", maxReplacements: 1)
        return start + ">" + style + drawing.text[drawing.text.index(after: end)...] + "\n"
    }

    private static let colours =
        ReportStyle.sheet.split(separator: "\n").filter { line in
            [":root", "--", "@media (prefers", ".plot"].contains { line.hasPrefix($0) }
        }.joined(separator: "\n") + "\n" + AccuracyStyle.sheet
}
