public import Base

/// What a ledger can tell the public about itself: counts, and what stewards have done, never what a note says.
public struct PublicFacts: Sendable {
    /// The events of one behaviour.
    public struct OfBehaviour: Hashable, Sendable {
        public let behaviour: Behaviour
        /// Moments and stays.
        public let events: Int
        /// How many of them were taken back after an appeal.
        public let reversed: Int

        /// Makes a line.
        public init(behaviour: Behaviour, events: Int, reversed: Int) {
            (self.behaviour, self.events, self.reversed) = (behaviour, events, reversed)
        }
    }

    /// Until when the facts are told.
    public let time: Timestamp
    /// In the order of the closed list; only those that were observed.
    public let behaviours: [OfBehaviour]
    /// Of all places together, all time.
    public let observed_ms: Int64
    public let blind_ms: Int64
    /// Events whose published form is kept, and whose was erased.
    public let eventsKept: Int
    public let eventsErased: Int
    /// Notes and pictures that are kept apart.
    public let notesKept: Int
    public let picturesKept: Int
    /// What was done, in order: everything but events, exposure, merits and what follows from them.
    public let acts: [LedgerEntry]
    public let appeals: AppealBook
    public let purposes: PurposeBook

    /// Makes facts from counts and from every act until `time`, in order.
    public init(
        time: Timestamp, behaviours: [OfBehaviour], observed_ms: Int64, blind_ms: Int64,
        events: (kept: Int, erased: Int), notes: Int, pictures: Int, acts: [LedgerEntry]
    ) {
        (self.time, self.behaviours, self.acts) = (time, behaviours, acts)
        (self.observed_ms, self.blind_ms) = (observed_ms, blind_ms)
        (eventsKept, eventsErased, notesKept, picturesKept) = (events.kept, events.erased, notes, pictures)
        var appeals = AppealBook(), purposes = PurposeBook()
        for act in acts {
            appeals.enter(act)
            purposes.enter(act)
        }
        (self.appeals, self.purposes) = (appeals, purposes)
    }

    /// Moments and stays of all behaviours.
    public var events: Int { behaviours.reduce(0) { $0 + $1.events } }

    /// Events that were taken back after an appeal.
    public var reversed: Int { behaviours.reduce(0) { $0 + $1.reversed } }

    /// How often something of a kind was done.
    public func count(_ kind: EntryKind) -> Int { acts.count { $0.kind == kind } }
}
