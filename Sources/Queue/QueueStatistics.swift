/// What passed through a queue. Nothing is ever dropped, so `sent - received` is what is still inside.
public struct QueueStatistics: Hashable, Sendable {
    /// How many elements the queue holds at most.
    public let capacity: Int
    /// Elements accepted and elements handed out.
    public internal(set) var sent = 0
    public internal(set) var received = 0
    /// Elements whose sender had to wait because the queue was full.
    public internal(set) var waits = 0
    /// Most elements that were inside at once.
    public internal(set) var highestDepth = 0

    /// Elements inside.
    public var depth: Int { sent - received }
}
