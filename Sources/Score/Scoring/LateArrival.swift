/// An event that comes after later ones have been entered. The weights under a cap are a function of the set of events,
/// not of the order in which they came; so what the newcomer takes from the cap, later ones must give back.
struct LateArrival {
    /// The event's own weight under the cap.
    let weight_mp: Int64
    /// Changes to events already entered, in order of time.
    let changes: [(event: EligibleEvent, weight_mp: Int64)]

    /// Weighs `event` among `others`, which hold at least every other eligible event of its window, in any order.
    init(_ event: EligibleEvent, among others: [EligibleEvent], under cap: Cap?) {
        guard let cap else {
            (weight_mp, changes) = (event.weight_mp, [])
            return
        }
        let window_ms = cap.windowStart_ms(of: event.time_ms)
        let inWindow = others.filter { cap.windowStart_ms(of: $0.time_ms) == window_ms }.sorted()
        var before = CapAccount(), after = CapAccount()
        var own: Int64?
        var changes: [(event: EligibleEvent, weight_mp: Int64)] = []
        for other in inWindow {
            if own == nil, event < other { own = after.admit(event.weight_mp, under: cap) }
            let was = before.admit(other.weight_mp, under: cap), now = after.admit(other.weight_mp, under: cap)
            if was != now { changes.append((other, now - was)) }
        }
        weight_mp = own ?? after.admit(event.weight_mp, under: cap)
        self.changes = changes
    }
}
