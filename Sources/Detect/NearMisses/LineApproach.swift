import Base

/// An attempt at a line that is over without a crossing.
struct LineApproach: Sendable {
    let object: Credentials
    let reason: NearMiss.Reason
    let since: FrameMoment
    let last: FrameMoment
    var shortfall: Shortfall?

    /// As every rule of the line notes it that does not refuse the object anyway.
    var miss: Miss { Miss(reason: reason, start: since, end: last, shortfall: shortfall) }
}

/// Somebody on a line: how far he is beyond it, and for how long.
struct LineTouch: Sendable {
    let since: FrameMoment
    private(set) var last: FrameMoment
    /// The furthest beyond the line, and how far it must be, in heights.
    private var beyond = 0.0
    private var needed: Double
    /// Since when he has been clearly beyond it, and the longest time of that.
    private var clearSince: FrameMoment?
    private var longest: (since: FrameMoment, last: FrameMoment)?

    /// - Parameter needed: how far beyond the line one must be, in heights.
    init(since: FrameMoment, needed: Double) { (self.since, last, self.needed) = (since, since, needed) }

    /// Takes the next frame; `distance` in heights is positive beyond the line.
    mutating func take(beyond distance: Double, _ threshold: Double, _ now: FrameMoment) {
        last = now
        (beyond, needed) = (max(beyond, distance), threshold)
        guard distance > threshold else {
            clearSince = nil
            return
        }
        let since = clearSince ?? now
        clearSince = since
        let known = longest.map { $0.last.seconds(since: $0.since) } ?? -1
        if now.seconds(since: since) >= known { longest = (since, now) }
    }

    /// How near it came: in time when it was clearly beyond the line, else in distance.
    func shortfall(debounce_ms: Int64) -> Shortfall {
        if let longest { return .lasted("beyond", from: longest.since, to: longest.last, of: debounce_ms) }
        return Shortfall("beyond", beyond, of: needed, "heights")
    }

    /// The attempt of one who is back on his side.
    func approach(_ object: Credentials, debounce_ms: Int64) -> LineApproach {
        LineApproach(
            object: object, reason: longest == nil ? .turnedBack : .debounce, since: since, last: last,
            shortfall: shortfall(debounce_ms: debounce_ms))
    }
}
