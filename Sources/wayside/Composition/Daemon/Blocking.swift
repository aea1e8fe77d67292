import Dispatch
import Synchronization

/// The two seams between threads that block and tasks that must not.
enum Blocking {
    private static let queue = DispatchQueue(label: "wayside.blocking", attributes: .concurrent)

    /// Runs what blocks away from the cooperative pool.
    static func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try body() }) }
        }
    }

    /// Waits on the calling thread until a task is through.
    static func wait(for body: @escaping @Sendable () async throws -> Void) throws {
        let done = DispatchSemaphore(value: 0), outcome = Mutex<Result<Void, any Error>>(.success(()))
        Task {
            do { try await body() } catch { outcome.withLock { $0 = .failure(error) } }
            done.signal()
        }
        done.wait()
        try outcome.withLock { $0 }.get()
    }
}
