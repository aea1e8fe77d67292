/// How many alarms have been sent in the windows of a budget that were asked for last.
struct AlarmAccount: Sendable {
    private struct Window: Sendable {
        let start_ms: Int64
        let end_ms: Int64
        var sent: Int
    }

    /// The latest to be asked for at the end; few, since cameras are not far apart in time.
    private var windows: [Window] = []
    private static let most = 8

    /// Whether another alarm may be sent at this time; if so, it is counted.
    mutating func admit<Past: LedgerPast>(
        at time_ms: Int64, under budget: AlarmBudget, past: Past
    ) throws(Past.Failure) -> Bool {
        let start_ms = budget.windowStart_ms(of: time_ms), end_ms = start_ms + budget.window_ms
        if !windows.contains(where: { $0.start_ms == start_ms && $0.end_ms == end_ms }) {
            if windows.count == Self.most { windows.removeFirst() }
            let sent = try past.alarms(from_ms: start_ms, until_ms: end_ms)
            windows.append(Window(start_ms: start_ms, end_ms: end_ms, sent: sent))
        }
        let sent = windows.first { $0.start_ms == start_ms && $0.end_ms == end_ms }?.sent ?? 0
        guard sent < budget.most else { return false }
        count(at: time_ms)
        return true
    }

    /// Counts an alarm that was sent.
    mutating func count(at time_ms: Int64) {
        for index in windows.indices where (windows[index].start_ms..<windows[index].end_ms).contains(time_ms) {
            windows[index].sent += 1
        }
    }
}
