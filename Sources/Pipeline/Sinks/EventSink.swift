package import Base
package import Score

/// Where committed events go. A sink sees an event only after its commit, in the order of the ledger, from one thread.
package protocol EventSink: AnyObject, Sendable {
    /// Takes one event. A sink that throws stops the run; what was committed stays committed.
    func committed(_ event: CommittedEvent) throws
}

/// An event that is in the ledger.
package struct CommittedEvent: Hashable, Sendable {
    package let event: ObservedEvent
    /// Number of the deciding frame in its source, and the boxes to hide in a picture of it.
    package let sequence: Int
    package let hidden: [Box]
    /// The event's own entry.
    package let entry: LedgerEntry
    /// The ledger had the event before this run.
    package let wasKnown: Bool
    /// The detector that decided it; nil is the one of the whole run.
    package let detector: String?

    /// What the entry says about the event.
    package var scored: EventEntry? { if case .event(let scored) = entry.content { scored } else { nil } }
}

/// Writes one line of text per event, e.g. as JSON or as words.
package final class LineSink: EventSink {
    private let line: @Sendable (CommittedEvent) -> String
    private let write: @Sendable (String) throws -> Void

    /// - Parameters:
    ///   - line: the event as text without line feed.
    ///   - write: takes the line; what it throws stops the run.
    package init(
        line: @escaping @Sendable (CommittedEvent) -> String, write: @escaping @Sendable (String) throws -> Void
    ) {
        (self.line, self.write) = (line, write)
    }

    /// A sink of CloudEvents JSON, one event per line.
    /// - Parameter detector: of the run; an event that another one decided names that one.
    package static func json(detector: String, write: @escaping @Sendable (String) throws -> Void) -> LineSink {
        LineSink(line: { $0.event.json(detector: $0.detector ?? detector, policy: $0.entry.policy) }, write: write)
    }

    package func committed(_ event: CommittedEvent) throws { try write(line(event)) }
}
