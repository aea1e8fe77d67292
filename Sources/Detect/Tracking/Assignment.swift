/// Minimum-cost assignment by shortest augmenting paths (the Hungarian method; Jonker and Volgenant, Computing 38, 1987).
struct Assignment {
    private var rowPotential: [Double] = []
    private var columnPotential: [Double] = []
    private var columnRow: [Int] = []
    private var previous: [Int] = []
    private var shortest: [Double] = []
    private var done: [Bool] = []

    /// Columns chosen for each row, -1 for none.
    private(set) var columns: [Int] = []

    /// Makes a solver with room for a busy scene.
    init() {
        let room = 64
        rowPotential.reserveCapacity(room)
        columnPotential.reserveCapacity(room)
        columnRow.reserveCapacity(room)
        previous.reserveCapacity(room)
        shortest.reserveCapacity(room)
        done.reserveCapacity(room)
        columns.reserveCapacity(room)
    }

    /// Solves a problem of `rows` x `columnCount` costs, row by row in `costs`.
    ///
    /// Every row is assigned if that is cheaper than `unassigned`; pairs that cost as much or more stay apart.
    /// Cost: O(rows^2 * (rows + columns)).
    mutating func solve(costs: [Double], rows: Int, columns columnCount: Int, unassigned: Double) {
        // One private "nobody" column per row makes the problem always feasible.
        let width = columnCount + rows
        reset(rows: rows, width: width)
        for row in 0..<rows {
            augment(from: row + 1, width: width) { r, c in
                if c < columnCount { return min(costs[r * columnCount + c], 1e6) }
                return c - columnCount == r ? unassigned : 1e7
            }
        }
        for column in 0..<columnCount where columnRow[column + 1] > 0 {
            let row = columnRow[column + 1] - 1
            if costs[row * columnCount + column] < unassigned { columns[row] = column }
        }
    }

    private mutating func reset(rows: Int, width: Int) {
        func fill<T>(_ array: inout [T], _ value: T, _ count: Int) {
            array.removeAll(keepingCapacity: true)
            for _ in 0..<count { array.append(value) }
        }
        fill(&rowPotential, 0, rows + 1)
        fill(&columnPotential, 0, width + 1)
        fill(&columnRow, 0, width + 1)
        fill(&previous, 0, width + 1)
        fill(&columns, -1, rows)
    }

    private mutating func augment(from start: Int, width: Int, cost: (Int, Int) -> Double) {
        shortest.removeAll(keepingCapacity: true)
        done.removeAll(keepingCapacity: true)
        for _ in 0...width { shortest.append(.infinity); done.append(false) }
        columnRow[0] = start
        var column = 0
        repeat {
            done[column] = true
            column = step(from: column, width: width, cost: cost)
        } while columnRow[column] != 0
        while column != 0 {
            let before = previous[column]
            columnRow[column] = columnRow[before]
            column = before
        }
    }

    /// Grows the tree of shortest paths by one column and gives that column.
    private mutating func step(from column: Int, width: Int, cost: (Int, Int) -> Double) -> Int {
        let row = columnRow[column]
        var best = Double.infinity, next = 0
        for c in 1...width where !done[c] {
            let reduced = cost(row - 1, c - 1) - rowPotential[row] - columnPotential[c]
            if reduced < shortest[c] { (shortest[c], previous[c]) = (reduced, column) }
            if shortest[c] < best { (best, next) = (shortest[c], c) }
        }
        for c in 0...width {
            if done[c] {
                rowPotential[columnRow[c]] += best
                columnPotential[c] -= best
            } else {
                shortest[c] -= best
            }
        }
        return next
    }
}
