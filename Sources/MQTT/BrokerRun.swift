#if MQTT
    internal import Dispatch
    public import Messages
    internal import Score
    internal import Synchronization

    /// Tells a broker what the ledger has, in order, until it is stopped: connects, announces, publishes, and begins again when
    /// the connection is lost. One thread, which `run` takes.
    public final class BrokerRun: Sendable {
        /// Name of the receiver, in the outbox and in words.
        public static let name = "mqtt"
        /// Messages that may be on their way at once.
        static let mostAtOnce = 200

        let plan: BrokerPlan
        let questions: BrokerQuestions
        let bell = Bell()
        private let state: Mutex<State>

        private struct State {
            var status = ReceiverStatus(name: BrokerRun.name)
            /// When to give up sending what is left, by the monotonic clock; nil while running.
            var stopsAt_ns: UInt64?
        }

        /// Nothing is connected yet.
        public init(_ plan: BrokerPlan, _ questions: BrokerQuestions) {
            (self.plan, self.questions) = (plan, questions)
            state = Mutex(State())
        }

        /// How it goes.
        public var status: ReceiverStatus { state.withLock { $0.status } }

        /// Something new is in the ledger.
        public func ring() { bell.ring() }

        /// Ends `run`, after what is left is sent if the broker takes it within some time.
        public func stop(patience_ms: Int = 5000) {
            let now_ns = DispatchTime.now().uptimeNanoseconds
            state.withLock { $0.stopsAt_ns = now_ns + UInt64(patience_ms) * 1_000_000 }
            bell.ring()
        }

        /// Publishes until it is stopped. Blocks.
        public func run(_ feed: any MessageFeed, backoff first: Backoff = Backoff()) {
            var backoff = first, states = HomeStates(plan.site, topics: plan.topics)
            // A program that was ended has left stays without an end in the ledger.
            let beginning = (try? feed.end()) ?? 0
            while !isStopping {
                do {
                    let connection = try BrokerConnection(plan.settings)
                    backoff.succeeded()
                    up()
                    var session = BrokerSession(self, connection, feed, states: states, beginning: beginning)
                    defer { states = session.states }
                    try session.carryOn()
                } catch let error as BrokerError {
                    down(error.reason)
                    pause(backoff.failed())
                } catch {
                    down("\(error)")
                    return questions.tell(.ended(name: BrokerRun.name, reason: "\(error)"))
                }
            }
        }

        var isStopping: Bool { state.withLock { $0.stopsAt_ns != nil } }

        /// Whether there is no more time to send what is left.
        var isOver: Bool {
            guard let end_ns = state.withLock({ $0.stopsAt_ns }) else { return false }
            return DispatchTime.now().uptimeNanoseconds >= end_ns
        }

        func acknowledged(_ count: Int) { state.withLock { $0.status.acknowledged += Int64(count) } }
        func behind(_ entries: Int64) { state.withLock { $0.status.behind = entries } }

        private func up() {
            state.withLock { state in (state.status.isUp, state.status.problem) = (true, nil) }
            questions.tell(.up(name: BrokerRun.name))
        }

        private func down(_ reason: String) {
            let isNews = state.withLock { state in
                defer { (state.status.isUp, state.status.problem) = (false, reason) }
                state.status.failed += 1
                return state.status.problem == nil
            }
            if isNews { questions.tell(.down(name: BrokerRun.name, reason: reason)) }
        }

        /// Rings of the bell do not shorten it, a stop does.
        private func pause(_ ms: Int) {
            let end_ns = DispatchTime.now().uptimeNanoseconds + UInt64(ms) * 1_000_000
            while !isStopping {
                let now_ns = DispatchTime.now().uptimeNanoseconds
                guard now_ns < end_ns else { return }
                bell.wait(ms: Int((end_ns - now_ns) / 1_000_000) + 1)
            }
        }
    }
#endif
