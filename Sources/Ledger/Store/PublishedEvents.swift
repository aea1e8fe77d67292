internal import Base

/// The events of a batch as they are published, and what their entries commit to.
struct PublishedEvents {
    /// One event's line, and its SHA-256 in hex.
    struct Event {
        let json: String
        let content: String
    }

    private var events: [Event?]

    /// - Parameter json: the line of an event; asked for in order.
    init(_ observations: [Observation], json: (Int, ObservedEvent) -> String) {
        var batch = MessageBatch()
        let lines = observations.enumerated().map { index, observation -> String? in
            guard case .event(let event) = observation else { return nil }
            let line = json(index, event)
            batch.append(line.utf8.span)
            return line
        }
        var hashes = batch.hashes()[...]
        events = lines.map { line in line.map { Event(json: $0, content: hashes.removeFirst().description) } }
    }

    /// Nil for what is no event.
    subscript(index: Int) -> Event? { events[index] }
}
