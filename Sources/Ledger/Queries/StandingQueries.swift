public import Base
internal import GRDB
public import Score

extension LedgerReader {
    /// Every place and camera that the ledger has entries about, in order of path.
    public func subjects() throws(LedgerError) -> [Subject] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT source, name FROM subject WHERE source NOT IN ('policy', 'steward', 'ledger')"
            )
            .map { Subject(source: $0[0], id: $0[1]) }.sorted()
        }
    }

    /// The subjects whose path ends with these parts: `fire-exit`, `bay/fire-exit` or the whole path.
    public func subjects(named name: String) throws(LedgerError) -> [Subject] {
        let selector = PlaceSelector(name)
        return try subjects().filter { selector.matches($0) }
    }

    /// Time of the latest entry about a subject, or about any; nil when there is none. Standings are asked for at this
    /// time unless another is given, since nothing here reads a clock.
    public func latestTime(of subject: Subject? = nil) throws(LedgerError) -> Timestamp? {
        try read { db in
            let milliseconds: Int64?
            if let subject {
                milliseconds = try Int64.fetchOne(
                    db,
                    sql: """
                        SELECT max(time_ms) FROM entry
                        WHERE subject = (SELECT id FROM subject WHERE source = ? AND name = ?) AND \(LedgerReader.isOfFrames)
                        """,
                    arguments: [subject.source, subject.id])
            } else {
                // One step into the index for each subject, where a maximum over all would read every entry.
                milliseconds = try Int64.fetchOne(
                    db,
                    sql: """
                        SELECT max((SELECT time_ms FROM entry WHERE subject = subject.id AND \(LedgerReader.isOfFrames)
                          ORDER BY time_ms DESC LIMIT 1))
                        FROM subject WHERE source NOT IN ('policy', 'steward', 'ledger')
                        """)
            }
            return milliseconds.map { Timestamp(microseconds: $0 * 1000) }
        }
    }

    /// Entries whose time is that of frames. Acts have the time at which somebody acted.
    private static let isOfFrames = "kind IN ('event', 'exposure', 'merit')"

    /// Where a place stands at an instant, with every contribution. Cost: grows with the place's weighing entries.
    public func explain(_ subject: Subject, at time: Timestamp, policy: Policy) throws(LedgerError) -> PlaceExplanation
    {
        let (standing, contributions) = try account(of: subject, at: time, policy, isNamed: true)
        return PlaceExplanation(standing, contributions: contributions, policy: policy)
    }

    /// The same without telling what moved it: at a fifth of the cost, from an index alone.
    public func standing(of subject: Subject, at time: Timestamp, policy: Policy) throws(LedgerError) -> Standing {
        try account(of: subject, at: time, policy, isNamed: false).standing
    }

    /// Where every place stands at an instant, in order of path.
    public func standings(at time: Timestamp, policy: Policy) throws(LedgerError) -> [Standing] {
        var standings: [Standing] = []
        for subject in try subjects() { standings.append(try standing(of: subject, at: time, policy: policy)) }
        return standings
    }

    /// - Parameter isNamed: whether contributions have the ids of their events, or only something that tells them apart.
    private func account(
        of subject: Subject, at time: Timestamp, _ policy: Policy, isNamed: Bool
    ) throws(LedgerError) -> (standing: Standing, contributions: [Contribution]) {
        try read { db in
            let inputs = try LedgerReader.inputs(subject, until: time, isNamed: isNamed, db)
            let contributions = Contribution.all(of: inputs, at: time)
            let exposures = try LedgerReader.exposures(subject, at: time, policy, db)
            let standing = Standing(
                of: subject, at: time, contributions: contributions, exposure: ExposureShare(summing: exposures),
                policy: policy)
            return (standing, contributions)
        }
    }

    static func inputs(
        _ subject: Subject, until time: Timestamp, isNamed: Bool, _ db: Database
    ) throws -> [StandingInput] {
        // An entry about another has that one's id. Without the join, the index has all that is read.
        let id =
            isNamed
            ? "(SELECT id FROM evidence WHERE evidence.sequence = ifnull(concerns, entry.sequence))"
            : "ifnull(concerns, sequence)"
        let rows = try RawRows(
            db.cachedStatement(
                sql: """
                    SELECT sequence, time_ms, weight_mp, half_life_ms, \(id) FROM entry
                    WHERE subject = (SELECT id FROM subject WHERE source = ? AND name = ?) AND time_ms <= ? AND weight_mp <> 0
                    """),
            arguments: [subject.source, subject.id, time.milliseconds])
        var inputs: [StandingInput] = []
        while try rows.next() {
            guard let evidence = rows.text(4) else {
                throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a weight belongs to no event")
            }
            inputs.append(
                StandingInput(
                    evidence: evidence, sequence: rows.integer(0), time_ms: rows.integer(1),
                    weight_mp: rows.integer(2), halfLife_ms: rows.integer(3)))
        }
        return inputs
    }

    private static func exposures(
        _ subject: Subject, at time: Timestamp, _ policy: Policy, _ db: Database
    ) throws -> [ExposureEntry] {
        let rows = try String.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT canonical FROM entry
                    WHERE subject = (SELECT id FROM subject WHERE source = ? AND name = ?)
                      AND time_ms > ? AND time_ms <= ? AND kind = 'exposure'
                    """),
            arguments: [
                subject.source, subject.id, time.milliseconds - policy.exposure.window_ms, time.milliseconds,
            ])
        return try rows.map { row in
            guard case .exposure(let exposure) = LedgerEntry(canonical: row)?.content else {
                throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "an exposure is not in canonical form")
            }
            return exposure
        }
    }
}
