/// What the scorer carries from event to event for one term at one subject. Its size does not grow: an event that comes
/// in order of time needs no more, and for one that comes late the past is asked for.
struct TermProgress: Sendable {
    /// The latest eligible event; nil before the first.
    private(set) var latest: EligibleEvent?
    private var window_ms = Int64.min
    private var account = CapAccount()
    /// Times of the last eligible events, oldest first, as many as a severity counts.
    private var recent_ms: [Int64] = []

    /// Whether the event comes after all that was entered.
    func isInOrder(_ event: EligibleEvent) -> Bool { latest.map { $0 < event } ?? true }

    /// R for an event that comes in order: eligible events not older than the window.
    func repetition(at time_ms: Int64, window_ms: Int64?) -> Int {
        guard let window_ms else { return 0 }
        return recent_ms.reduce(0) { $0 + ($1 >= time_ms - window_ms ? 1 : 0) }
    }

    /// Enters an event that comes in order and returns its weight under the cap.
    mutating func enter(_ event: EligibleEvent, under cap: Cap?) -> Int64 {
        if let cap {
            let start = cap.windowStart_ms(of: event.time_ms)
            if start != window_ms { (window_ms, account) = (start, CapAccount()) }
        }
        latest = event
        if recent_ms.count == Steps.most { recent_ms.removeFirst() }
        recent_ms.append(event.time_ms)
        return account.admit(event.weight_mp, under: cap)
    }
}
