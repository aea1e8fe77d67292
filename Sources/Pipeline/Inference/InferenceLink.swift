import Base
import Glibc
import Synchronization

/// What is known of the inference process: whether it answers, and with which finder. Shared by the finders of all cameras.
///
/// One thread, which is no camera's, calls `check` about once a second; it alone seeks a process that is away, so that cameras
/// do not wait for one that cannot be reached. An outage is told once, and its end once.
package final class InferenceLink: Sendable {
    /// What is told, in words for a log.
    package enum News: Hashable, Sendable {
        /// It answers, for the first time or again, with this finder.
        case answers(String)
        case lost(String)
    }

    /// How long a camera waits for one look, and `check` for a greeting, in milliseconds.
    package static let patience_ms = 500
    /// So many looks in a row without an answer are an outage.
    static let mostMisses = 3
    /// Pauses between attempts: the first, which doubles with each attempt up to the longest.
    static let firstPause_ms = 500, longestPause_ms = 10_000
    /// After answering for so long, the next outage begins with the first pause again; so a machine that cannot keep up is
    /// not asked, and not told about, every second.
    static let steady_ms = 30_000

    package let path: String
    let patience_ns: UInt64
    private let model: String
    private let clock: StageClock
    private let tell: @Sendable (News) -> Void
    private let state = Mutex(State())
    /// Held by nobody but `check`: its end tells that the process has ended, before any camera asks.
    private let line = Mutex<InferenceLine?>(nil)

    private struct State {
        var hello: InferenceHello?
        /// Why it does not answer; nil while it does.
        var fault: InferenceFault? = .absent("not asked yet")
        var isTold: Bool?
        var misses = 0
        var outages = 0
        var pause_ms = InferenceLink.firstPause_ms
        var retry_ns: UInt64 = 0
        var since_ns: UInt64 = 0
    }

    /// - Parameters:
    ///   - path: of the process's socket.
    ///   - model: name of the model that it is to run; another one is an outage.
    ///   - clock: by which pauses are measured.
    ///   - tell: takes news, on the thread on which they are noticed; must not block or call back.
    package init(
        path: String, model: String, patience_ms: Int = patience_ms, clock: StageClock = .system,
        tell: @escaping @Sendable (News) -> Void = { _ in }
    ) {
        (self.path, self.model, self.clock, self.tell) = (path, model, clock, tell)
        patience_ns = UInt64(patience_ms) * 1_000_000
    }

    /// Seeks the process until it answers or time is up; only then a missing one is told.
    package func begin(patience_ms: Int) {
        let end_ns = monotonicClock_ns() + UInt64(patience_ms) * 1_000_000
        while !seek(), monotonicClock_ns() < end_ns { usleep(100_000) }
        state.withLock { $0.pause_ms = InferenceLink.firstPause_ms }
        announce()
    }

    /// Notices that the process is gone, or seeks it when the next attempt is due. Blocks for `patience_ms` at most.
    package func check() {
        let now_ns = clock.monotonic_ns()
        let isAnswering = isAnswering, isDue = state.withLock { $0.retry_ns <= now_ns }
        if isAnswering {
            settle(at: now_ns)
            if line.withLock({ $0?.isOver ?? true }) { lose(.hungUp) }
        } else if isDue {
            _ = seek()
        }
        announce()
    }

    /// Whether the process answers.
    package var isAnswering: Bool { state.withLock { $0.fault == nil } }

    /// The last greeting; nil before the first.
    package var hello: InferenceHello? { state.withLock { $0.hello } }

    /// How it stands: why it does not answer (nil while it does), and how often that began.
    package var health: (fault: InferenceFault?, outages: Int) { state.withLock { ($0.fault, $0.outages) } }

    /// A camera got an answer.
    func answered() { state.withLock { $0.misses = 0 } }

    /// A camera got none. Several in a row are an outage; that another finder answers is one at once.
    func missed(_ fault: InferenceFault) {
        let misses = state.withLock { state in
            state.misses += 1
            return state.misses
        }
        if case .other = fault { lose(fault) } else if misses >= InferenceLink.mostMisses { lose(fault) }
        announce()
    }

    private func settle(at now_ns: UInt64) {
        state.withLock { state in
            guard now_ns - state.since_ns >= UInt64(InferenceLink.steady_ms) * 1_000_000 else { return }
            state.pause_ms = InferenceLink.firstPause_ms
        }
    }

    private func lose(_ fault: InferenceFault) {
        let now_ns = clock.monotonic_ns()
        state.withLock { state in
            if state.fault == nil { state.outages += 1 }
            (state.fault, state.misses) = (fault, 0)
            state.retry_ns = now_ns + UInt64(state.pause_ms) * 1_000_000
            state.pause_ms = min(2 * state.pause_ms, InferenceLink.longestPause_ms)
        }
    }

    /// Connects; true when the process answers with the right model.
    private func seek() -> Bool {
        do throws(InferenceFault) {
            let hello = try line.withLock { line throws(InferenceFault) in
                let found = try InferenceLine(path: path, until_ns: monotonicClock_ns() + patience_ns)
                let hello = found.hello
                guard hello.name == model || hello.name.hasPrefix(model + "@") else { throw .other(hello.name) }
                line = consume found
                return hello
            }
            let now_ns = clock.monotonic_ns()
            state.withLock { ($0.hello, $0.fault, $0.misses, $0.since_ns) = (hello, nil, 0, now_ns) }
            return true
        } catch {
            lose(error)
            return false
        }
    }

    /// Tells how it stands unless that was told last.
    private func announce() {
        let news: News? = state.withLock { state in
            let isUp = state.fault == nil
            guard state.isTold != isUp else { return nil }
            state.isTold = isUp
            return state.fault.map { .lost($0.words) } ?? .answers(state.hello?.name ?? model)
        }
        if let news { tell(news) }
    }
}
