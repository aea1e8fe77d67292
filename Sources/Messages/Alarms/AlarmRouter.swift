import Base
public import Score

/// Decides of every alarm whether it is told at once or in the next digest: a pure state machine over the ledger's entries. Its
/// clock is theirs. Exposure is entered every minute while cameras run, so a digest is told within a minute of being due; when
/// they stop, it waits until something is entered again.
///
/// Nothing is dropped: every alarm is in `told`, or in `digested`, or in the digest that is open.
public struct AlarmRouter: Hashable, Sendable {
    /// What has to be remembered between two entries.
    public struct State: Hashable, Sendable, Codable {
        /// The latest time seen in entries about frames, in milliseconds since the Unix epoch.
        var latest_ms: Int64?
        var open: AlarmDigest?
        var told = 0
        var digested = 0
        var digests = 0

        /// Nothing was seen.
        public init() {}
    }

    /// What is to be told.
    public enum News: Hashable, Sendable {
        case alarm(LedgerEntry)
        case digest(AlarmDigest)
    }

    public let routing: AlarmRouting
    public private(set) var state: State

    /// Goes on from a state.
    public init(_ routing: AlarmRouting, state: State = State()) { (self.routing, self.state) = (routing, state) }

    /// Alarms that were told at once, that digests have told, digests, and alarms that wait.
    public var counts: (told: Int, digested: Int, digests: Int, waiting: Int) {
        (state.told, state.digested, state.digests, state.open?.alarms ?? 0)
    }

    /// Takes the next entry of the ledger.
    /// - Returns: what is to be told now, in order.
    public mutating func take(_ entry: LedgerEntry) -> [News] {
        var news: [News] = []
        // Acts have the time of people, who may act while recordings of last year are replayed.
        guard !entry.kind.isAct else { return [] }
        let time_ms = max(entry.time.milliseconds, state.latest_ms ?? .min)
        state.latest_ms = time_ms
        if let digest = state.open, time_ms >= digest.due_ms {
            news.append(.digest(digest))
            state.digests += 1
            state.digested += digest.alarms
            state.open = nil
        }
        guard case .event(let event) = entry.content else { return news }
        switch event.consequence {
        case .alarm where !routing.isQuiet(at: entry.time, for: event.severity.level):
            state.told += 1
            news.append(.alarm(entry))
        case .alarm, .digest: hold(event, of: entry, at: time_ms)
        case .note, .attention, .commend: break
        }
        return news
    }

    /// What comes late belongs to the digest that is open now, not to one that was told.
    private mutating func hold(_ event: EventEntry, of entry: LedgerEntry, at time_ms: Int64) {
        if state.open == nil {
            let (start_ms, due_ms) = routing.due_ms(from: time_ms)
            state.open = AlarmDigest(start_ms: start_ms, due_ms: due_ms, firstEntry: entry.sequence)
        }
        state.open?.add(event, of: entry)
    }
}
