internal import Dispatch
internal import Synchronization

/// Values from one thread to another, in order, a few ahead at most. The one that gives waits while too many lie there, the
/// other while there is none.
final class Handoff<Value: Sendable>: Sendable {
    private let room: DispatchSemaphore
    private let ready = DispatchSemaphore(value: 0)
    private let values = Mutex<[Value]>([])

    /// - Parameter ahead: how many may lie there.
    init(ahead: Int) { room = DispatchSemaphore(value: ahead) }

    func give(_ value: Value) {
        room.wait()
        values.withLock { $0.append(value) }
        ready.signal()
    }

    func take() -> Value {
        ready.wait()
        defer { room.signal() }
        return values.withLock { $0.removeFirst() }
    }
}
