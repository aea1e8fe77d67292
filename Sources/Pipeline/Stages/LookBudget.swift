import Synchronization

/// How often all live cameras of this machine together may ask their object finder: a bucket of tokens that fills with the
/// machine's time. A recording is never held to it, because what it gives must not depend on the machine.
package final class LookBudget: Sendable {
    private struct State {
        var tokens: Double
        var filled_ns: UInt64
    }

    private let perSecond: Double
    // Several cameras ask from threads of their own.
    private let state: Mutex<State>
    private let clock: StageClock

    /// - Parameters:
    ///   - perSecond: looks a second of all cameras together; at most one second's worth is saved up.
    ///   - clock: the machine's.
    package init(perSecond: Double, clock: StageClock = .system) {
        precondition(perSecond > 0, "a budget allows something")
        (self.perSecond, self.clock) = (perSecond, clock)
        state = Mutex(State(tokens: max(1, perSecond), filled_ns: clock.monotonic_ns()))
    }

    /// Takes one look out of the budget; false when there is none left now.
    func take() -> Bool {
        let now_ns = clock.monotonic_ns()
        return state.withLock { state in
            let elapsed_s = now_ns > state.filled_ns ? Double(now_ns - state.filled_ns) / 1e9 : 0
            state.tokens = min(max(1, perSecond), state.tokens + elapsed_s * perSecond)
            state.filled_ns = now_ns
            guard state.tokens >= 1 else { return false }
            state.tokens -= 1
            return true
        }
    }
}
