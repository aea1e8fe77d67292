/// Joins what was found in ranges of entries, taken in order, and holds them against each other.
struct CheckSummary {
    private let facts: LedgerFacts
    private var tree: TreeCheck
    private var expected: Int64 = 0
    private var lastAct: RangeFindings.Act?
    private(set) var findings: [RangeFindings.Finding] = []
    /// Events that are gone; an erasure may say so.
    private(set) var gone: [RangeFindings.Act] = []

    init(facts: LedgerFacts, tree: TreeCheck) { (self.facts, self.tree) = (facts, tree) }

    mutating func note(_ sequence: Int64, _ text: String) { findings.append(.init(sequence: sequence, text: text)) }

    mutating func take(_ range: RangeFindings) {
        guard let first = range.first, let last = range.last else { return }
        if first != expected { note(expected, "entry \(expected) is missing") }
        expected = last + 1
        if let act = range.firstAct, let lastAct, let fault = RangeCheck.fault(of: act, after: lastAct) {
            note(act.sequence, fault)
        }
        lastAct = range.lastAct ?? lastAct
        findings += range.findings
        for block in range.blocks { findings += tree.take(block) }
        gone += range.gone
    }

    /// After the last range: checkpoints and roots of more entries than there are.
    mutating func finish() {
        findings += tree.finish()
        let beyond = facts.blocks.keys.filter { ($0 + 1) * BlockRoots.entries > facts.count }.sorted()
        for number in beyond {
            let first = number * BlockRoots.entries
            note(.max, "the root of entries from \(first) on is kept, and these are not all there")
        }
    }

    /// What is wrong, the first wrong entry first.
    var inOrder: [String] {
        findings.enumerated().sorted { ($0.element.sequence, $0.offset) < ($1.element.sequence, $1.offset) }
            .map(\.element.text)
    }
}
