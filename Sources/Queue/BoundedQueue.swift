/// A bounded queue between threads of one process. It never drops: a sender waits while the queue is full, and the waits
/// are counted. Elements of one sender come out in the order in which it sent them.
public final class BoundedQueue<Element: Sendable>: Sendable {
    private let storage: QueueStorage<Element>

    /// Makes an open queue for at most `capacity` elements (1 or more); its ring is allocated now.
    public init(capacity: Int) { storage = QueueStorage(capacity: capacity) }

    /// Puts an element in; blocks the calling thread while the queue is full. Not for use in async code.
    /// - Returns: false when the queue is closed; the element was then not taken.
    @discardableResult
    public func send(_ element: Element) -> Bool { storage.send(element) }

    /// Takes out up to `limit` elements; blocks the calling thread while the queue is empty and open.
    /// - Returns: one element or more; none when the queue is closed and everything in it was received.
    public func receive(max limit: Int) -> [Element] { storage.receive(max: limit) }

    /// Ends sending; senders that wait are refused. What is inside can still be received. Closing twice is harmless.
    public func close() { storage.close() }

    /// What passed through so far.
    public var statistics: QueueStatistics { storage.statistics }
}
