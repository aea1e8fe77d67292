package import Base

/// How a recording is replayed. Nothing here changes what is observed, except `scale` and `loops`.
package struct ReplayOptions: Hashable, Sendable {
    /// 1 is the recorded pace, 2 twice as fast; nil or 0 is as fast as it goes.
    package var speed: Double?
    /// Threads that decode pictures, 1 or more.
    package var decodeThreads = 1
    /// How often the recording is replayed, 1 or more.
    package var loops = 1
    /// The working scale; nil takes the coarsest that the camera's smallest object allows.
    package var scale: WorkingScale?
    /// Whether events carry the boxes that pictures must hide.
    package var keepsRegions = false
    /// Most sightings in the queue.
    package var queueCapacity = 1024
    /// Most observations of one ledger transaction.
    package var batchLimit = ScoreStage.mostPerBatch

    /// Full speed, once, in one thread.
    package init() {}
}
