public import Base
internal import Dispatch
public import Messages
internal import Synchronization

/// Tells one receiver what the ledger has, in order, until it is stopped: one message after another, each again and again
/// until it is acknowledged. One thread, which `run` takes.
public final class WebhookRun: Sendable {
    /// What is sent where.
    public struct Plan: Sendable {
        /// Name of the receiver in the outbox and in words: `webhook:` and its id.
        public let name: String
        public let sender: WebhookSender
        public let kinds: Set<MessageKind>
        /// Entries whose messages are sent in one request when there are several, as a batch; 1 sends each by itself.
        public let batch: Int

        /// Makes a plan.
        public init(name: String, sender: WebhookSender, kinds: Set<MessageKind>, batch: Int) {
            (self.name, self.sender, self.kinds, self.batch) = (name, sender, kinds, batch)
        }
    }

    private let plan: Plan
    private let bell = Bell()
    private let state: Mutex<State>
    private let now: @Sendable () -> Timestamp
    private let tell: @Sendable (ReceiverNews) -> Void

    private struct State {
        var status: ReceiverStatus
        var stopping = false
    }

    /// - Parameters:
    ///   - now: the wall clock, which signatures name.
    ///   - tell: takes news, on the receiver's thread; must not block.
    public init(
        _ plan: Plan, now: @escaping @Sendable () -> Timestamp, tell: @escaping @Sendable (ReceiverNews) -> Void
    ) {
        (self.plan, self.now, self.tell) = (plan, now, tell)
        state = Mutex(State(status: ReceiverStatus(name: plan.name)))
    }

    /// How it goes.
    public var status: ReceiverStatus { state.withLock { $0.status } }

    /// Something new is in the ledger.
    public func ring() { bell.ring() }

    /// Ends `run` after what is under way; what is left is sent next time.
    public func stop() {
        state.withLock { $0.stopping = true }
        bell.ring()
    }

    /// Sends until it is stopped. Blocks.
    public func run(_ feed: any MessageFeed, backoff first: Backoff = Backoff(most_ms: 300_000)) {
        var backoff = first
        do {
            while !state.withLock({ $0.stopping }) {
                let behind = try feed.behind()
                state.withLock { $0.status.behind = behind }
                guard let batch = try feed.next(most: plan.batch) else {
                    bell.wait(ms: 1000)
                    continue
                }
                if try deliver(batch, feed) { backoff.succeeded() } else { pause(backoff.failed()) }
            }
        } catch {
            state.withLock { $0.status.isUp = false }
            tell(.ended(name: plan.name, reason: "\(error)"))
        }
    }

    /// Rings of the bell do not shorten it, a stop does.
    private func pause(_ ms: Int) {
        let end = DispatchTime.now().uptimeNanoseconds + UInt64(ms) * 1_000_000
        while !state.withLock({ $0.stopping }) {
            let now = DispatchTime.now().uptimeNanoseconds
            guard now < end else { return }
            bell.wait(ms: Int((end - now) / 1_000_000) + 1)
        }
    }

    /// - Returns: whether the batch is done with.
    private func deliver(_ batch: FeedBatch, _ feed: any MessageFeed) throws -> Bool {
        let events = batch.messages.filter { plan.kinds.contains($0.kind) }.map(\.event)
        guard let first = events.first else {
            try feed.acknowledge(batch, acknowledged: 0, refused: 0)
            return true
        }
        let isOne = events.count == 1
        let outcome = plan.sender.send(
            Array((isOne ? first.json : CloudEvent.batch(events)).utf8),
            mediaType: isOne ? CloudEvent.mediaType : CloudEvent.batchMediaType,
            id: isOne ? "\(first.source)/\(first.id)" : "\(first.source)/\(first.id)+\(events.count - 1)", time: now())
        switch outcome {
        case .acknowledged:
            try feed.acknowledge(batch, acknowledged: events.count, refused: 0)
            succeeded(acknowledged: events.count)
        case .refused(let status):
            try feed.acknowledge(batch, acknowledged: 0, refused: events.count)
            succeeded(refused: events.count)
            tell(.refused(name: plan.name, ids: events.map(\.id), reason: "it answers \(status)"))
        case .failed(let reason):
            failed(reason)
            return false
        }
        return true
    }

    private func succeeded(acknowledged: Int = 0, refused: Int = 0) {
        let wasUp = state.withLock { state in
            defer { (state.status.isUp, state.status.problem) = (true, nil) }
            state.status.acknowledged += Int64(acknowledged)
            state.status.refused += Int64(refused)
            return state.status.isUp
        }
        if !wasUp { tell(.up(name: plan.name)) }
    }

    private func failed(_ reason: String) {
        let isNews = state.withLock { state in
            defer { (state.status.isUp, state.status.problem) = (false, reason) }
            state.status.failed += 1
            return state.status.problem == nil
        }
        if isNews { tell(.down(name: plan.name, reason: reason)) }
    }
}
