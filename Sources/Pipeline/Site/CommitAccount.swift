import Base
import Ledger
import Score
import Synchronization

/// What a site run has committed so far, and how long that took from the picture. Written by the scoring thread.
final class CommitAccount: Sendable {
    private let state: Mutex<CommitCounts>
    private let clock_ns: @Sendable () -> UInt64

    /// - Parameter entries: entries that the ledger has already.
    init(entries: Int64, clock_ns: @escaping @Sendable () -> UInt64) {
        var counts = CommitCounts()
        counts.entries = entries
        state = Mutex(counts)
        self.clock_ns = clock_ns
    }

    var counts: CommitCounts { state.withLock { $0 } }

    /// One transaction is on the disk.
    /// - Parameter began_ns: when the transaction began.
    func committed(_ batch: [Sighting], _ receipt: AppendReceipt, began_ns: UInt64) {
        let now_ns = clock_ns()
        state.withLock { state in
            state.add(batch, receipt, now_ns: now_ns)
            state.transactions.add(now_ns > began_ns ? now_ns - began_ns : 0)
        }
    }

    /// Now, by the clock of this account.
    var now_ns: UInt64 { clock_ns() }

    /// A policy was activated by an entry of its own.
    func activated(nextSequence: Int64) { state.withLock { $0.entries = max($0.entries, nextSequence) } }
}

/// What was committed in one run.
package struct CommitCounts: Sendable {
    /// Entries in the ledger, those of earlier runs included; the last one's number is one less.
    package internal(set) var entries: Int64 = 0
    /// Transactions.
    package internal(set) var commits = 0
    /// Observations, those included that the ledger had already, and how many of them were.
    package internal(set) var observations = 0
    package internal(set) var duplicates = 0
    /// Events.
    package internal(set) var events = 0
    /// From when the oldest event of the last transaction with events was due to the end of the commit, in nanoseconds; nil
    /// before.
    package internal(set) var lastLatency_ns: UInt64?
    /// From when an event was due to the end of its commit.
    package internal(set) var latency = LatencyHistogram()
    /// How long each transaction took, waiting for whoever else had the ledger included.
    package internal(set) var transactions = LatencyHistogram()
    /// Events by `site/camera`.
    package internal(set) var eventsBySource: [String: Int] = [:]

    /// Nothing was committed.
    package init() {}

    mutating func add(_ batch: [Sighting], _ receipt: AppendReceipt, now_ns: UInt64) {
        commits += 1
        observations += batch.count { if case .nearMiss = $0.observation { false } else { true } }
        duplicates += receipt.duplicates
        if let last = receipt.entries.last { entries = last.sequence + 1 }
        var longest_ns: UInt64?
        for case .event(let event) in batch.map(\.observation) {
            events += 1
            eventsBySource[event.source, default: 0] += 1
        }
        for sighting in batch {
            guard case .event = sighting.observation, let due_ns = sighting.due_ns else { continue }
            let latency_ns = now_ns > due_ns ? now_ns - due_ns : 0
            latency.add(latency_ns)
            longest_ns = max(longest_ns ?? 0, latency_ns)
        }
        lastLatency_ns = longest_ns ?? lastLatency_ns
    }
}
