/// The rules of a bounded queue as a pure state machine: who may go on, who must wait, what is counted. It holds no
/// elements and knows no threads, so that every order of calls can be tested.
package struct BoundedQueueState: Hashable {
    /// What a sender does next.
    package enum Send: Equatable {
        /// Put the element at this index of the ring.
        case store(at: Int)
        /// The queue is full: wait until something was received.
        case wait
        /// The queue is closed: the element is refused.
        case refuse
    }

    /// What a receiver does next.
    package enum Receive: Equatable {
        /// Take `count` elements (one or more) from this index of the ring on, in order, wrapping at its end.
        case take(from: Int, count: Int)
        /// The queue is empty: wait until something was sent.
        case wait
        /// Closed, and everything that was sent has been received.
        case finished
    }

    package let capacity: Int
    package private(set) var statistics: QueueStatistics
    private var first = 0
    private var depth = 0
    private var closed = false

    package init(capacity: Int) {
        precondition(capacity >= 1, "a queue holds at least one element")
        self.capacity = capacity
        statistics = QueueStatistics(capacity: capacity)
    }

    /// A sender asks. `again` is true when it already waited for this same element, so that one wait is counted once.
    package mutating func send(again: Bool) -> Send {
        if closed { return .refuse }
        if depth == capacity {
            if !again { statistics.waits += 1 }
            return .wait
        }
        let index = (first + depth) % capacity
        depth += 1
        statistics.sent += 1
        statistics.highestDepth = max(statistics.highestDepth, depth)
        return .store(at: index)
    }

    /// A receiver asks for up to `limit` elements.
    package mutating func receive(max limit: Int) -> Receive {
        precondition(limit >= 1, "a receiver takes at least one element")
        if depth == 0 { return closed ? .finished : .wait }
        let count = min(limit, depth)
        let start = first
        first = (first + count) % capacity
        depth -= count
        statistics.received += count
        return .take(from: start, count: count)
    }

    /// No more is sent; what is in the queue can still be received.
    package mutating func close() { closed = true }
}
