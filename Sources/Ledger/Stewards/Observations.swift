public import Base
public import Score

/// What a second steward said, and what that made of the observation.
public struct ConfirmationReceipt: Hashable, Sendable {
    /// Number of the confirmation's entry.
    public let sequence: Int64
    /// Entries of the event and what it made necessary; none when the observation was rejected.
    public let entries: [LedgerEntry]
}

extension SQLiteLedger {
    /// Enters what somebody has seen at a place. It weighs nothing until a second steward confirms it.
    /// - Parameters:
    ///   - confidence_permille: how sure the author is, 0...1000.
    ///   - reason: what makes the author say so; kept apart from the entry, which commits to it.
    /// - Returns: the entry's number.
    /// - Throws: `LedgerError.refused` when the author may not, or it is dated later than the act.
    public func observe(
        _ behaviour: Behaviour, at place: Subject, seen: Timestamp, confidence_permille: Int64 = 1000,
        reason: PrivateItem, pictures: [PrivateItem] = [], by author: String, at time: Timestamp,
        salts: Salts = .system
    ) throws(LedgerError) -> Int64 {
        precondition((0...1000).contains(confidence_permille), "thousandths")
        return try entering(at: time) { act in
            try act.stewards.permitObservation(seen: seen, at: act.time, by: author)
            let content = ObservationEntry(
                author: author, behaviour: behaviour, observed: seen, confidence_permille: confidence_permille,
                note: try act.keep(reason, salts), attachments: try pictures.map { try act.keep($0, salts) })
            return try act.enter(.observation(content), about: place).sequence
        }
    }

    /// Confirms or rejects what another one has entered. A confirmed observation becomes an event and is scored at once.
    /// - Parameters:
    ///   - policies: those that were activated; the one that applied when it was seen scores it.
    /// - Throws: `LedgerError.refused` when the author may not: nobody judges their own, and what a steward has entered whose
    ///   authority is not in good standing is judged by a reviewer.
    public func confirm(
        _ observation: Int64, _ outcome: ConfirmationEntry.Outcome, reason: PrivateItem, under policies: [Policy],
        by author: String, at time: Timestamp, salts: Salts = .system
    ) throws(LedgerError) -> ConfirmationReceipt {
        try entering(at: time) { act in
            let found = try act.stewards.permitConfirmation(of: observation, by: author)
            let content = ConfirmationEntry(
                author: author, observation: observation, outcome: outcome, note: try act.keep(reason, salts))
            let entry = try act.enter(.confirmation(content), about: found.place)
            return ConfirmationReceipt(
                sequence: entry.sequence,
                entries: outcome == .confirmed ? try act.score(found.event, under: policies) : [])
        }
    }
}
