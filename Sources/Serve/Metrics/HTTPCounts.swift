internal import Synchronization

/// What the HTTP side counts of itself.
package final class HTTPCounts: Sendable {
    /// Why an event stream ended.
    package enum StreamEnd: String, CaseIterable, Sendable {
        /// The client left.
        case gone
        /// Its buffer was full.
        case slow
        /// The daemon stopped.
        case stopped
    }

    private let state = Mutex(State())

    private struct State {
        var byCode: [Int: Int] = [:]
        var durations = MetricHistogram()
        var connections = 0
        var streams = 0
        var ended: [StreamEnd: Int] = [:]
    }

    /// Nothing has happened.
    package init() {}

    func answered(_ code: Int, after duration: Duration?) {
        state.withLock { state in
            state.byCode[code, default: 0] += 1
            guard let duration else { return }
            let (seconds, attoseconds) = duration.components
            state.durations.add(microseconds: seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
        }
    }

    func connectionBegan() { state.withLock { $0.connections += 1 } }
    func connectionEnded() { state.withLock { $0.connections -= 1 } }
    func streamBegan() { state.withLock { $0.streams += 1 } }

    func streamEnded(_ end: StreamEnd) {
        state.withLock { state in
            state.streams -= 1
            state.ended[end, default: 0] += 1
        }
    }

    /// Open connections.
    package var connections: Int { state.withLock { $0.connections } }
    /// Clients of the event stream.
    package var streams: Int { state.withLock { $0.streams } }
    /// How many streams ended so.
    package func ended(_ end: StreamEnd) -> Int { state.withLock { $0.ended[end] ?? 0 } }

    /// As docs/metrics.md has it.
    package var metrics: MetricFamilies {
        let state = state.withLock { $0 }
        var metrics = MetricFamilies()
        metrics.add(
            .counter, "http_requests", "Requests by the answer's status code.",
            state.byCode.sorted { $0.key < $1.key }.map {
                MetricSample([MetricLabel("code", String($0.key))], Double($0.value))
            })
        metrics.add(
            "http_request_duration_seconds", "From a request's head to the end of its answer, event streams left out.",
            [([], state.durations)])
        metrics.add(.gauge, "http_connections", "Connections that are open.", Double(state.connections))
        metrics.add(.gauge, "stream_clients", "Clients of the event stream.", Double(state.streams))
        metrics.add(
            .counter, "stream_closed", "Event streams that ended, by why.",
            StreamEnd.allCases.map {
                MetricSample([MetricLabel("reason", $0.rawValue)], Double(state.ended[$0] ?? 0))
            })
        return metrics
    }
}
