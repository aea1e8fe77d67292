/// Columns of plain text, as wide as their widest cell. Cells are padded before they are painted.
struct TextTable {
    /// On which side a column's cells are filled.
    enum Alignment { case left, right }

    private let columns: [(title: String, alignment: Alignment)]
    private var rows: [[String]] = []

    /// Makes an empty table.
    init(_ columns: [(title: String, alignment: Alignment)]) { self.columns = columns }

    /// Adds a row of as many cells as there are columns.
    mutating func add(_ cells: [String]) {
        precondition(cells.count == columns.count, "a row has one cell per column")
        rows.append(cells)
    }

    /// Title line and rows, without trailing blanks.
    func lines(_ style: Style) -> [String] {
        let widths = columns.indices.map { column in
            max(columns[column].title.count, rows.map { $0[column].count }.max() ?? 0)
        }
        let title = line(columns.map(\.title), widths)
        return [style.paint(title, .soft)] + rows.map { line($0, widths) }
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var text = ""
        for (column, cell) in cells.enumerated() {
            if column > 0 { text += "  " }
            let fill = String(repeating: " ", count: widths[column] - cell.count)
            text += columns[column].alignment == .left ? cell + fill : fill + cell
        }
        while text.last == " " { text.removeLast() }
        return text
    }
}
