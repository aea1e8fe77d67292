import Synchronization

/// Keeps events for a report. It keeps the first `most`, since a page with more is not read, and counts the rest.
package final class EventCollector: EventSink {
    /// Events that are kept.
    package static let most = 2000

    private let state = Mutex(State())

    private struct State {
        var events: [CommittedEvent] = []
        var leftOut = 0
    }

    /// Starts without events.
    package init() {}

    package func committed(_ event: CommittedEvent) {
        state.withLock { state in
            if state.events.count < Self.most { state.events.append(event) } else { state.leftOut += 1 }
        }
    }

    /// Kept events in the order of the ledger.
    package var events: [CommittedEvent] { state.withLock { $0.events } }
    /// How many were not kept.
    package var leftOut: Int { state.withLock { $0.leftOut } }
}
