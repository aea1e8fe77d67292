internal import Glibc

/// The ring of elements, the state machine and the lock around both.
///
/// A POSIX mutex with two conditions: `Synchronization.Mutex` has no condition to wait on, and a waiting thread must not
/// spin. The mutex and the conditions live at fixed addresses, as POSIX demands.
@safe final class QueueStorage<Element: Sendable>: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let notFull = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private let notEmpty = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var state: BoundedQueueState
    private var ring: [Element?]
    /// Threads that wait on each condition; signalling nobody is cheap, but not free.
    private var waitingSenders = 0
    private var waitingReceivers = 0

    init(capacity: Int) {
        state = BoundedQueueState(capacity: capacity)
        ring = Array(repeating: nil, count: capacity)
        unsafe pthread_mutex_init(mutex, nil)
        unsafe pthread_cond_init(notFull, nil)
        unsafe pthread_cond_init(notEmpty, nil)
    }

    deinit {
        unsafe pthread_cond_destroy(notEmpty)
        unsafe pthread_cond_destroy(notFull)
        unsafe pthread_mutex_destroy(mutex)
        unsafe notEmpty.deallocate()
        unsafe notFull.deallocate()
        unsafe mutex.deallocate()
    }

    var statistics: QueueStatistics { locked { state.statistics } }

    func send(_ element: Element) -> Bool {
        locked {
            var again = false
            while true {
                switch state.send(again: again) {
                case .store(let index):
                    ring[index] = element
                    if waitingReceivers > 0 { unsafe pthread_cond_signal(notEmpty) }
                    return true
                case .refuse: return false
                case .wait:
                    again = true
                    waitingSenders += 1
                    unsafe pthread_cond_wait(notFull, mutex)
                    waitingSenders -= 1
                }
            }
        }
    }

    func receive(max limit: Int) -> [Element] {
        locked {
            while true {
                switch state.receive(max: limit) {
                case .take(let start, let count):
                    if waitingSenders > 0 { unsafe pthread_cond_broadcast(notFull) }
                    return take(from: start, count: count)
                case .finished: return []
                case .wait:
                    waitingReceivers += 1
                    unsafe pthread_cond_wait(notEmpty, mutex)
                    waitingReceivers -= 1
                }
            }
        }
    }

    func close() {
        locked {
            state.close()
            unsafe pthread_cond_broadcast(notFull)
            unsafe pthread_cond_broadcast(notEmpty)
        }
    }

    /// Moves elements out of the ring, so that it holds nothing alive that was received.
    private func take(from start: Int, count: Int) -> [Element] {
        var taken: [Element] = []
        taken.reserveCapacity(count)
        for i in start..<start + count {
            guard let element = ring[i % ring.count].take() else { preconditionFailure("the ring holds what was sent") }
            taken.append(element)
        }
        return taken
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return body()
    }
}
