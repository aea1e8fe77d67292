package import Capture
import Synchronization

/// Clocks that go on only when a test says so, or when someone sleeps by them.
package final class HandClock: Sendable {
    private let state: Mutex<(monotonic_ns: UInt64, wall_us: Int64)>

    /// Starts at these times.
    package init(monotonic_ns: UInt64 = 1_000_000_000, wall_us: Int64 = 1_800_000_000_000_000) {
        state = Mutex((monotonic_ns, wall_us))
    }

    /// Both clocks go on.
    package func pass(ms: Int) {
        state.withLock { state in
            state.monotonic_ns += UInt64(ms) * 1_000_000
            state.wall_us += Int64(ms) * 1000
        }
    }

    /// The wall clock is set.
    package func setWall(by_us: Int64) { state.withLock { $0.wall_us += by_us } }

    package var now_ns: UInt64 { state.withLock { $0.monotonic_ns } }

    /// The clocks for a live camera.
    package var clock: CameraClock {
        CameraClock(
            monotonic_ns: { self.state.withLock { $0.monotonic_ns } }, wall_us: { self.state.withLock { $0.wall_us } },
            sleep_ms: { self.pass(ms: $0) })
    }
}
