package import Base

/// How a live camera is kept, or got back: what to do next, and when a lost signal is told. Pure: time is given in, nothing
/// is opened or waited for here, so that every order of faults can be tested.
///
/// ```
///            opened                    buffer
///  closed ───────────▶ streaming ──────────────▶ streaming
///    ▲   fault, stall     │
///    └────────────────────┘   closed waits its back-off, then opens again
/// ```
/// The signal counts as lost from the first fault until a picture has come, not only until the device is open again: a
/// camera that opens and gives nothing is still lost.
package struct Reconnection: Hashable, Sendable {
    /// What the owner of the device does next.
    package enum Action: Hashable, Sendable {
        /// Open the device, then call `opened` or `failed`.
        case open
        /// Wait for a buffer for so long, then call `delivered`, `idled` or `failed`.
        case pull(timeout_ms: Int)
        /// Nothing to do for so long.
        case wait(ms: Int)
    }

    private enum State: Hashable, Sendable {
        /// Closed; to be opened at `due_ms`.
        case closed(due_ms: Int64)
        /// Open; the last buffer came, or the stream began, at `last_ms`.
        case streaming(last_ms: Int64, hasDelivered: Bool)
    }

    /// No buffer for so long is a stall: nothing else ever says so.
    package static let stall_ms: Int64 = 2000
    /// The same for the first buffer of a stream; a camera may set its exposure and focus before it.
    package static let firstBuffer_ms: Int64 = 5000
    /// A loss that lasts is told again so often.
    package static let reminder_ms: Int64 = 1000
    /// Longest single wait, so that a stop is noticed soon.
    package static let slice_ms: Int64 = 250
    /// A stream that ran for so long was well: the back-off begins again.
    package static let settled_ms: Int64 = 5000

    private var state: State
    private var attempt = 0
    private var streamingSince_ms: Int64?
    private var toldAt_ms: Int64?
    /// Why there is no signal; nil while pictures come.
    package private(set) var loss: LossReason?

    /// Starts with a closed device that is opened at once.
    package init(at now_ms: Int64) { state = .closed(due_ms: now_ms) }

    /// Whether the device is, as far as is known here, open.
    package var isOpen: Bool { if case .streaming = state { true } else { false } }

    /// What to do now.
    package func action(at now_ms: Int64) -> Action {
        switch state {
        case .closed(let due_ms):
            due_ms <= now_ms ? .open : .wait(ms: Int(min(due_ms - now_ms, Reconnection.slice_ms)))
        case .streaming(let last_ms, let hasDelivered):
            .pull(
                timeout_ms: Int(
                    min(max(last_ms + patience_ms(hasDelivered) - now_ms, 1), Reconnection.slice_ms)))
        }
    }

    /// How long until the next attempt; nil while the device is open.
    package func untilAttempt_ms(at now_ms: Int64) -> Int64? {
        if case .closed(let due_ms) = state { max(0, due_ms - now_ms) } else { nil }
    }

    /// The device is open and streams.
    package mutating func opened(at now_ms: Int64) {
        state = .streaming(last_ms: now_ms, hasDelivered: false)
        streamingSince_ms = now_ms
    }

    /// A buffer came.
    /// - Parameter isPicture: whether it held a picture; only that ends a loss.
    /// - Returns: the loss that is over with it.
    package mutating func delivered(at now_ms: Int64, isPicture: Bool) -> LossReason? {
        state = .streaming(last_ms: now_ms, hasDelivered: true)
        guard isPicture else { return nil }
        if let since = streamingSince_ms, now_ms - since >= Reconnection.settled_ms { attempt = 0 }
        defer { (loss, toldAt_ms) = (nil, nil) }
        return loss
    }

    /// No buffer came in time.
    /// - Returns: whether that is a stall now; the device is then to be closed.
    package mutating func idled(at now_ms: Int64) -> Bool {
        guard case .streaming(let last_ms, let hasDelivered) = state,
            now_ms - last_ms >= patience_ms(hasDelivered)
        else { return false }
        failed(.stalled, at: now_ms)
        return true
    }

    /// The device could not be opened, or its stream is over; it is to be closed.
    package mutating func failed(_ reason: LossReason, at now_ms: Int64) {
        if let since = streamingSince_ms, now_ms - since >= Reconnection.settled_ms, loss == nil { attempt = 0 }
        state = .closed(due_ms: now_ms + Reconnection.backOff_ms(reason, attempt: attempt))
        attempt += 1
        streamingSince_ms = nil
        // The first reason is what happened; `absent` after `unplugged` is only how it looks later. What stands in the way
        // of coming back (busy, permission, format) is news.
        if loss == nil || !(reason == .absent || reason == .unplugged || reason == .stalled) { loss = reason }
    }

    /// Whether the loss is to be told now: when it is noticed, and again while it lasts. Notes that it is told.
    package mutating func lossDue(at now_ms: Int64) -> LossReason? {
        guard let loss, toldAt_ms.map({ now_ms - $0 >= Reconnection.reminder_ms }) ?? true else { return nil }
        toldAt_ms = now_ms
        return loss
    }

    /// Wait before attempt number `attempt` (from 0): doubling from 100 ms to a bound. A device that is not there is looked
    /// for often, because that costs nothing and people wait for it; a driver in trouble is left alone for longer.
    package static func backOff_ms(_ reason: LossReason, attempt: Int) -> Int64 {
        let bound: Int64 =
            switch reason {
            case .absent, .unplugged: 500
            case .stalled, .failed, .busy, .format: 2000
            case .permission, .sandboxed: 5000
            }
        return min(100 << Int64(min(attempt, 10)), bound)
    }

    private func patience_ms(_ hasDelivered: Bool) -> Int64 {
        hasDelivered ? Reconnection.stall_ms : Reconnection.firstBuffer_ms
    }
}
