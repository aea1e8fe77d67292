import Base
import Ledger
import Queue
import Score

/// The two threads of every run: capture with detection on one, scoring with the ledger on the other, a bounded queue
/// between them.
struct StagePair {
    let ledger: SQLiteLedger
    let sinks: [any EventSink]
    var queueCapacity = 1024
    var batchLimit = ScoreStage.mostPerBatch

    /// What both threads gave.
    struct Outcome<Captured: Sendable>: Sendable {
        let captured: Captured
        let scored: ScoreCounts
        let queue: QueueStatistics
    }

    /// Runs until `capture` is through and everything it sent is committed.
    /// - Parameters:
    ///   - scorer: continues the ledger; advanced by what was committed, also when something fails.
    ///   - tick: called about ten times a second on the calling thread.
    ///   - capture: runs on a thread of its own and sends to the queue, which is closed after it.
    func run<Captured: Sendable>(
        scorer: inout Scorer, counters: PipelineCounters, tick: () -> Void,
        capture: @escaping @Sendable (BoundedQueue<Sighting>) throws(CaptureError) -> Captured
    ) throws(ReplayError) -> Outcome<Captured> {
        let queue = BoundedQueue<Sighting>(capacity: queueCapacity)
        let capturing = StageThread("wayside-capture") {
            let result = Result { () throws(CaptureError) in try capture(queue) }
            queue.close()
            return result
        }
        let stage = ScoreStage(ledger: ledger, scorer: scorer, sinks: sinks, batchLimit: batchLimit)
        let scoring = StageThread("wayside-score") {
            var stage = stage
            let result = Result { () throws(ReplayError) in try stage.run(from: queue, counters: counters) }
            return (stage.scorer, stage.counts, result)
        }
        let (advanced, scored, scoringResult) = scoring.wait(tick: tick)
        let captured = capturing.wait()
        scorer = advanced
        try scoringResult.get()
        do {
            return Outcome(captured: try captured.get(), scored: scored, queue: queue.statistics)
        } catch { throw .capture(error) }
    }
}
