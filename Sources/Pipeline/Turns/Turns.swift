import Dispatch
import Foundation
import Synchronization

/// The turns in which the cameras of a process work: as many at once as there are processor cores for it. A camera waits for
/// its pictures on a thread of its own, which costs nothing; what it does with one, it does in its turn. So thirty pictures
/// that are due together are finished one after another, instead of all of them late.
package final class Turns: Sendable {
    private struct State: Sendable {
        var queue: TurnQueue
        /// By the number of a seat; each is opened by whoever hands that seat a turn.
        var gates: [DispatchSemaphore] = []
    }

    // Held for a fraction of a microsecond; whoever has to wait does so at a gate of its own.
    private let state: Mutex<State>
    private let clock: StageClock

    /// - Parameters:
    ///   - count: how many may work at once.
    ///   - clock: measures what a turn costs: processor time, so that nobody is charged for what other programs take.
    package init(_ count: Int = Turns.coresOfProcess, clock: StageClock = .system) {
        state = Mutex(State(queue: TurnQueue(turns: count)))
        self.clock = clock
    }

    /// Cores on which this process may run: fewer than the machine has when it was pinned (`taskset`, `CPUAffinity=`).
    package static var coresOfProcess: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

    /// A seat for one camera.
    package func seat() -> TurnSeat {
        let (number, gate) = state.withLock { state in
            let number = state.queue.join()
            if number == state.gates.count { state.gates.append(DispatchSemaphore(value: 0)) }
            return (number, state.gates[number])
        }
        return TurnSeat(self, number: number, gate: gate)
    }

    /// How many work now.
    package var working: Int { state.withLock { $0.queue.working } }

    /// Processor time of the calling thread.
    fileprivate var used_ns: UInt64 { clock.thread_ns() }

    fileprivate func cost_ns(since before_ns: UInt64) -> UInt64 {
        let now_ns = used_ns
        return now_ns > before_ns ? now_ns - before_ns : 0
    }

    fileprivate func ask(_ seat: Int) -> Bool { state.withLock { $0.queue.ask(seat) } }
    fileprivate func leave(_ seat: Int) { state.withLock { $0.queue.leave(seat) } }

    fileprivate func giveBack(_ seat: Int, cost_ns: UInt64) {
        state.withLock { state -> DispatchSemaphore? in
            state.queue.giveBack(seat, cost_ns: cost_ns).map { state.gates[$0] }
        }?.signal()
    }
}

/// One camera's place among those that take turns; used by one thread.
package struct TurnSeat: ~Copyable {
    private let turns: Turns
    private let number: Int
    private let gate: DispatchSemaphore
    /// What the thread had used when the turn began; nil while there is none.
    private var before_ns: UInt64?

    fileprivate init(_ turns: Turns, number: Int, gate: DispatchSemaphore) {
        (self.turns, self.number, self.gate) = (turns, number, gate)
    }

    deinit {
        if let before_ns { turns.giveBack(number, cost_ns: turns.cost_ns(since: before_ns)) }
        turns.leave(number)
    }

    /// Waits for a turn; does nothing in one. Allocates nothing.
    package mutating func take() {
        if before_ns != nil { return }
        if !turns.ask(number) { gate.wait() }
        before_ns = turns.used_ns
    }

    /// Ends the turn, if there is one: before anything is waited for, and when the work is done.
    package mutating func giveBack() {
        guard let before_ns = before_ns.take() else { return }
        turns.giveBack(number, cost_ns: turns.cost_ns(since: before_ns))
    }
}
