public import Base

/// The authority of one steward as a state machine: what was overturned and upheld goes in, a standing comes out.
///
/// ```
///   good standing --2 marks, or one-sided--> under review --3 marks--> suspended
///        ^                                      |                          |
///        +--------- 3 upheld in a row ----------+                          |
///        +--------------------- another administrator ---------------------+
/// ```
/// An entry that was overturned sets a mark; three in a row that were upheld take one away, so that being wrong costs
/// more than being right earns. The marks are counted in here and never shown: only the standing leaves, which is a word.
public struct Authority: Sendable {
    /// Marks with which a reviewer must confirm. One may be a mistake; the second is looked at.
    static let marksToReview = 2
    /// Marks with which a steward can enter nothing more. One more chance than a review, since that is a warning.
    static let marksToSuspend = 3
    /// Entries upheld one after another that take a mark away.
    static let upheldToForgive = 3

    private var marks = 0
    private var upheldInARow = 0
    private var isOneSided = false
    private var isSuspended = false
    private var pattern = OneSidedPattern()

    /// Authority in good standing.
    public init() {}

    /// The standing. Suspended stays suspended, whatever else happens, until another one restores it.
    public var state: AuthorityEntry.State {
        if isSuspended { return .suspended }
        return isOneSided || marks >= Self.marksToReview ? .underReview : .goodStanding
    }

    /// An entry of the steward was overturned.
    /// - Returns: the new standing when it changed.
    public mutating func overturn() -> AuthorityEntry.State? {
        changing { authority in
            authority.marks += 1
            authority.upheldInARow = 0
            if authority.marks >= Self.marksToSuspend { authority.isSuspended = true }
        }
    }

    /// An entry of the steward was upheld.
    /// - Returns: the new standing when it changed.
    public mutating func uphold() -> AuthorityEntry.State? {
        changing { authority in
            authority.upheldInARow += 1
            guard authority.upheldInARow == Self.upheldToForgive else { return }
            authority.upheldInARow = 0
            authority.marks = max(0, authority.marks - 1)
        }
    }

    /// The steward has entered an observation about a place.
    /// - Parameter time: of the act; not before that of the one before.
    /// - Returns: the new standing when it changed.
    public mutating func observe(_ place: Subject, at time: Timestamp) -> AuthorityEntry.State? {
        changing { authority in
            if authority.pattern.enter(place, at: time) { authority.isOneSided = true }
        }
    }

    /// Another one restores the authority: everything begins anew.
    public mutating func reinstate() { self = Authority() }

    private mutating func changing(_ body: (inout Authority) -> Void) -> AuthorityEntry.State? {
        let before = state
        body(&self)
        return state == before ? nil : state
    }
}

/// Whether the observations of one steward are about one place again and again.
struct OneSidedPattern: Sendable {
    /// How many of the latest observations are looked at: enough for a pattern, few enough to show it while it lasts.
    static let latest = 10
    /// More than so many of ten about one place are one-sided.
    static let mostOfTen = 7
    /// Fewer than so many about one place are no pattern: whoever has just begun starts somewhere.
    static let least = 6
    /// What is older does not count, in milliseconds: 30 days, the span in which someone may simply have had that duty.
    static let span_ms: Int64 = 30 * 86_400_000

    private var seen: [(place: Subject, time_ms: Int64)] = []

    /// Takes the next observation.
    /// - Returns: whether it makes the pattern one-sided.
    mutating func enter(_ place: Subject, at time: Timestamp) -> Bool {
        seen.append((place, time.milliseconds))
        if seen.count > Self.latest { seen.removeFirst() }
        let recent = seen.filter { $0.time_ms > time.milliseconds - Self.span_ms }
        let same = recent.count { $0.place == place }
        return same >= Self.least && same * 10 > recent.count * Self.mostOfTen
    }
}
