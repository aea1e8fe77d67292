internal import Dispatch
internal import Foundation
internal import GRDB
internal import Synchronization

extension LedgerReader {
    /// Looks for damage: every entry, its number, its canonical form, the columns that repeat it, its event, its policy; the order
    /// of acts and of what was decided; the Merkle tree with its checkpoints; private content. Returns what is wrong, one line each, at most 100, the
    /// first wrong entry first; empty is good. Cost: reads everything, about two microseconds of one core an entry.
    /// - Parameters:
    ///   - key: whose signatures the kept checkpoints must have; nil for nobody's in particular.
    ///   - file: whether SQLite looks at every page and index of its file first; about as slow again.
    public func check(key: NoteKey? = nil, file: Bool = false) throws(LedgerError) -> [String] {
        try check(key: key, file: file, threads: ProcessInfo.processInfo.activeProcessorCount)
    }

    /// The same on so many threads, each with a connection of its own; what is found does not depend on them.
    package func check(key: NoteKey? = nil, file: Bool = false, threads: Int) throws(LedgerError) -> [String] {
        let (damage, facts, tree) = try read { db in
            let damage = file ? try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" } : []
            let facts = try LedgerFacts(db)
            return (damage + facts.findings, facts, try TreeCheck(db, count: facts.count, key: key))
        }
        let ranges = try check(facts, erased_ms: try read { try LedgerFacts.erased($0) }, threads: threads)
        var summary = CheckSummary(facts: facts, tree: tree)
        for range in ranges where summary.findings.count < RangeFindings.most { summary.take(range) }
        summary.finish()
        // An erasure may have come while entries were read; it is entered in the same transaction.
        let erased_ms = try read { try LedgerFacts.erased($0) } ?? .min
        for event in summary.gone where event.time_ms >= erased_ms {
            summary.note(event.sequence, "the event of entry \(event.sequence) is gone, and no erasure says so")
        }
        var findings = damage + summary.inOrder
        // It reads acts as values, and they must be in form.
        if findings.isEmpty {
            findings += try read { db in
                try PrivateContent.findings(db) + AppealFindings.findings(db) + LedgerReader.stewardFindings(db)
            }
        }
        return Array(findings.prefix(RangeFindings.most))
    }

    /// Checks all ranges, several at a time. Those after one in which enough was found may be left out.
    private func check(_ facts: LedgerFacts, erased_ms: Int64?, threads: Int) throws(LedgerError) -> [RangeFindings] {
        let next = Atomic(0), found = Mutex<[Int: RangeFindings]>([:]), failure = Mutex<(any Error)?>(nil)
        let path = path
        @Sendable func work() throws {
            try LedgerFile.openForReading(path).read { db in
                var check = try RangeCheck(db, facts, erased_ms: erased_ms)
                while true {
                    let index = next.add(1, ordering: .relaxed).oldValue
                    guard index < facts.starts.count else { return }
                    let start = facts.starts[index]
                    let result = try check.check(facts.range(from: start))
                    found.withLock { $0[index] = result }
                    // No range from here on will be told of. Those before are in others' hands already.
                    if result.findings.count >= RangeFindings.most {
                        next.store(facts.starts.count, ordering: .relaxed)
                    }
                }
            }
        }
        DispatchQueue.concurrentPerform(iterations: max(1, threads)) { _ in
            do { try work() } catch { failure.withLock { $0 = error } }
        }
        if let error = failure.withLock({ $0 }) { throw LedgerError(error, path: path) }
        let all = found.withLock { $0 }
        return all.keys.sorted().compactMap { all[$0] }
    }
}
