import Dispatch
import Foundation
import Synchronization

/// Stages call nothing deep. The system's 8 MiB would only be reserved, but thirty times.
private let stackBytes = 1 << 20

/// One stage on a thread of its own. Stages block (on pictures, on the queue, on the disk), which the cooperative pool
/// must not do.
package final class StageThread<Outcome: Sendable>: Sendable {
    private let outcome = Mutex<Outcome?>(nil)
    private let done = DispatchSemaphore(value: 0)
    private let work: Mutex<(@Sendable () -> Outcome)?>

    /// Starts `body` on a new thread with this name, which debuggers and `top -H` show.
    package init(_ name: String, _ body: @escaping @Sendable () -> Outcome) {
        work = Mutex(body)
        let thread = Thread { [self] in
            run()
            done.signal()
        }
        thread.name = name
        thread.stackSize = stackBytes
        thread.start()
    }

    /// What the body holds (an open ledger) is let go before anyone hears that it is through.
    private func run() {
        guard let body = work.withLock({ $0.take() }) else { preconditionFailure("a stage runs once") }
        let result = body()
        outcome.withLock { $0 = result }
    }

    /// Waits until the stage is through, calling `tick` about ten times a second meanwhile. To be called once.
    package func wait(tick: () -> Void = {}) -> Outcome {
        while done.wait(timeout: .now() + .milliseconds(100)) == .timedOut { tick() }
        guard let result = outcome.withLock({ $0 }) else { preconditionFailure("a finished stage has an outcome") }
        return result
    }
}
