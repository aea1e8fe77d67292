import Base
import Messages
import Pipeline
import Score
import Synchronization

/// Rings when events are committed, so that they are told at once, and counts alarms by where they go. Called from the one
/// thread that scores, and asked from others.
final class CommitBell: EventSink {
    /// Where an alarm goes.
    enum Route: String, CaseIterable, Sendable {
        /// Told at once.
        case sent
        /// Beyond the policy's budget: told in the digest.
        case digest
        /// In quiet hours: told in the digest after them.
        case held

        /// The way of an event; nil when it is no alarm.
        init?(_ event: EventEntry, at time: Timestamp, _ routing: AlarmRouting) {
            switch event.consequence {
            case .alarm: self = routing.isQuiet(at: time, for: event.severity.level) ? .held : .sent
            case .digest: self = .digest
            case .note, .attention, .commend: return nil
            }
        }
    }

    private let state = Mutex(State())

    private struct State {
        var rings: [@Sendable () -> Void] = []
        var routing: AlarmRouting?
        var alarms: [Route: Int] = [:]
    }

    /// Alarms of this run by where they went; nil when nobody is told of alarms.
    var alarms: [Route: Int]? { state.withLock { $0.routing == nil ? nil : $0.alarms } }

    /// Rings here too from now on; must not block.
    func attach(_ ring: @escaping @Sendable () -> Void) { state.withLock { $0.rings.append(ring) } }

    /// Counts alarms from now on.
    func count(_ routing: AlarmRouting) { state.withLock { $0.routing = routing } }

    func committed(_ event: CommittedEvent) {
        let rings = state.withLock { state in
            if !event.wasKnown, let routing = state.routing, let scored = event.scored,
                let route = Route(scored, at: event.entry.time, routing)
            {
                state.alarms[route, default: 0] += 1
            }
            return state.rings
        }
        for ring in rings { ring() }
    }
}
