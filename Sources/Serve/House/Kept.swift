internal import Dispatch
internal import Synchronization

/// An answer that may take long to read. When it did it is kept, the longer the longer it took: however often it is asked for, at
/// most a twentieth of the time goes into reading it. One reads it, others wait for that.
package final class Kept<Value: Sendable>: Sendable {
    /// What is read in less time is read anew each time, in nanoseconds.
    private static var quick_ns: UInt64 { 50_000_000 }
    /// How many times as long as it took it is kept.
    private static var patience: UInt64 { 20 }

    private let kept = Mutex<(value: Value, until_ns: UInt64)?>(nil)
    private let now_ns: @Sendable () -> UInt64

    /// - Parameter now_ns: the clock that is never set back.
    package init(now_ns: @escaping @Sendable () -> UInt64 = { DispatchTime.now().uptimeNanoseconds }) {
        self.now_ns = now_ns
    }

    /// What was kept, or else what `read` gives.
    package func value(_ read: () throws -> Value) rethrows -> Value {
        try kept.withLock { kept in
            let begin_ns = now_ns()
            if let kept, begin_ns < kept.until_ns { return kept.value }
            let value = try read(), end_ns = now_ns(), took_ns = end_ns - begin_ns
            kept = took_ns < Kept.quick_ns ? nil : (value, end_ns + Kept.patience * took_ns)
            return value
        }
    }
}
