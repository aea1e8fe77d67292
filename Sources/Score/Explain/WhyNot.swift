public import Base

/// Why no event was raised at a place around a time, or which one was: what the ledger and the near misses say, and nothing
/// that was concluded after the fact.
public struct WhyNot: Hashable, Sendable {
    public let subject: Subject
    public let from: Timestamp
    public let until: Timestamp
    /// The middle of the span: the time that was asked about.
    public let time: Timestamp
    public let facts: Facts

    /// All that is known of the place in the span.
    public struct Facts: Hashable, Sendable {
        /// Events of the place that were decided or going on.
        public var raised: [Raised] = []
        /// Events of its camera: tampering, lost signal.
        public var ofCamera: [Raised] = []
        public var nearMisses: [NearMiss] = []
        /// Whether they are all there, rather than too old to be kept or from before they were noted.
        public var isComplete = false
        public var accounts: [Account] = []
        /// End of the last account of the place; nil without one.
        public var accountedUntil: Timestamp?

        /// Nothing is known.
        public init() {}
    }

    /// An event that was raised.
    public struct Raised: Hashable, Sendable {
        public let id: String
        public let behaviour: Behaviour
        public let rule: String
        /// Whether it began and ends, rather than being a moment.
        public let isStay: Bool
        public let start: Timestamp
        public let decided: Timestamp
        /// When a stay ended; nil while it goes on, and of moments.
        public var end: Timestamp?

        /// Makes one from what was published.
        public init(
            id: String, behaviour: Behaviour, rule: String, isStay: Bool, start: Timestamp, decided: Timestamp,
            end: Timestamp?
        ) {
            (self.id, self.behaviour, self.rule, self.isStay) = (id, behaviour, rule, isStay)
            (self.start, self.decided, self.end) = (start, decided, end)
        }

        /// Whether the other one tells of the same stay.
        public func isSameStay(as other: Raised) -> Bool {
            isStay && other.isStay && rule == other.rule && start == other.start
        }

        /// Whether it was decided or going on in a span (milliseconds since 1970).
        public func overlaps(_ from_ms: Int64, _ until_ms: Int64) -> Bool {
            let last_ms = isStay ? end?.milliseconds ?? .max : decided.milliseconds
            return start.milliseconds <= until_ms && last_ms >= from_ms
        }
    }

    /// How long the place was observed in one account, and how long not.
    public struct Account: Hashable, Sendable {
        public let start: Timestamp
        public let end: Timestamp
        public let blind_ms: [Exposure.Blind]

        /// Makes one from its entry.
        public init(_ exposure: ExposureEntry, end: Timestamp) {
            (start, self.end, blind_ms) = (exposure.start, end, exposure.blind_ms)
        }
    }

    /// The answer in one word; an event comes before everything, then what kept the place from being observed, then what
    /// came nearest to an event.
    public enum Verdict: String, CaseIterable, Sendable {
        /// An event was raised.
        case raised
        /// There is no account of this time, but of a later one: nothing was running.
        case notRunning = "not-running"
        /// There is no account of this time yet.
        case notYetKnown = "not-yet-known"
        /// The place was not observed at the time, or nothing else is known of the span and it was not for a part of it.
        case unobserved
        /// What came near an event is not kept for this time.
        case notKept = "not-kept"
        /// A rule's attempt came to nothing.
        case nearMiss = "near-miss"
        /// Somebody was there, and no attempt of a rule was over.
        case followed
        /// Something was followed, but never confirmed.
        case candidate
        /// Something moved that could not be followed.
        case moved
        /// The picture was in doubt, so that nothing was looked at.
        case doubtful
        /// The place was observed and nothing moved there.
        case nothingMoved = "nothing-moved"
    }

    /// Explains a place around a time.
    /// - Parameter within_ms: this long before and after it.
    public init(_ subject: Subject, at time: Timestamp, within_ms: Int64, _ facts: Facts) {
        (self.subject, self.time, self.facts) = (subject, time, facts)
        from = Timestamp(microseconds: time.microseconds - within_ms * 1000)
        until = Timestamp(microseconds: time.microseconds + within_ms * 1000)
    }

    /// The answer in one word.
    public var verdict: Verdict {
        if !facts.raised.isEmpty { return .raised }
        if facts.accounts.isEmpty { return (facts.accountedUntil ?? .distantPast) <= from ? .notYetKnown : .notRunning }
        if isUnobservedThen || facts.accounts.allSatisfy(\.isBlind) { return .unobserved }
        if !attempts.isEmpty { return .nearMiss }
        let kinds = Set(seen.map(\.reason))
        for (reason, verdict) in Self.verdicts where kinds.contains(reason) { return verdict }
        return facts.isComplete ? .nothingMoved : .notKept
    }

    /// From the most that can be seen at a place to the least.
    private static let verdicts: [(NearMiss.Reason, Verdict)] = [
        (.followed, .followed), (.candidate, .candidate), (.moved, .moved), (.unobserved, .unobserved),
        (.doubtful, .doubtful),
    ]

    private var isUnobservedThen: Bool {
        seen.contains { $0.reason == .unobserved && $0.start <= time && time <= $0.end }
    }

    /// What rules' attempts came to nothing, the nearest to an event first.
    public var attempts: [NearMiss] {
        facts.nearMisses.filter { $0.rule != nil }.enumerated().sorted { a, b in
            (-(a.element.shortfall?.share ?? 0), a.offset) < (-(b.element.shortfall?.share ?? 0), b.offset)
        }.map(\.element)
    }

    /// What was seen at the place, whatever the rules.
    public var seen: [NearMiss] { facts.nearMisses.filter { $0.rule == nil } }

    /// How long within the span there is no account, in milliseconds.
    public var unaccounted_ms: Int64 {
        let accounted = facts.accounts.reduce(0) { sum, account in
            sum + max(0, min(account.end, until).milliseconds - max(account.start, from).milliseconds)
        }
        return max(0, until.milliseconds - from.milliseconds - accounted)
    }
}

extension WhyNot.Account {
    /// Whether nothing was observed.
    var isBlind: Bool { blind_ms.reduce(0) { $0 + $1.milliseconds } >= end.milliseconds - start.milliseconds }
}

extension Timestamp {
    fileprivate static let distantPast = Timestamp(microseconds: .min)
}
