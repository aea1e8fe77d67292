import Testing
import WaysideTestSupport

// `Assignment.swift` here is a link to the one in Sources: the solver is nobody's business outside its module.

@Suite struct `Cheapest assignment` {
    /// The least sum over every way to give rows different columns or leave them alone.
    static func least(_ costs: [Double], _ rows: Int, _ columns: Int, _ unassigned: Double) -> Double {
        func search(_ row: Int, _ taken: UInt) -> Double {
            if row == rows { return 0 }
            var best = unassigned + search(row + 1, taken)
            for column in 0..<columns where taken & (1 << UInt(column)) == 0 {
                best = min(best, costs[row * columns + column] + search(row + 1, taken | 1 << UInt(column)))
            }
            return best
        }
        return search(0, 0)
    }

    static func check(_ solver: Assignment, _ costs: [Double], _ rows: Int, _ columns: Int, _ unassigned: Double) {
        let chosen = solver.columns.filter { $0 >= 0 }
        #expect(solver.columns.count == rows)
        #expect(Set(chosen).count == chosen.count, "no column is given twice")
        #expect(chosen.allSatisfy { $0 < columns })
        var sum = 0.0
        for (row, column) in solver.columns.enumerated() {
            if column >= 0 { #expect(costs[row * columns + column] < unassigned) }
            sum += column >= 0 ? costs[row * columns + column] : unassigned
        }
        #expect(abs(sum - least(costs, rows, columns, unassigned)) < 1e-9)
    }

    @Test(arguments: 1...6, 1...6)
    func `no other way of pairing is cheaper`(rows: Int, columns: Int) {
        var random = SeededRandom(seed: UInt64(rows * 10 + columns)), solver = Assignment()
        for _ in 0..<40 {
            let unassigned = Double.random(in: 0.2...1.2, using: &random)
            let costs = (0..<rows * columns).map { _ in Double.random(in: 0...1.3, using: &random) }
            solver.solve(costs: costs, rows: rows, columns: columns, unassigned: unassigned)
            Self.check(solver, costs, rows, columns, unassigned)
        }
    }

    @Test func `ties and equal costs are solved too`() {
        var random = SeededRandom(seed: 7), solver = Assignment()
        for _ in 0..<200 {
            let rows = Int.random(in: 1...5, using: &random), columns = Int.random(in: 1...5, using: &random)
            let costs = (0..<rows * columns).map { _ in Double(Int.random(in: 0...3, using: &random)) * 0.25 }
            solver.solve(costs: costs, rows: rows, columns: columns, unassigned: 0.5)
            Self.check(solver, costs, rows, columns, 0.5)
        }
    }

    @Test func `the greedy choice is not taken when it costs more in the end`() {
        var solver = Assignment()
        solver.solve(costs: [0.1, 0.2, 0.15, 0.9], rows: 2, columns: 2, unassigned: 1)
        #expect(solver.columns == [1, 0])
    }

    @Test func `pairs that cost as much as nobody stay apart`() {
        var solver = Assignment()
        solver.solve(costs: [1, 9, 1.5, 1], rows: 2, columns: 2, unassigned: 1)
        #expect(solver.columns == [-1, -1])
    }

    @Test func `no rows and no columns are solved`() {
        var solver = Assignment()
        solver.solve(costs: [0.1], rows: 1, columns: 1, unassigned: 1)
        solver.solve(costs: [], rows: 0, columns: 3, unassigned: 1)
        #expect(solver.columns == [])
        solver.solve(costs: [], rows: 3, columns: 0, unassigned: 1)
        #expect(solver.columns == [-1, -1, -1])
        solver.solve(costs: [], rows: 0, columns: 0, unassigned: 1)
        #expect(solver.columns == [])
    }

    @Test func `costs without bound do not disturb the others`() {
        var solver = Assignment()
        solver.solve(costs: [.infinity, 0.2, 0.3, .infinity], rows: 2, columns: 2, unassigned: 1)
        #expect(solver.columns == [1, 0])
        solver.solve(costs: [.infinity, .infinity, 0.3, 0.2], rows: 2, columns: 2, unassigned: 1)
        #expect(solver.columns == [-1, 1])
    }
}
