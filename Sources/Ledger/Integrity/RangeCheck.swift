internal import GRDB
internal import Score

/// Checks entries in order, range by range, on a connection of its own: every entry by itself, its event, and the tree over
/// each block of them. What concerns several ranges is left in the findings.
struct RangeCheck {
    private let facts: LedgerFacts
    /// Before which time events have been erased, in milliseconds.
    private let erased_ms: Int64
    private let judge: EntryJudge
    private let statement: Statement
    private var leaves = MessageBatch()
    private var events = MessageBatch()
    /// The entries whose events are in `events`, with what they commit to.
    private var commitments: [(sequence: Int64, hash: MerkleHash)] = []
    private var found = RangeFindings()

    init(_ db: Database, _ facts: LedgerFacts, erased_ms: Int64?) throws {
        (self.facts, self.erased_ms, judge) = (facts, erased_ms ?? .min, try EntryJudge(db, facts))
        statement = try db.makeStatement(
            sql: """
                SELECT entry.sequence, kind, subject, time_ms, behaviour, level, weight_mp, half_life_ms, concerns, canonical,
                  evidence.id, evidence.json
                FROM entry LEFT JOIN evidence ON evidence.sequence = entry.sequence
                WHERE entry.sequence >= ? AND entry.sequence < ? ORDER BY entry.sequence
                """)
    }

    /// Checks one range; the entries before it and after it may be wrong, too.
    mutating func check(_ range: Range<Int64>) throws -> RangeFindings {
        found = RangeFindings()
        let rows = try RawRows(statement, arguments: [range.lowerBound, range.upperBound])
        var block = range.lowerBound
        while found.findings.count < RangeFindings.most, try rows.next() {
            let sequence = rows.integer(EntryColumn.sequence)
            if let last = found.last, sequence != last + 1 { note(last + 1, "entry \(last + 1) is missing") }
            while sequence >= block + BlockRoots.entries {
                close(block)
                block += BlockRoots.entries
            }
            if found.first == nil { found.first = sequence }
            found.last = sequence
            try take(sequence, rows)
        }
        close(block)
        found.findings.sort { $0.sequence < $1.sequence }
        return found
    }

    private mutating func note(_ sequence: Int64, _ text: String) {
        found.findings.append(RangeFindings.Finding(sequence: sequence, text: text))
    }

    private mutating func take(_ sequence: Int64, _ rows: RawRows) throws {
        let verdict = try rows.withText(EntryColumn.canonical) { line in
            leaves.append(leaf: line)
            return try judge.verdict(line, rows)
        }
        switch verdict {
        case .wrong(let fault): note(sequence, "entry \(sequence) \(fault)")
        case .right(.nothing): break
        case .right(.event(let time_ms, let content)): takeEvent(sequence, time_ms, content, rows)
        case .right(.act(let time_ms)):
            let act = RangeFindings.Act(sequence: sequence, time_ms: time_ms)
            if let last = found.lastAct, let fault = Self.fault(of: act, after: last) { note(sequence, fault) }
            if found.firstAct == nil { found.firstAct = act }
            found.lastAct = act
        }
    }

    /// What is wrong with an act that comes after another; nil when nothing is.
    static func fault(of act: RangeFindings.Act, after last: RangeFindings.Act) -> String? {
        act.time_ms < last.time_ms
            ? "entry \(act.sequence) is dated before entry \(last.sequence), the act before it" : nil
    }

    private mutating func takeEvent(_ sequence: Int64, _ time_ms: Int64, _ content: MerkleHash?, _ rows: RawRows) {
        if rows.isNull(EntryColumn.json) {
            if time_ms >= erased_ms { found.gone.append(RangeFindings.Act(sequence: sequence, time_ms: time_ms)) }
            return
        }
        guard let content else { return }
        rows.withText(EntryColumn.json) { events.append($0) }
        commitments.append((sequence, content))
    }

    /// Hashes the entries and events of a block, and holds them against what is kept.
    private mutating func close(_ first: Int64) {
        var hashes = leaves.quickHashes()
        let quick = zip(events.quickHashes(), commitments).allSatisfy { $0 == $1.hash }
        for (hash, commitment) in zip(quick ? [] : events.hashes(), commitments) where hash != commitment.hash {
            note(commitment.sequence, "entry \(commitment.sequence) commits to another event than the one that is kept")
        }
        defer {
            leaves.removeAll()
            events.removeAll()
            commitments.removeAll(keepingCapacity: true)
        }
        guard first >= 0 else { return }
        let number = first / BlockRoots.entries, length = min(BlockRoots.entries, facts.count - first)
        let isWhole = Int64(hashes.count) == length, isFull = isWhole && length == BlockRoots.entries
        var root = isFull ? MessageBatch.quickRoot(of: hashes) : nil
        if isFull, let kept = facts.blocks[number], kept != root {
            hashes = leaves.hashes()
            root = MerkleFrontier(hashes[...]).root
        }
        if length == BlockRoots.entries, let kept = facts.blocks[number], kept == nil || kept != root {
            let last = first + length - 1
            note(last, "entries \(first) to \(last) are not those whose root was kept")
        }
        var parts: [Int64: MerkleFrontier] = [:]
        for count in facts.checkpoints where count > first && count < first + length && isWhole {
            parts[count] = MerkleFrontier(hashes.prefix(Int(count - first)))
        }
        found.blocks.append(
            RangeFindings.Block(
                number: number, root: root, rest: isWhole && !isFull ? MerkleFrontier(hashes[...]) : nil, parts: parts))
    }
}

extension MerkleFrontier {
    /// The tree over some leaves.
    init(_ leaves: ArraySlice<MerkleHash>) {
        self.init()
        for leaf in leaves { append(leaf) }
    }
}
