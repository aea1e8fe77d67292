internal import Base
internal import Ledger
package import Logging
internal import NIOCore
internal import ServiceLifecycle
internal import Synchronization

/// Tells every client of the event stream what was entered: the ledger is read once, whatever number of clients there is, and
/// nobody waits for anybody.
package final class StreamHub: Service, Sendable {
    private let office: Office
    private let limits: ServeSettings.Limits
    private let log: Logger
    private let state: Mutex<State>
    private let bell: AsyncStream<Void>
    private let ringer: AsyncStream<Void>.Continuation
    private let desk = Desk("wayside.serve.stream")

    private struct State {
        /// Number of the last entry that was told to those who are live.
        var position: Int64
        var clients: [ObjectIdentifier: StreamClient] = [:]
        var isOver = false
    }

    /// How often the ledger is looked at when nobody rings, in milliseconds: acts and exposure ring no bell.
    private static let pause_ms: Int64 = 250

    /// - Throws: `LedgerError` when the ledger cannot be asked.
    package init(_ office: Office, _ limits: ServeSettings.Limits, log: Logger) throws {
        (self.office, self.limits, self.log) = (office, limits, log)
        state = Mutex(State(position: try office.reader.entryCount() - 1))
        (bell, ringer) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// Says that something was entered; never blocks.
    package func ring() { ringer.yield() }

    /// Tells what comes until it is told to stop, then ends every stream.
    package func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await self.ringNowAndThen() }
                for await _ in bell {
                    if Task.isCancelled { break }
                    await desk.run { [self] in tell() }
                }
                group.cancelAll()
            }
        }
        let clients = state.withLock { state in
            state.isOver = true
            return Array(state.clients.values)
        }
        for client in clients { client.end(.stopped) }
    }

    private func ringNowAndThen() async {
        let clock = ContinuousClock()
        var last = clock.now
        while (try? await Task.sleep(for: .milliseconds(StreamHub.pause_ms))) != nil {
            if clock.now - last >= .milliseconds(limits.keepAlive_ms) {
                last = clock.now
                for client in state.withLock({ Array($0.clients.values) }) { client.keepAlive() }
            }
            ring()
        }
        ringer.finish()
    }

    /// Reads what is new and gives it to everybody.
    private func tell() {
        do {
            while true {
                let frames = try StreamFrame.read(from: state.withLock { $0.position } + 1, office)
                guard let last = frames.last else { return }
                // In one step: whoever joins later reads these in the ledger, whoever has joined is given them.
                let clients = state.withLock { state in
                    state.position = last.sequence
                    return Array(state.clients.values)
                }
                let mayHave = frames.contains { $0.shown(seesAccounts: false) == nil }
                for client in clients {
                    let seesAccounts = mayHave && client.seesAccounts
                    for frame in frames { client.take(frame, shown: frame.shown(seesAccounts: seesAccounts)) }
                }
            }
        } catch { log.error("the event stream cannot read the ledger: \(error)") }
    }

    // MARK: Clients

    /// A new client; nil when there are as many as there may be.
    func open(after: Int64?, token: String?, office: Office, channel: any Channel) -> StreamClient? {
        let next = after.map { $0 + 1 } ?? (try? office.reader.entryCount()) ?? 0
        let client = StreamClient(from: next, token: token, office, self, limits, channel)
        let isIn = state.withLock { state in
            guard !state.isOver, state.clients.count < limits.streams else { return false }
            state.clients[ObjectIdentifier(client)] = client
            return true
        }
        guard isIn else { return nil }
        office.counts.streamBegan()
        return client
    }

    /// Takes a client in with those who are live, unless something lies between.
    func join(_ client: StreamClient) -> Bool { state.withLock { client.join(at: $0.position) } }

    func close(_ client: StreamClient) {
        state.withLock { $0.clients[ObjectIdentifier(client)] = nil }
        office.counts.streamEnded(client.end ?? .gone)
    }
}
