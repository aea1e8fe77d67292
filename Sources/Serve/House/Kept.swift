internal import Dispatch
internal import Synchronization

/// An answer that takes long to read, kept the longer the longer it took: at most a twentieth of the time goes into reading it,
/// however often it is asked for. One reads it, the others wait for that.
final class Kept<Value: Sendable>: Sendable {
    /// How many times as long as it took it is kept.
    static var patience: UInt64 { 20 }

    private let kept = Mutex<(value: Value, until_ns: UInt64)?>(nil)
    private let now_ns: @Sendable () -> UInt64

    /// - Parameter now_ns: the clock that is never set back.
    init(now_ns: @escaping @Sendable () -> UInt64 = { DispatchTime.now().uptimeNanoseconds }) { self.now_ns = now_ns }

    /// What was kept, or else what `read` gives.
    func value(_ read: () throws -> Value) rethrows -> Value {
        try kept.withLock { kept in
            let begin_ns = now_ns()
            if let kept, begin_ns < kept.until_ns { return kept.value }
            let value = try read(), end_ns = now_ns()
            kept = (value, end_ns + Kept.patience * (end_ns - begin_ns))
            return value
        }
    }
}
