import Synchronization

/// A flag by which a signal handler or a failing stage asks capture to stop. What was detected before is still scored
/// and committed.
package final class StopRequest: Sendable {
    private let flag = Atomic<Bool>(false)

    /// Makes a request that nobody has made yet.
    package init() {}

    /// Asks to stop; lock-free, so that a signal handler may call it.
    package func request() { flag.store(true, ordering: .relaxed) }

    package var isRequested: Bool { flag.load(ordering: .relaxed) }
}
