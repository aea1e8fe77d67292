import Base
package import Ledger
package import Queue
package import Score

/// The scoring stage on its thread: takes what the queue holds, scores it and commits it in one ledger transaction, then
/// tells the sinks. How the queue happened to be cut into batches leaves no trace in the ledger.
package struct ScoreStage {
    /// Most observations of one transaction.
    package static let mostPerBatch = 256

    private let ledger: SQLiteLedger
    private let sinks: [any EventSink]
    private let batchLimit: Int
    private let seat: ScorerSeat
    private let account: CommitAccount?
    private let heartbeat: Heartbeat
    /// Continues the ledger; given back for the next run on the same ledger.
    package var scorer: Scorer { seat.scorer }
    package private(set) var counts = ScoreCounts()

    /// - Parameters:
    ///   - scorer: from `ledger.activate`, or from the run before.
    ///   - batchLimit: most observations of one transaction, 1 or more.
    package init(ledger: SQLiteLedger, scorer: Scorer, sinks: [any EventSink], batchLimit: Int = mostPerBatch) {
        self.init(seat: ScorerSeat(ledger: ledger, scorer: scorer), sinks: sinks, batchLimit: batchLimit)
    }

    /// - Parameters:
    ///   - seat: the scorer, whose policy others may change between transactions.
    ///   - account: told of every transaction.
    ///   - heartbeat: advanced with every transaction.
    init(
        seat: ScorerSeat, account: CommitAccount? = nil, heartbeat: Heartbeat = Heartbeat(), sinks: [any EventSink],
        batchLimit: Int = mostPerBatch
    ) {
        (ledger, self.seat, self.account, self.heartbeat) = (seat.ledger, seat, account, heartbeat)
        (self.sinks, self.batchLimit) = (sinks, batchLimit)
    }

    /// Runs until the queue is closed and empty. When it fails it closes the queue itself, so that no sender waits
    /// for a receiver that is gone.
    package mutating func run(from queue: BoundedQueue<Sighting>, counters: PipelineCounters) throws(ReplayError) {
        do throws(ReplayError) {
            while true {
                let batch = queue.receive(max: batchLimit)
                if batch.isEmpty { return }
                try commit(batch, counters)
                heartbeat.beat()
            }
        } catch {
            queue.close()
            throw error
        }
    }

    private mutating func commit(_ batch: [Sighting], _ counters: PipelineCounters) throws(ReplayError) {
        let receipt: AppendReceipt, began_ns = account?.now_ns ?? 0
        do { receipt = try seat.append(batch) } catch { throw .ledger(error) }
        counters.committed(due_ns: batch.compactMap(\.due_ns))
        account?.committed(batch, receipt, began_ns: began_ns)
        counts.batches += 1
        counts.entries += receipt.entries.count
        counts.duplicates += receipt.duplicates
        var own: [String: LedgerEntry] = [:]
        for entry in receipt.entries where entry.kind == .event { own[entry.evidence ?? ""] = entry }
        var events = 0
        for sighting in batch {
            guard case .event(let event) = sighting.observation else { continue }
            events += 1
            try tell(event, sighting, own[event.id])
        }
        counts.events += events
        counters.committed(events: events)
    }

    private func tell(_ event: ObservedEvent, _ sighting: Sighting, _ fresh: LedgerEntry?) throws(ReplayError) {
        if sinks.isEmpty { return }
        var entry = fresh
        if entry == nil { entry = try known(event) }
        guard let entry else { return }
        let committed = CommittedEvent(
            event: event, sequence: sighting.sequence, hidden: sighting.hidden, entry: entry, wasKnown: fresh == nil,
            detector: sighting.detector)
        for sink in sinks {
            do { try sink.committed(committed) } catch { throw .sink(error) }
        }
    }

    /// The entry that an earlier run made of the event.
    private func known(_ event: ObservedEvent) throws(ReplayError) -> LedgerEntry? {
        do { return try ledger.reader.entries(about: event.id).first } catch { throw .ledger(error) }
    }
}

/// What scoring did.
package struct ScoreCounts: Hashable, Sendable {
    /// Events received, known ones included.
    package internal(set) var events = 0
    /// Entries made.
    package internal(set) var entries = 0
    /// Observations that the ledger had already.
    package internal(set) var duplicates = 0
    /// Transactions.
    package internal(set) var batches = 0
}
