/// One receiver's way through the ledger. Used from one thread.
public protocol MessageFeed: AnyObject {
    /// The next entries and what they lead to; nil when there are no more yet. The same again until they are acknowledged.
    /// - Parameter most: messages after which no further entry is taken.
    func next(most: Int) throws -> FeedBatch?
    /// Notes that the receiver is done with a batch, and how many messages it has and has refused of those that were meant for
    /// it; on the disk when this returns.
    func acknowledge(_ batch: FeedBatch, acknowledged: Int, refused: Int) throws
    /// How many entries the ledger has beyond the place of the receiver.
    func behind() throws -> Int64
    /// How many entries the ledger has.
    func end() throws -> Int64
    /// Topics at which the receiver keeps something of ours, from one run to the next; on the disk when it is set.
    var kept: [String] { get }
    /// Sets `kept`.
    func keep(_ topics: [String]) throws
}

/// Some entries in a row, with their messages.
public struct FeedBatch: Sendable {
    /// One entry and its messages.
    public struct Step: Sendable {
        public let item: OutgoingItem
        public let messages: [OutgoingMessage]

        /// Makes a step.
        public init(item: OutgoingItem, messages: [OutgoingMessage]) { (self.item, self.messages) = (item, messages) }
    }

    public let steps: [Step]
    /// The fold after them.
    public let fold: MessageFold

    /// Makes a batch of at least one step.
    public init(steps: [Step], fold: MessageFold) { (self.steps, self.fold) = (steps, fold) }

    /// All messages, in order.
    public var messages: [OutgoingMessage] { steps.flatMap(\.messages) }
}

/// How it goes with a receiver.
public struct ReceiverStatus: Hashable, Sendable {
    /// `mqtt`, or `webhook:` and its id.
    public let name: String
    /// Connected, or the last attempt was acknowledged.
    public var isUp = false
    /// Entries of the ledger that it has not been told of.
    public var behind: Int64 = 0
    /// Messages in this run: acknowledged, refused by the receiver, and attempts that failed.
    public var acknowledged: Int64 = 0
    public var refused: Int64 = 0
    public var failed: Int64 = 0
    /// Why the last attempt failed; nil when it did not.
    public var problem: String?

    /// Nothing was sent yet.
    public init(name: String) { self.name = name }
}

/// What a receiver's thread has to tell people.
public enum ReceiverNews: Hashable, Sendable {
    case up(name: String)
    /// Told once until it is up again.
    case down(name: String, reason: String)
    /// The receiver says that messages are wrong; they are not sent again.
    case refused(name: String, ids: [String], reason: String)
    /// The outbox or the ledger failed; nothing more is sent.
    case ended(name: String, reason: String)
}
